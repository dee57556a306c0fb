import { LIMITS } from './limits.ts';

interface Known {
  slowestMs: number;
  met: number;
  missed: number;
}

/** How long to wait for what should come by itself, learned for each surface from how long it took so far. */
export class Patience {
  readonly #known = new Map<string, Known>();

  /** Something of one's own came after so long. */
  met(surface: string, afterMs: number): void {
    const known = this.#of(surface);
    known.met += 1;
    known.slowestMs = Math.max(known.slowestMs, afterMs);
  }

  /** It came after all, when nobody waited any more: waiting is not in vain. */
  late(surface: string): void {
    this.#of(surface).missed = 0;
  }

  /** It did not come. */
  missed(surface: string): void {
    this.#of(surface).missed += 1;
  }

  /** Longest wait for one's own: long at first, short where waiting has been in vain. */
  waitMs(surface: string): number {
    const { slowestMs, met, missed } = this.#of(surface);
    if (missed >= LIMITS.arriveTriesMax && missed > met) return Math.max(LIMITS.arriveMsMin, slowestMs * 2);
    return met === 0 ? LIMITS.arriveMs : Math.min(LIMITS.arriveMs, Math.max(LIMITS.arriveMsMin * 2, slowestMs * 4));
  }

  /** Wait where nothing of one's own is to be expected. */
  quietMs(surface: string): number {
    return Math.min(LIMITS.arriveMs / 2, Math.max(LIMITS.quietMs, this.#of(surface).slowestMs * 1.5));
  }

  /** Time that a service is given after it let somebody listen: longer where what followed at once was missed. */
  settleMs(surface: string): number {
    const { met, missed } = this.#of(surface);
    return Math.min(LIMITS.settleMs * 2 ** Math.max(0, missed - met), LIMITS.settleMsMax);
  }

  #of(surface: string): Known {
    const known = this.#known.get(surface) ?? { slowestMs: 0, met: 0, missed: 0 };
    this.#known.set(surface, known);
    return known;
  }
}
