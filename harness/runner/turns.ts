/** Who may play now: plans play together, but one that disturbs the whole service plays alone. */
export class Turns {
  #playing = 0;
  #isAlone = false;
  readonly #waiting: { readonly alone: boolean; readonly start: () => void }[] = [];
  /** How often the service itself was disturbed: sessions from before may be dead. */
  disturbed = 0;

  async take(alone: boolean): Promise<Disposable> {
    if (this.#isAlone || this.#waiting.length > 0 || (alone && this.#playing > 0)) {
      await new Promise<void>((start) => void this.#waiting.push({ alone, start }));
    } else this.#enter(alone);
    return { [Symbol.dispose]: () => this.#leave() };
  }

  #enter(alone: boolean): void {
    this.#playing += 1;
    this.#isAlone = alone;
  }

  #leave(): void {
    this.#playing -= 1;
    this.#isAlone = false;
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      if (this.#isAlone || (next.alone && this.#playing > 0)) return;
      this.#waiting.shift();
      this.#enter(next.alone);
      next.start();
    }
  }
}
