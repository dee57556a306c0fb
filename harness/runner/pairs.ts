import { type Enrolled, enrolPair } from './enrol.ts';
import { LIMITS } from './limits.ts';
import type { Pair } from './pair.ts';
import { retireOne } from './retire.ts';
import { signInAgain } from './sign-in-again.ts';
import type { Stage } from './stage.ts';

/**
 * The pairs of a run: fresh ones as long as the target and `--pairs` allow, then those that are free again. One that created much is
 * retired and forgotten, and a fresh one takes its place, so that lists stay short and a long run holds no more than a short one.
 */
export class Pairs {
  /** Accounts that could not be retired when their pair was replaced. */
  readonly left = new Set<string>();
  /** Accounts of pairs that were replaced. */
  replaced = 0;
  /** Nobody may be closed while others act: the target mixes requests up, and might close somebody else. */
  isMixing = false;
  readonly #stage: Stage;
  readonly #max: number;
  /** Pairs that never came to life. */
  readonly #dead = new Set<Pair>();
  /** Newcomers in a row that did not come to life. */
  #refused = 0;
  readonly #all = new Set<Pair>();
  readonly #free: Pair[] = [];
  readonly #waiting: ((pair: Pair) => void)[] = [];
  #places = 0;
  #count = 0;

  constructor(stage: Stage, max: number) {
    this.#stage = stage;
    const { given } = stage.target.accounts;
    this.#max = given === undefined ? max : Math.min(max, Math.floor(given.length / 2));
  }

  /** Most pairs that can be in use at the same time. */
  get most(): number {
    return (this.#isFull ? this.#places : this.#max) - this.#dead.size;
  }

  /** The target takes no newcomers any more, and there are others; a single one that it failed may be its mixing up of answers. */
  get #isFull(): boolean {
    return this.#refused >= LIMITS.refusedMax && this.#all.size > this.#dead.size;
  }

  /**
   * A pair that nobody else uses: a new one (at addresses of its own, if asked for), or when there are enough, one with fresh sessions.
   * Once the target takes no newcomers any more, those that came before are enough.
   */
  async acquire(ownAddresses = false): Promise<Enrolled> {
    if (this.#places < this.#max && !this.#isFull) {
      this.#places += 1;
      return this.#enrol(ownAddresses);
    }
    const pair = this.#free.shift() ?? (await new Promise<Pair>((resolve) => void this.#waiting.push(resolve)));
    if (this.#isWorn(pair)) {
      await this.#forget(pair);
      return this.#enrol(ownAddresses);
    }
    using _turn = await this.#stage.turns.take(false);
    const prelude = await signInAgain(this.#stage, pair);
    const failed = prelude.find(({ outcome }) => outcome === 'refused');
    const isOut = failed !== undefined && this.#stage.target.accounts.whoami !== undefined;
    return { pair, prelude, attempts: [], ...(isOut ? { failure: failed.because ?? 'sign in: refused' } : {}) };
  }

  /** Gives a pair back once nobody acts with it. */
  release(pair: Pair): void {
    // A pair that never came to life is of use only where there are no others.
    if (this.#dead.has(pair) && this.most > 0) return;
    const next = this.#waiting.shift();
    if (next === undefined) this.#free.push(pair);
    else next(pair);
  }

  get all(): readonly Pair[] {
    return [...this.#all];
  }

  async #enrol(ownAddresses: boolean): Promise<Enrolled> {
    const number = this.#count;
    this.#count += 1;
    const enrolled = await enrolPair(this.#stage, number, ownAddresses ? this.#stage.world.random() : undefined);
    this.#all.add(enrolled.pair);
    if (enrolled.failure === undefined) this.#refused = 0;
    else {
      this.#dead.add(enrolled.pair);
      this.#refused += 1;
    }
    return enrolled;
  }

  /** Whether a pair has created so much that a fresh one is better, and can be had. */
  #isWorn({ made }: Pair): boolean {
    const { enrol, retire, given } = this.#stage.target.accounts;
    const isReplaceable =
      enrol !== undefined && retire !== undefined && given === undefined && !this.isMixing && !this.#isFull;
    return isReplaceable && made.length >= LIMITS.plantsPerPairMax;
  }

  /** Closes a pair's accounts. What they planted is still recognised where it turns up, by its own letters. */
  async #forget(pair: Pair): Promise<void> {
    using _turn = await this.#stage.turns.take(false);
    const { ledger, surroundings } = this.#stage;
    for (const member of pair.all.reverse()) {
      const { id, number } = member.facts;
      if ((await retireOne(this.#stage, member)) !== undefined) this.left.add(id);
      this.replaced += 1;
      ledger.forget(id);
      surroundings.identifiers.forget(number);
      surroundings.scan.values.forget(number);
    }
    this.#all.delete(pair);
    await pair[Symbol.asyncDispose]();
  }
}
