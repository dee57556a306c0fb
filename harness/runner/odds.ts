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

  /** So many more plays, and how many of them showed it. */
  add(seen: number, plays: number): void {
    this.#seen += seen;
    this.#plays += plays;
  }

  /** Plays that must show it before a smaller plan counts as good as the last one: one alone may be luck, unless more are too dear. */
  get needed(): number {
    return this.#isSlow || this.#rate < LIMITS.rateSeldom ? 1 : 2;
  }

  /** Plays of which, at this rate, one in twenty rows shows nothing; within the limits. */
  get tries(): number {
    if (this.#isSlow && this.#seen === this.#plays) return 1;
    return Math.min(Math.max(looksNeeded(this.#rate), LIMITS.triesMin), LIMITS.triesMax);
  }

  get #rate(): number {
    return this.#seen / Math.max(this.#plays, 1);
  }
}
