import { CANARY_LETTERS, spell } from './codec.ts';
import type { Owned } from './owner.ts';
import type { Sweep } from './sweep.ts';

/**
 * A canary that a service cut in two or three and put into fields of one JSON object. Its first part was just read up to the closing
 * quote; the others are looked for at the begin of the other texts of the same object, in any order.
 */
export function joinSplit(
  sweep: Sweep,
  at: number,
  from: number,
  to: number,
): (Owned & { readonly isSplit: true }) | undefined {
  const { word, know } = sweep;
  if (word.stop !== QUOTE || word.count < 2 || word.count >= CANARY_LETTERS || word.unbroken < word.count)
    return undefined;
  const letters = Uint8Array.from(word.letters);
  const pieces = piecesAround(know.sieve.bytes, at, from, to);
  const name = search(letters, word.count, pieces, 2);
  return name === undefined
    ? undefined
    : { name, text: spell(letters, CANARY_LETTERS), grade: 'proven', isSplit: true };

  function search(into: Uint8Array, count: number, left: readonly string[], depth: number): Owned['name'] | undefined {
    for (const piece of left) {
      if (piece.length > CANARY_LETTERS - count || (depth === 1 && piece.length !== CANARY_LETTERS - count)) continue;
      for (let index = 0; index < piece.length; index++) into[count + index] = (piece.charCodeAt(index) | 32) - 97;
      const end = count + piece.length;
      const others = left.filter((other) => other !== piece);
      const found = end === CANARY_LETTERS ? know.codec.nameOf(into) : search(into, end, others, depth - 1);
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

const QUOTE = 0x22;
/** How far the object may reach to either side, and how many of its texts are tried. */
const REACH_BYTES = 2048;
const PIECES_MAX = 24;
const TEXTS = /"([a-z]{1,18})(?![a-z])[^"\\{}]*"\s*(?=[,}])/gi;

function piecesAround(bytes: Buffer, at: number, from: number, to: number): readonly string[] {
  const left = bytes.toString('latin1', Math.max(from, at - REACH_BYTES), at);
  const right = bytes.toString('latin1', at, Math.min(to, at + REACH_BYTES));
  const object = left.slice(left.lastIndexOf('{') + 1) + right.slice(0, right.indexOf('}') + 1 || right.length + 1);
  return [...object.matchAll(TEXTS)].map(([, piece]) => piece!).slice(0, PIECES_MAX);
}
