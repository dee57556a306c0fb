/** First and longest rest, in milliseconds: caches of frameworks keep an answer for some seconds. */
const FIRST_MS = 500;
const LONGEST_MS = 4_000;

/** How long a service is left alone before each play of a plan, where it else still shows what an earlier play has left there. */
export class Rest {
  #ms = 0;
  #isVain = false;

  get ms(): number {
    return this.#ms;
  }

  /** Twice as long from now on; false once the longest was in vain, and nothing is waited for any more. */
  grows(): boolean {
    this.#isVain ||= this.#ms >= LONGEST_MS;
    this.#ms = this.#isVain ? 0 : Math.max(FIRST_MS, this.#ms * 2);
    return !this.#isVain;
  }
}
