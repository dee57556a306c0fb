import type { Actor, Role } from './account.ts';
import type { BrowserStep } from './browsing.ts';

/** What a session acts through. */
export type DriverName = 'http' | 'browser' | 'stream' | 'mailbox';

/**
 * "The nth order that alpha created in this plan", counted from 0 and wrapped round, so that a shrunk plan still means something. The
 * resource `account` is the account itself: its name or number in an address.
 */
export interface Ref {
  readonly of: Role;
  readonly resource: string;
  readonly nth: number;
}

/**
 * How a look departs from the plain request, where a shared cache may be fooled: a path that ends like a static file,
 * a partial request, an address that no cache can know (the control), or one that caches know from this play alone. `absent`: at a
 * thing that nobody has.
 */
export type Variant = 'plain' | 'absent' | 'static-suffix' | 'static-parameter' | 'range' | 'fresh-url' | 'own-url';

interface Timing {
  readonly by: Actor;
  /** Starts together with the step before it. */
  readonly alongside?: boolean;
  /** Starts this long after its group, in milliseconds; a held step is released so long after it. */
  readonly afterMs?: number;
}

/** How a step's requests travel, where that is not simply on the account's own connections. */
interface Travel {
  /** The connection of the plan with this number: every step that names it uses the same one, whoever acts. */
  readonly line?: number;
  /** HTTP/2 where the target speaks it. Default: HTTP/1.1. */
  readonly wire?: 'h1' | 'h2';
  /** All but the last byte is sent ahead; the held steps of a group are released together. */
  readonly held?: true;
  /** The request is cut so long after it was sent, in milliseconds, whatever has come by then. */
  readonly cutMs?: number;
}

/** Whose cookies a look carries, where they are not the looker's own: it then acts in a session made for it alone. */
export interface Jar {
  readonly of: readonly Role[];
  /** `crossed`: the first one's, but CSRF and remember-me cookies of the second. Default: all in one line, in this order. */
  readonly how?: 'one-line' | 'two-lines' | 'crossed';
  /** As they were before the last sign-out or sign-in. Default: as they are. */
  readonly when?: 'before';
}

/** What is wrong with a request that the server must reject. */
export type Spoil = 'long-header' | 'bad-percent' | 'wrong-type' | 'cut-json' | 'short-body' | 'bad-header';

/** One action by one account; the vocabulary is closed and knows no domain. */
export type Step = Timing &
  Travel &
  (
    | BrowserStep
    /** `lacks`: without one of the fields that carry something of its own: this one of them, counted from 0 and wrapped round. */
    | { readonly do: 'plant'; readonly resource: string; readonly lacks?: number }
    | {
        readonly do: 'look';
        readonly surface: string;
        readonly ref?: Ref;
        readonly variant?: Variant;
        readonly jar?: Jar;
        /** What the answer looked like is kept as hashes, so that it can be compared with others. */
        readonly print?: true;
      }
    | { readonly do: 'change'; readonly ref: Ref }
    | { readonly do: 'remove'; readonly ref: Ref }
    /** `keeps`: visits first, or in the jar that this account left behind when it signed out. Default: nothing is kept. */
    | { readonly do: 'sign-in'; readonly keeps?: 'visit' | Role }
    | { readonly do: 'sign-out' }
    | { readonly do: 'reconnect' }
    /** Begins to listen: what comes from now on is seen by looking there. `from`: on the very connection of this account, which signs out on it. */
    | { readonly do: 'listen'; readonly surface: string; readonly ref?: Ref; readonly from?: Role }
    | { readonly do: 'hang-up'; readonly surface: string; readonly ref?: Ref }
    /** Does nothing, as long as another took to do something and longer. */
    | { readonly do: 'wait' }
    /** Closes the account, and makes it again; what its session presented before is kept. A dismissed colleague joins again, too. */
    | { readonly do: 'leave' | 'join' }
    /** Takes the colleague out of its tenant. */
    | { readonly do: 'dismiss' }
    /** Ends all of the account's sessions; gives it another password. */
    | { readonly do: 'sign-out-everywhere' | 'change-password' }
    /** Lets another see a thing of one's own, and takes that back. */
    | { readonly do: 'share' | 'unshare'; readonly ref: Ref; readonly with: Role }
    /** Does to the service what the target file says under this name. */
    | { readonly do: 'hook'; readonly name: string }
    | {
        readonly do: 'abort';
        readonly surface: string;
        readonly ref?: Ref;
        readonly bytes: number;
        readonly half?: true;
      }
    | { readonly do: 'spoil'; readonly surface: string; readonly ref?: Ref; readonly how: Spoil }
  );

/** A flat list of steps: data, JSON, shrinkable, replayable. */
export interface Plan {
  readonly scenario: string;
  readonly over: DriverName;
  /** Over a browser: everybody sits at one, one after the other. Default: each has its own. */
  readonly profile?: 'shared';
  /** Over a browser: people follow links where the page has one that leads there. Default: every address is typed. */
  readonly walks?: true;
  /** Every look's address gets a parameter that is new in each play, so that no cache can answer from an earlier play. */
  readonly ownAddresses?: true;
  /** The service is restarted before each play, where the target says how: nothing that an earlier play left behind answers. */
  readonly afresh?: true;
  /** Nobody else plays meanwhile: what changes is then no doing of theirs. */
  readonly alone?: true;
  readonly steps: readonly Step[];
}
