import { ampersand, backslash, equals, percent } from './escapes.ts';

/** How many text escapes may lie over each other. */
export const LEVELS = 4;

/** The text escapes; each is a bit of `Symbols.used`. */
export const ESCAPES = ['json', 'html', 'percent', 'quoted-printable'] as const;

/** Takes off one escape whose first character was just read, or leaves it be: -1. */
export type Escape = (symbols: Symbols, level: number, after: number) => number;

/**
 * Reads text one character at a time through escapes that lie over each other in any order. Level 0 reads UTF-8; each level above
 * reads the one below and takes off one layer of whatever escape it meets. A text without escapes is the same at every level.
 */
export class Symbols {
  bytes: Uint8Array;
  /** No byte from here on is read. */
  end = 0;
  /** The character that `next` read, or -1 at the end. */
  code = -1;
  /** Which escapes were taken off since this was zero: four bits a level. */
  used = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** The escapes taken off, from the outside in. */
  wrappings(): string[] {
    const names: string[] = [];
    for (let level = 1; level <= LEVELS; level++) {
      ESCAPES.forEach((name, bit) => {
        if ((this.used & (1 << (4 * (level - 1) + bit))) !== 0) names.push(name);
      });
    }
    return names;
  }

  /** Reads the character at `at` into `code` and returns where the one after it begins. */
  next(level: number, at: number): number {
    if (level === 0) return this.#plain(at);
    const after = this.next(level - 1, at);
    const sign = this.code;
    if (sign !== 0x5c && sign !== 0x26 && sign !== 0x25 && sign !== 0x3d) return after;
    const takeOff = sign === 0x5c ? backslash : sign === 0x26 ? ampersand : sign === 0x25 ? percent : equals;
    const end = takeOff(this, level, after);
    if (end >= 0) return end;
    this.code = sign;
    return after;
  }

  #plain(at: number): number {
    if (at >= this.end) {
      this.code = -1;
      return at;
    }
    const first = this.bytes[at]!;
    if (first < 0x80) {
      this.code = first;
      return at + 1;
    }
    const length = utf8Length(first);
    let code = first & (0x7f >> length);
    for (let more = 1; more < length; more++) {
      const byte = at + more < this.end ? this.bytes[at + more]! : 0;
      if ((byte & 0xc0) !== 0x80) {
        this.code = 0xfffd;
        return at + 1;
      }
      code = (code << 6) | (byte & 0x3f);
    }
    this.code = length === 1 || code > 0x10ffff ? 0xfffd : code;
    return at + length;
  }

  /** Exactly so many hex digits, as a number in `code`. */
  hex(level: number, from: number, digits: number): number {
    let value = 0;
    let at = from;
    for (let count = 0; count < digits; count++) {
      at = this.next(level - 1, at);
      const digit = hexDigit(this.code);
      if (digit < 0) return -1;
      value = value * 16 + digit;
    }
    this.code = value;
    return at;
  }

  /** As many digits as there are, up to `most`. */
  number(level: number, from: number, base: number, most: number): number {
    let value = -1;
    let at = from;
    for (let count = 0; count < most; count++) {
      const end = this.next(level - 1, at);
      const digit = hexDigit(this.code);
      if (digit < 0 || digit >= base) break;
      value = Math.max(value, 0) * base + digit;
      at = end;
    }
    this.code = value;
    return value < 0 ? -1 : at;
  }
}

/** Bytes of a character in UTF-8, by its first. */
export function utf8Length(first: number): number {
  return first < 0xc2 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
}

function hexDigit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const letter = code | 32;
  return letter >= 97 && letter <= 102 ? letter - 87 : -1;
}
