import { type Enrolled, enrolPair } from './enrol.ts';
import type { Pair } from './pair.ts';
import { signInAgain } from './sign-in-again.ts';
import type { Stage } from './stage.ts';

/** The pairs of a run: fresh ones as long as the target and `--pairs` allow, then those that are free again. */
export class Pairs {
  readonly #stage: Stage;
  readonly #max: number;
  readonly #all: Pair[] = [];
  readonly #free: Pair[] = [];
  readonly #waiting: ((pair: Pair) => void)[] = [];

  constructor(stage: Stage, max: number) {
    this.#stage = stage;
    const { given } = stage.target.accounts;
    this.#max = given === undefined ? max : Math.min(max, Math.floor(given.length / 2));
  }

  /** A pair that nobody else uses: a new one (at addresses of its own, if asked for), or when there are enough, one with fresh sessions. */
  async acquire(ownAddresses = false): Promise<Enrolled> {
    if (this.#all.length < this.#max) {
      const place = this.#all.push(undefined as never) - 1;
      const enrolled = await enrolPair(this.#stage, place, ownAddresses ? this.#stage.world.random() : undefined);
      this.#all[place] = enrolled.pair;
      return enrolled;
    }
    const pair = this.#free.shift() ?? (await new Promise<Pair>((resolve) => void this.#waiting.push(resolve)));
    using _turn = await this.#stage.turns.take(false);
    return { pair, prelude: await signInAgain(this.#stage, pair), attempts: [] };
  }

  /** Gives a pair back once nobody acts with it. */
  release(pair: Pair): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free.push(pair);
    else next(pair);
  }

  get all(): readonly Pair[] {
    return this.#all.filter((pair) => pair !== undefined);
  }
}
