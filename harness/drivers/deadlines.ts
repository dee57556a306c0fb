import type { Exchange } from './exchange.ts';
import type { SessionLimits } from './session.ts';

/** Answers that a surface must have kept back until its deadline comes nearer. */
const MISSED_MIN = 3;
/** A deadline is so many times what a slow answer there took of late, and never nearer than this, in milliseconds. */
const TIMES = 20;
export const DEADLINE_MS_MIN = 2_000;
/** Answers that are remembered, and the part of them that a slow one is slower than: the slowest may have been lost for a while, too. */
const ANSWERS_MAX = 32;
const SLOW_SHARE = 0.8;

interface Known {
  readonly tookMs: number[];
  missed: number;
}

/**
 * How long an answer is waited for, learned for each surface: as long as is allowed, until answers went missing there. A service that
 * gives answers to the wrong askers leaves others waiting for ever, and they would take all the time of a run.
 */
export class Deadlines {
  readonly #now: () => number;
  readonly #known = new Map<string, Known>();

  /** With a clock in milliseconds. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Asks within the limits, or nearer ones, and learns from how long it took. */
  async keep(
    surface: string,
    most: SessionLimits,
    ask: (limits: SessionLimits) => Promise<Exchange>,
  ): Promise<Exchange> {
    const known = this.#of(surface);
    const exchangeTimeoutMs = limitMs(known, most.exchangeTimeoutMs);
    const begunMs = this.#now();
    let isWhole = false;
    try {
      const done = await ask(exchangeTimeoutMs === most.exchangeTimeoutMs ? most : { ...most, exchangeTimeoutMs });
      isWhole = done.broken === undefined && done.cutAtBytes === undefined;
      return done;
    } finally {
      const tookMs = this.#now() - begunMs;
      if (isWhole && known.tookMs.push(tookMs) > ANSWERS_MAX) known.tookMs.shift();
      if (!isWhole && tookMs >= exchangeTimeoutMs) known.missed += 1;
    }
  }

  #of(surface: string): Known {
    const known = this.#known.get(surface) ?? { tookMs: [], missed: 0 };
    this.#known.set(surface, known);
    return known;
  }
}

function limitMs({ tookMs, missed }: Known, mostMs: number): number {
  if (missed < MISSED_MIN || tookMs.length === 0) return mostMs;
  const slowMs = tookMs.toSorted((one, other) => one - other)[Math.floor(tookMs.length * SLOW_SHARE)] ?? mostMs;
  return Math.min(mostMs, Math.max(DEADLINE_MS_MIN, slowMs * TIMES));
}
