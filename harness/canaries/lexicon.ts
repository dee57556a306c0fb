import type { Sieve } from './sieve.ts';
import { readFour, WordTable } from './word-table.ts';

/** Words that are known, each with what it means; found in a text at a cost that does not grow with their number. */
export class Lexicon<Meaning> {
  readonly #table = new WordTable();
  readonly #entries = new Map<number, Entry<Meaning>[]>();
  readonly #words = new Map<string, Entry<Meaning>>();

  get size(): number {
    return this.#words.size;
  }

  get(word: string): Meaning | undefined {
    return this.#words.get(word.toLowerCase())?.meaning;
  }

  /** A word of at least four letters or digits in a row somewhere; whatever it meant before is replaced. */
  set(word: string, meaning: Meaning): void {
    const lower = word.toLowerCase();
    const known = this.#words.get(lower);
    if (known !== undefined) {
      known.meaning = meaning;
      return;
    }
    const bytes = Buffer.from(lower);
    const offset = anchorOf(bytes);
    if (offset < 0) return;
    const entry = { bytes, offset, meaning };
    const key = keyOf(bytes, offset, bytes.length - offset >= 8);
    this.#words.set(lower, entry);
    this.#entries.set(key, [...(this.#entries.get(key) ?? []), entry]);
    this.#table.mark(bytes.subarray(offset));
  }

  delete(word: string): void {
    const lower = word.toLowerCase();
    const entry = this.#words.get(lower);
    if (entry === undefined) return;
    const key = keyOf(entry.bytes, entry.offset, entry.bytes.length - entry.offset >= 8);
    this.#words.delete(lower);
    this.#entries.set(key, this.#entries.get(key)?.filter((other) => other !== entry) ?? []);
  }

  /** Every known word between `from` and `to` of the sieve's memory that stands there as a word. */
  find(
    sieve: Sieve,
    from: number,
    to: number,
  ): readonly { readonly meaning: Meaning; readonly at: number; readonly length: number }[] {
    if (this.#words.size === 0) return NONE;
    const places = sieve.words(from, to, this.#table);
    if (places.length === 0) return NONE;
    const found: { meaning: Meaning; at: number; length: number }[] = [];
    const { bytes } = sieve;
    for (const place of places) {
      for (const isLong of [true, false]) {
        for (const { bytes: word, offset, meaning } of this.#entries.get(keyOf(bytes, place, isLong)) ?? []) {
          const at = place - offset;
          if (at >= from && at + word.length <= to && stands(bytes, at, word))
            found.push({ meaning, at, length: word.length });
        }
      }
    }
    return found;
  }
}

interface Entry<Meaning> {
  readonly bytes: Uint8Array;
  /** Where in the word the letters or digits stand by which it is found. */
  readonly offset: number;
  meaning: Meaning;
}

const NONE: readonly never[] = [];
const SHORTEST = 4;

/** The first letter or digit with enough bytes behind it. */
function anchorOf(word: Uint8Array): number {
  for (let at = 0; at + SHORTEST <= word.length; at++) {
    if (isAlphanumeric(word[at]!) && (at === 0 || !isAlphanumeric(word[at - 1]!))) return at;
  }
  return -1;
}

/** The first eight bytes, less the few bits that a number has no room for, or the first four. */
function keyOf(bytes: Uint8Array, at: number, isLong: boolean): number {
  const four = readFour(bytes, at);
  return isLong ? (readFour(bytes, at + 4) & 0x1fffff) * 2 ** 32 + four : -1 - four;
}

/** Whether a word stands there whole: no letter or digit before or after it. */
function stands(bytes: Uint8Array, at: number, word: Uint8Array): boolean {
  for (let index = 0; index < word.length; index++) {
    const byte = bytes[at + index]!;
    if ((byte >= 0x41 && byte <= 0x5a ? byte | 32 : byte) !== word[index]) return false;
  }
  return !isAlphanumeric(bytes[at - 1] ?? 0) && !isAlphanumeric(bytes[at + word.length] ?? 0);
}

function isAlphanumeric(byte: number): boolean {
  const letter = byte | 32;
  return (letter >= 0x61 && letter <= 0x7a) || (byte >= 0x30 && byte <= 0x39);
}
