import type { TenantId } from '../../model/account.ts';

/** What was true of a tab when somebody else sat down. */
interface Leaving {
  readonly by: TenantId | undefined;
  /** Canaries on its screen. */
  readonly shown: Iterable<string>;
  /** It was in front, so that its document saw the one before go and the next one come. */
  readonly isInFront: boolean;
  readonly document: number;
  /** Answers and messages it had got. */
  readonly came: number;
}

/** What somebody left in a tab: the document, what stood there, and whether whoever came next has touched it. */
export class LeftBehind {
  /** Canaries that were on the screen: still being there proves nothing. */
  readonly shown = new Set<string>();
  /** Whose the document was. */
  by: TenantId | undefined;
  came = 0;
  #document = -1;
  #sawSwitch = false;
  #isTouched = false;

  note({ by, shown, isInFront, document, came }: Leaving): void {
    if (!this.isAsLeft(document)) this.by = by;
    this.shown.clear();
    for (const text of shown) this.shown.add(text);
    this.came = came;
    this.#document = document;
    this.#sawSwitch = isInFront;
    this.#isTouched = false;
  }

  /** Whether a document is the one that was left, with all that it remembers. */
  isSame(document: number): boolean {
    return this.#document === document;
  }

  /** Whether nobody has gone anywhere in it since. */
  isAsLeft(document: number): boolean {
    return this.isSame(document) && !this.#isTouched;
  }

  /** Whoever sits there now went somewhere: where the document saw the switch, what it shows from now on is not what was left. */
  touch(): void {
    this.#isTouched = this.#sawSwitch;
  }
}
