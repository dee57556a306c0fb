import type { Exchange } from './exchange.ts';
import { one } from './facts.ts';

/** What courtesy needs of the world. */
export interface CourtesyWorld {
  /** Milliseconds on a monotonic clock. */
  readonly now: () => number;
  /** Milliseconds since 1970, for dates in headers. */
  readonly date: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

/** How long and how often one request waits for a target that has enough. */
const LIMITS = {
  /** Longest wait that is asked for and granted, in milliseconds: beyond it, `too many` is the answer. */
  waitMs: 10_000,
  /** Wait where the target does not say how long, doubled each time, in milliseconds. */
  firstMs: 1_000,
  tries: 3,
} as const;

/**
 * Waits for a target that has enough (status 429, RFC 6585 section 4): everybody who asks for the same waits as long as the target says.
 * Being refused for haste proves nothing about mix-ups, and neither does a run that ends there.
 */
export class Courtesy {
  readonly #world: CourtesyWorld;
  readonly #untilMs = new Map<string, number>();
  /** How often the target had enough. */
  refusals = 0;
  /** Milliseconds that were waited, all sessions together. */
  waitedMs = 0;

  constructor(world: CourtesyWorld) {
    this.#world = world;
  }

  /** Sends, and sends again where the target said to come back later; the answer is the last one. */
  async ask<T extends { readonly status: number; readonly headers: Exchange['headers'] }>(
    what: string,
    send: () => Promise<T>,
  ): Promise<T> {
    for (let tried = 1; ; tried++) {
      await this.#wait(what);
      const answer = await send();
      if (answer.status !== 429) return answer;
      this.refusals += 1;
      const ms = this.#asked(answer.headers) ?? LIMITS.firstMs * 2 ** (tried - 1);
      if (tried >= LIMITS.tries || ms > LIMITS.waitMs) return answer;
      this.#untilMs.set(what, Math.max(this.#untilMs.get(what) ?? 0, this.#world.now() + ms));
    }
  }

  async #wait(what: string): Promise<void> {
    const ms = (this.#untilMs.get(what) ?? 0) - this.#world.now();
    if (ms <= 0) return;
    this.waitedMs += ms;
    await this.#world.sleep(ms);
  }

  /** `Retry-After` in seconds or as a date (RFC 9110 section 10.2.3), in milliseconds from now. */
  #asked(headers: Exchange['headers']): number | undefined {
    const text = one(headers['retry-after'])?.trim();
    if (text === undefined || text === '') return undefined;
    const ms = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - this.#world.date();
    return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
  }
}
