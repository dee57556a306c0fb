import type { Ref } from './plan.ts';

/** How somebody else comes to sit at a browser. */
export type SwitchWay =
  /** The one before signs out as the service offers it. */
  | 'sign-out'
  /** The cookies are cleared, as people are told to do. */
  | 'cookies-cleared'
  /** The cookies of the one before are replaced by the newcomer's. */
  | 'cookies-replaced'
  /** The newcomer signs in while the one before is still signed in. */
  | 'no-sign-out';

/** What happens at a browser beside looking. `by` is who sits there; for `switch-account`, who sits down. */
export type BrowserStep =
  | { readonly do: 'switch-account'; readonly how: SwitchWay }
  /** A page is shown again, or elsewhere; `surface` is the one that is expected there. */
  | { readonly do: PageMove; readonly surface: string; readonly ref?: Ref }
  | { readonly do: 'new-tab' | 'close-tab' | 'go-offline' | 'go-online' | 'restart-browser' };

/** Ways to a page that was shown before. `old-tab` returns to the tab that has been open longest. */
export type PageMove = 'back' | 'forward' | 'reload' | 'hard-reload' | 'duplicate-tab' | 'old-tab' | 'reopen-tab';

/** What a browser tells of an answer or a page beside its content. */
export interface BrowserFacts {
  /** The profile that it was shown in: the same name means the same cookies, caches, storages and worker. */
  readonly profile?: string;
  /** The browser's own cache answered. */
  readonly fromDiskCache?: true;
  /** The memory of the page's engine answered: when going back it does so even where the head forbids to keep the answer. */
  readonly fromMemory?: true;
  /** A service worker answered: from its own cache, or after asking the network. */
  readonly fromServiceWorker?: 'cache' | 'network';
  /** The target said that the kept answer is still right (304). */
  readonly revalidated?: true;
  /** The socket had been used before. */
  readonly reusedSocket?: true;
  /** A page that came back alive from the back/forward cache (`pageshow.persisted`). */
  readonly persisted?: true;
  /** Why it did not, in the browser's own words. */
  readonly notPersisted?: readonly string[];
  /** Of a page: how its document came, its parts included. */
  readonly parts?: readonly ('disk cache' | 'worker cache' | 'network' | 'nothing')[];
  /** What the answer says it depends on. */
  readonly vary?: string;
  /** Of a page: how many service workers watch over it. */
  readonly workers?: number;
  /** Who had opened the tab. */
  readonly openedBy?: string;
  /** Of a page: its document was there before whoever looks sat down; what it remembers came into play. */
  readonly sameDocument?: true;
  /** The browser could not reach the network, on purpose. */
  readonly offline?: true;
  /** Times that this profile's browser was started. */
  readonly starts?: number;
}
