import { SIEVE_CODE } from './sieve-code.ts';
import { SHORT_BYTES, TABLE_BYTES_MAX, type WordTable } from './word-table.ts';

/** What stands at a place, where it is not a first letter or the begin of an escape: a run of base64 letters, or UTF-16. */
export const RUN = 1;
export const WIDE = 2;

/**
 * Memory that text is laid into and looked through sixteen bytes at a time. Regions are taken and given back like plates from a pile:
 * what was decoded from a text lies above it until it has been looked through.
 */
export interface Sieve {
  readonly bytes: Buffer;
  /** Room for so many bytes above what is in use, or -1 when there is none. */
  take(length: number): number;
  /** Says where what was laid there ends; to be called before looking. */
  keep(to: number): void;
  /** Gives back everything from there on. */
  free(from: number): void;
  /** Places where a canary may begin, each `address * 4 + kind`; a run is followed by its end. Empty is always the same array. */
  places(from: number, to: number, isPlain: boolean): Uint32Array;
  /** Addresses of words whose first four or eight bytes are marked in a table, and of some others. */
  words(from: number, to: number, table: WordTable): Uint32Array;
}

/** One for the whole process: nothing waits while it is in use. */
export function sieve(): Sieve {
  only ??= create();
  return only;
}

let only: Sieve | undefined;

/** Before each region, and after the last: bytes that mean nothing, so that nothing left there before is taken for a part of it. */
const PAD_BYTES = 64;
const PAD = new Uint8Array(PAD_BYTES).fill(0x7f);
const PLACES_BYTES = 32_768;
/** Tables that are in the sieve's memory at the same time; the least recent makes room. */
const SLOTS = 8;
const TABLES_BYTES = SLOTS * TABLE_BYTES_MAX;
const NONE = new Uint32Array(0);

interface Code {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly resume: { readonly value: number };
  readonly begin: { readonly value: number };
  plain(from: number, to: number): number;
  full(from: number, to: number, begin: number): number;
  words(from: number, to: number, isFresh: number, short: number, long: number, longShift: number): number;
}

function create(): Sieve {
  const code = new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(SIEVE_CODE, 'base64')))
    .exports as unknown as Code;
  const bytes = Buffer.from(code.memory.buffer);
  const found = new Uint32Array(code.memory.buffer, 0, PLACES_BYTES / 4);
  let top = PLACES_BYTES + TABLES_BYTES + PAD_BYTES;
  const slots: { table: WordTable; version: number }[] = [];
  let turn = 0;

  return {
    bytes,
    take(length) {
      return top + length + PAD_BYTES > bytes.length ? -1 : top;
    },
    keep(to) {
      bytes.set(PAD, to);
      top = (to + PAD_BYTES) & ~15;
    },
    free(from) {
      top = from;
    },
    places(from, to, isPlain) {
      const count = isPlain ? code.plain(from, to) : code.full(from, to, from);
      if (count === 0 && code.resume.value > to) return NONE;
      return gather(found.slice(0, count), code, to, () =>
        isPlain ? code.plain(code.resume.value, to) : code.full(code.resume.value, to, code.begin.value),
      );
    },
    words(from, to, table) {
      const at = lay(table);
      const more = (begin: number, isFresh: number) =>
        code.words(begin, to, isFresh, at, at + SHORT_BYTES, table.longShift);
      const count = more(from, 1);
      if (count === 0 && code.resume.value > to) return NONE;
      return gather(found.slice(0, count), code, to, () => more(code.resume.value, 0)).map((place) => place >>> 2);
    },
  };

  /** The address of a table, which is laid into a slot unless it is there and unchanged. */
  function lay(table: WordTable): number {
    let index = slots.findIndex((slot) => slot.table === table);
    if (index < 0) {
      index = turn++ % SLOTS;
      slots[index] = { table, version: -1 };
    }
    const slot = slots[index]!;
    const at = PLACES_BYTES + index * TABLE_BYTES_MAX;
    if (slot.version !== table.version) {
      bytes.set(table.bits, at);
      slot.version = table.version;
    }
    return at;
  }

  /** The rest of the places, when they did not fit at once. */
  function gather(first: Uint32Array, { resume }: Code, to: number, more: () => number): Uint32Array {
    if (resume.value > to) return first;
    const parts = [first];
    while (resume.value <= to) parts.push(found.slice(0, more()));
    const all = new Uint32Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
      all.set(part, at);
      at += part.length;
    }
    return all;
  }
}
