import { looksNeeded } from '../oracles/index.ts';
import { LIMITS } from './limits.ts';

/** How likely one play shows a leak that does not always happen, and how often a plan is played before it counts as harmless. */
export class Odds {
  #seen: number;
  #plays: number;
  readonly #isSlow: boolean;

  /** It showed in `seen` of so many plays; where each is slow, one that always showed is not played twice to see that it is gone. */
  constructor(seen: number, plays: number, isSlow = false) {
    this.#isSlow = isSlow;
    this.#seen = seen;
    this.#plays = Math.max(seen, plays);
  }

  /** So many more plays, the last of which showed it. */
  add(plays: number): void {
    this.#seen += 1;
    this.#plays += plays;
  }

  /** Plays of which, at this rate, one in twenty rows shows nothing; within the limits. */
  get tries(): number {
    if (this.#isSlow && this.#seen === this.#plays) return 1;
    const needed = looksNeeded(this.#seen / Math.max(this.#plays, 1));
    return Math.min(Math.max(needed, LIMITS.triesMin), LIMITS.triesMax);
  }
}
