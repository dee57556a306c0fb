import type { TenantId } from '../../model/account.ts';
import { accountOf, tenantOf } from '../../model/account.ts';
import type { Sighting } from '../../model/canary.ts';
import { Carried } from '../carried.ts';
import type { Frame, Surroundings, Viewer } from '../session.ts';

/** Who sat at the browser, and what for, when something was asked for or came by itself. */
export interface Moment {
  readonly viewer: Viewer;
  readonly frame: Frame;
  /** Notes what the viewer's own request says: seeing that again proves nothing. */
  carry(texts: readonly string[]): void;
  /** Which of these prove nothing: they were sent by the viewer itself, or belong to somebody who may still be shown here, by the way they came. */
  proveNothing(foreign: readonly Sighting[], origin?: Origin): string[];
}

/** By which way something came to be shown, as far as that excuses it. Default: an answer of the service or of a cache, which nothing excuses. */
export interface Origin {
  /** A service worker had kept it. */
  readonly isByWorker?: boolean;
  /** It stands on a page, and was not read in an answer. */
  readonly isOfPage?: boolean;
  /** That page came back alive out of the history. */
  readonly isRestored?: boolean;
}

/**
 * Who sits at a profile's browser, and what is asked of it.
 *
 * What of the one before may still be shown there without the service being at fault:
 * - while an account takes over from another that is still signed in, both;
 * - what the browser keeps for somebody who never signed out, and a page of that somebody's that comes back alive out of the history:
 *   nobody asked for it to be removed;
 * - where the service could not know that somebody left (cookies were cleared or replaced behind its back), also what a page that
 *   this somebody had opened, and that is still open, goes on to receive: over a connection from before, or by asking with a token of
 *   its own. That is the session of the one before, not the newcomer's. And what a service worker has kept, or a page draws from what
 *   was stored: neither sees cookies that scripts may not read.
 *
 * Nothing of this last kind holds where the service was told, by a sign-out or by a sign-in that presented the old cookie: from then on it
 * can close the connections of the one before and refuse its tokens (CWE-613).
 */
export class Seat {
  viewer: Viewer;
  frame: Frame;
  /** Who may both be shown, while one account takes over from another without signing it out. */
  readonly both = new Set<TenantId>();
  /** Who left without a sign-out. */
  readonly unsignedOut = new Set<TenantId>();
  /** Who left without the service having been told. */
  readonly untold = new Set<TenantId>();
  readonly #world: Surroundings;
  /** Whose own page was returned to since they left: it saw nobody come, and may store again what a sign-in had cleared away. */
  readonly #returnedTo = new Set<TenantId>();
  /** Canaries that the browser was seen to keep in its storages. */
  readonly #stored = new Set<string>();
  readonly #carried = new Map<string, Carried>();

  constructor(world: Surroundings, viewer: Viewer, frame: Frame) {
    this.#world = world;
    this.viewer = viewer;
    this.frame = frame;
  }

  /** Notes how somebody got up: `signed-out`, `told` by a newcomer's sign-in, or `untold`. */
  left({ tenant }: Viewer, how: 'signed-out' | 'told' | 'untold'): void {
    if (tenant === undefined || how === 'signed-out') return;
    this.unsignedOut.add(tenant);
    if (how === 'untold') this.untold.add(tenant);
  }

  /** Notes what the browser keeps in its storages: a page may draw it, and write something else in its place, before anybody looks. */
  noteStored(canaries: Iterable<string>): void {
    for (const canary of canaries) this.#stored.add(canary);
  }

  /** Notes that a page of somebody's who left is in front again, as it was left. */
  returnedTo(tenant: TenantId | undefined): void {
    if (tenant !== undefined) this.#returnedTo.add(tenant);
  }

  /** Somebody sits down, for the first time or again. */
  sit(viewer: Viewer): void {
    this.viewer = viewer;
    if (viewer.tenant === undefined) return;
    this.unsignedOut.delete(viewer.tenant);
    this.untold.delete(viewer.tenant);
    this.#returnedTo.delete(viewer.tenant);
  }

  /** What is true now, for an answer that comes later; `former` is the one whose page asks for it, where that has been open since somebody else sat there. */
  moment(former?: TenantId): Moment {
    const { viewer, frame } = this;
    for (const id of frame.carries ?? []) this.#carriedBy(viewer).add(id);
    const both = new Set(this.both);
    if (former !== undefined && this.untold.has(former)) both.add(former);
    const untold = new Set(this.untold);
    const unsignedOut = new Set(this.unsignedOut);
    return {
      viewer,
      frame,
      carry: (texts) => this.carry(viewer, texts),
      proveNothing: (foreign, { isByWorker = false, isOfPage = false, isRestored = false } = {}) => {
        const carried = this.#carriedBy(viewer);
        const excused = ({ text, account }: Sighting) => {
          const tenant = tenantOf(accountOf(account));
          if (carried.has(text) || both.has(tenant)) return true;
          if (!unsignedOut.has(tenant)) return false;
          const isStored = isOfPage && this.#stored.has(text);
          if (isRestored || (isStored && this.#returnedTo.has(tenant))) return true;
          return untold.has(tenant) && (isByWorker || isStored);
        };
        return foreign.filter(excused).map(({ text }) => text);
      },
    };
  }

  carry(viewer: Viewer, texts: readonly string[]): void {
    const carried = this.#carriedBy(viewer);
    for (const text of texts) for (const sighting of this.#world.scan.text(text, 'request')) carried.add(sighting.text);
  }

  #carriedBy({ session, tenant }: Viewer): Carried {
    const known = this.#carried.get(session) ?? this.#world.sent?.of(tenant) ?? new Carried();
    this.#carried.set(session, known);
    return known;
  }
}
