/** Bytes of the table of short words, which are known by their first four bytes. */
export const SHORT_BYTES = 8192;
/** Bytes of the largest table, with that of long words, which are known by their first eight. */
export const TABLE_BYTES_MAX = SHORT_BYTES + 2 ** 20;

/** A bit for each begin of a word that somebody wants to know of; it grows with the words, so that few other begins share a bit. */
export class WordTable {
  bits: Uint8Array = new Uint8Array(SHORT_BYTES + LONG_BYTES_MIN);
  /** How far a hash of eight bytes is shifted down to be an index. */
  longShift = 64 - Math.log2(LONG_BYTES_MIN * 8);
  /** Changes with every new bit. */
  version = 0;
  readonly #long: bigint[] = [];

  /** Marks a word by its first eight bytes, or four if it is shorter. */
  mark(word: Uint8Array): void {
    this.version++;
    if (word.length < 8) {
      const index = (Math.imul(readFour(word, 0), 0x9e3779b1) >>> 16) >>> 0;
      this.bits[index >>> 3]! |= 1 << (index & 7);
      return;
    }
    const begin = (BigInt(readFour(word, 4)) << 32n) | BigInt(readFour(word, 0));
    const hash = BigInt.asUintN(64, begin * 0x9e3779b97f4a7c15n);
    this.#long.push(hash);
    if (this.#long.length * BITS_PER_WORD > (this.bits.length - SHORT_BYTES) * 8) this.#grow();
    this.#set(hash);
  }

  #grow(): void {
    const longBytes = (this.bits.length - SHORT_BYTES) * 4;
    if (SHORT_BYTES + longBytes > TABLE_BYTES_MAX) return;
    const grown = new Uint8Array(SHORT_BYTES + longBytes);
    grown.set(this.bits.subarray(0, SHORT_BYTES));
    this.bits = grown;
    this.longShift -= 2;
    for (const hash of this.#long) this.#set(hash);
  }

  #set(hash: bigint): void {
    const index = Number(hash >> BigInt(this.longShift));
    this.bits[SHORT_BYTES + (index >>> 3)]! |= 1 << (index & 7);
  }
}

const LONG_BYTES_MIN = 2 ** 14;
const BITS_PER_WORD = 16;

/** Four bytes as a number, letters in lower case. */
export function readFour(bytes: Uint8Array, at: number): number {
  return (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24) | 0x20202020) >>> 0;
}
