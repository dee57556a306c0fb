/** What a session has sent or learned elsewhere, in whatever case: seeing it again proves nothing. */
export class Carried {
  readonly #texts = new Set<string>();

  add(text: string): void {
    this.#texts.add(text.toLowerCase());
  }

  has(text: string): boolean {
    return this.#texts.has(text.toLowerCase());
  }
}
