import { CANARY_LETTERS } from './codec.ts';
import { fold, HIDDEN, MARK, OTHER, SPACE } from './fold.ts';
import { LEVELS, type Symbols } from './symbols.ts';

/** The letters that follow each other from one place on, whatever lies over or between them; up to a canary's twenty. */
export class Word {
  /** As numbers, 0 to 25. */
  readonly letters = new Uint8Array(CANARY_LETTERS);
  count = 0;
  /** Letters before the first space or tag. */
  unbroken = 0;
  /** A plus sign was the first space: what stands in base64 goes on there. */
  isPlused = false;
  /** The character that ended it, -1 for the end of the text, and where it stands. */
  stop = OTHER;
  stopAt = 0;
  #found = 0;
  readonly #symbols: Symbols;

  constructor(symbols: Symbols) {
    this.#symbols = symbols;
  }

  /** Reads at most `most` letters, and none after the second if they are not `zq`. */
  read(from: number, most: number): void {
    const symbols = this.#symbols;
    symbols.used = 0;
    this.count = 0;
    this.unbroken = 0;
    this.isPlused = false;
    this.#found = 0;
    let spaces = 0;
    for (let at = from; this.count < most; ) {
      this.stopAt = at;
      at = symbols.next(LEVELS, at);
      const code = symbols.code;
      const letter = code < 0 ? OTHER : fold(code);
      if (letter >= 0) {
        if (this.#breaks(letter)) return;
        if (code > 0x7f) this.#found |= code >= 0xff00 ? WIDE : ACCENTS;
        spaces = 0;
      } else if (letter === MARK) {
        this.#found |= ACCENTS;
      } else if (letter === HIDDEN) {
        this.#found |= HIDING;
      } else if ((letter === SPACE || code === PLUS) && spaces++ < SPACES_MAX) {
        this.isPlused ||= code === PLUS && (this.#found & BREAKS) === 0;
        this.#found |= SPACES;
      } else if (code === LESS) {
        at = this.#tag(at);
        if (at < 0) return;
      } else {
        this.stop = code;
        return;
      }
    }
    this.stop = OTHER;
  }

  /** What lay over and between the letters, from the outside in. */
  wrappings(): string[] {
    return [...this.#symbols.wrappings(), ...GAPS.filter((_, bit) => (this.#found & (1 << bit)) !== 0)];
  }

  /** Takes a letter, unless it shows that this is no canary. */
  #breaks(letter: number): boolean {
    const { count } = this;
    if ((count === 0 && letter !== Z) || (count === 1 && letter !== Q)) {
      this.stop = OTHER;
      return true;
    }
    this.letters[count] = letter;
    this.count = count + 1;
    if (this.unbroken === count && (this.#found & BREAKS) === 0) this.unbroken = count + 1;
    return false;
  }

  /** Skips a tag whose `<` was read; -1 when it is none. */
  #tag(from: number): number {
    const symbols = this.#symbols;
    let at = from;
    for (let length = 0; length < TAG_CHARS_MAX; length++) {
      at = symbols.next(LEVELS, at);
      const { code } = symbols;
      if (length === 0 && code !== SLASH && fold(code) < 0) break;
      if (code === GREATER) {
        this.#found |= TAGS;
        return at;
      }
      if (code < 0) break;
    }
    this.stop = LESS;
    return -1;
  }
}

const Z = 25;
const Q = 16;
const PLUS = 0x2b;
const SLASH = 0x2f;
const LESS = 0x3c;
const GREATER = 0x3e;
const SPACES_MAX = 8;
const TAG_CHARS_MAX = 300;

const GAPS = ['tags', 'spaces', 'accents', 'wide', 'hidden'] as const;
const TAGS = 1;
const SPACES = 2;
const ACCENTS = 4;
const WIDE = 8;
const HIDING = 16;
/** What separates words; a canary is cut short there. */
const BREAKS = TAGS | SPACES;
