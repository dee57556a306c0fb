import type { TenantId } from '../../model/account.ts';
import { accountOf, tenantOf } from '../../model/account.ts';
import type { Sighting } from '../../model/canary.ts';
import type { Frame, Surroundings, Viewer } from '../session.ts';

/** Who sat at the browser, and what for, when something was asked for or came by itself. */
export interface Moment {
  readonly viewer: Viewer;
  readonly frame: Frame;
  /** Notes what the viewer's own request says: seeing that again proves nothing. */
  carry(texts: readonly string[]): void;
  /** Which of these prove nothing: they were sent by the viewer itself, or belong to somebody who may still be shown here. */
  proveNothing(foreign: readonly Sighting[]): string[];
}

/** Who sits at a profile's browser, and what is asked of it. */
export class Seat {
  viewer: Viewer;
  frame: Frame;
  /** While an account takes over from another without signing it out, both may be shown. */
  readonly both = new Set<TenantId>();
  /** Who left without the service having been told: what it still keeps for them is no mistake of its own. */
  readonly unsignedOut = new Set<TenantId>();
  readonly #world: Surroundings;
  readonly #carried = new Map<string, Set<string>>();

  constructor(world: Surroundings, viewer: Viewer, frame: Frame) {
    this.#world = world;
    this.viewer = viewer;
    this.frame = frame;
  }

  /** What is true now, for an answer that comes later. */
  moment(): Moment {
    const { viewer, frame } = this;
    for (const id of frame.carries ?? []) this.#carriedBy(viewer).add(id.toLowerCase());
    const both = new Set(this.both);
    return {
      viewer,
      frame,
      carry: (texts) => this.carry(viewer, texts),
      proveNothing: (foreign) => {
        const carried = this.#carriedBy(viewer);
        const excused = ({ text, account }: Sighting) => carried.has(text) || both.has(tenantOf(accountOf(account)));
        return foreign.filter(excused).map(({ text }) => text);
      },
    };
  }

  carry(viewer: Viewer, texts: readonly string[]): void {
    const carried = this.#carriedBy(viewer);
    for (const text of texts) for (const sighting of this.#world.scan.text(text, 'request')) carried.add(sighting.text);
  }

  #carriedBy({ session }: Viewer): Set<string> {
    const known = this.#carried.get(session) ?? new Set();
    this.#carried.set(session, known);
    return known;
  }
}
