import { cluster, mayEscapeLetter } from './cluster.ts';
import { CANARY_LETTERS, OWNER_LETTERS } from './codec.ts';
import { fold } from './fold.ts';
import type { Layer } from './layer.ts';
import { ownerOf, SLOT_UNKNOWN } from './owner.ts';
import { joinSplit } from './split.ts';
import type { Sweep } from './sweep.ts';
import { LEVELS } from './symbols.ts';

/** A place where a first letter stands, plain or escaped, or where an escape begins that may hide one. */
export function anchor(sweep: Sweep, layer: Layer, from: number, at: number, to: number): void {
  if (at < layer.anchorsFrom) return;
  const { bytes } = sweep.know.sieve;
  const byte = bytes[at]!;
  if ((byte | 32) === 0x7a) {
    if ((bytes[at + 1]! | 32) === 0x71 && plain(sweep, layer, from, at)) return;
    if (!isWordEnd(bytes, at)) word(sweep, layer, from, at, to);
  } else if (byte >= 0x80 || mayEscapeLetter(bytes, at)) {
    const { symbols } = sweep;
    symbols.end = to;
    symbols.next(LEVELS, at);
    if (symbols.code >= 0 && fold(symbols.code) === Z) word(sweep, layer, from, at, to);
    if (byte < 0x80) cluster(sweep, layer, from, at, to);
  }
}

const Z = 25;

/** The usual case, without any decoder: twenty letters in a row, or at least eighteen more than `zq` that our check refuses. */
function plain(sweep: Sweep, layer: Layer, from: number, at: number): boolean {
  const { bytes } = sweep.know.sieve;
  if (layer.lastAt > 0 && isSame(bytes, at, layer.lastAt)) return true;
  const { letters } = sweep.word;
  for (let index = 0; index < CANARY_LETTERS; index++) {
    const letter = (bytes[at + index]! | 32) - 97;
    if (letter < 0 || letter > 25) return false;
    letters[index] = letter;
  }
  const name = sweep.know.codec.nameOf(letters);
  if (name !== undefined) {
    layer.lastAt = at;
    sweep.plainGlimpse(name, letters, layer, sweep.offsetOf(layer, from, at));
  }
  return true;
}

function isSame(bytes: Uint8Array, at: number, before: number): boolean {
  for (let index = CANARY_LETTERS - 1; index >= 0; index--)
    if (bytes[at + index] !== bytes[before + index]) return false;
  return true;
}

/** Whether what follows a lone first letter rules a canary out: a space and then another letter than the second. */
function isWordEnd(bytes: Uint8Array, at: number): boolean {
  const next = bytes[at + 1]!;
  if (next !== 0x20 && next !== 0x0a && next !== 0x0d) return false;
  const letter = bytes[at + 2]! | 32;
  return letter >= 0x61 && letter <= 0x7a && letter !== 0x71;
}

/** Everything else that may begin with a first letter: escaped, spread, cut short, masked, split. */
function word(sweep: Sweep, layer: Layer, from: number, at: number, to: number): void {
  const { symbols, word: read, know } = sweep;
  symbols.end = to;
  read.read(at, CANARY_LETTERS);
  if (read.count === 0 || know.isPlain || (read.stop < 0 && layer.isCut && read.count < CANARY_LETTERS)) return;
  const offset = sweep.offsetOf(layer, from, at);
  if (isMask(read.stop)) {
    masked(sweep, layer, offset);
    return;
  }
  if (read.count < 2) return;
  const owned = joinSplit(sweep, at, from, to) ?? ownerOf(read, know);
  if (
    owned === undefined ||
    (owned.grade === 'weak' && (read.isPlused || isInside(know.sieve.bytes, at, from, read.stop)))
  )
    return;
  if (owned.text.length < CANARY_LETTERS) read.read(at, owned.text.length);
  const how = owned.text.length < CANARY_LETTERS ? ['cut'] : 'isSplit' in owned ? ['split'] : [];
  const encoding = [...layer.encoding, ...read.wrappings(), ...how];
  sweep.glimpse({ ...owned.name, kind: 'canary', text: owned.text, encoding, grade: owned.grade, offset });
}

/** Whether the letters go on as something else on either side: so few in the midst of base64 are chance. */
function isInside(bytes: Uint8Array, at: number, from: number, stop: number): boolean {
  return (at > from && isAlphanumeric(bytes[at - 1]!)) || isAlphanumeric(stop) || stop === 0x2b || stop === 0x2f;
}

/** `z*****p`: at least three stars, and the last letters may follow. */
function masked(sweep: Sweep, layer: Layer, offset: number): void {
  const { symbols, word: read, know } = sweep;
  const begin = String.fromCharCode(...read.letters.subarray(0, read.unbroken).map((letter) => letter + 97));
  let stars = 0;
  let at = symbols.next(LEVELS, read.stopAt);
  for (; isMask(symbols.code) && stars < MASK_MAX; stars++) at = symbols.next(LEVELS, at);
  let end = '';
  for (let letter = fold(symbols.code); letter >= 0 && end.length < OWNER_LETTERS; letter = fold(symbols.code)) {
    end += String.fromCharCode(letter + 97);
    at = symbols.next(LEVELS, at);
  }
  if (stars < MASK_MIN || read.unbroken < read.count) return;
  const minted = know.known.masked(begin, end);
  if (minted === undefined) return;
  const name = { run: minted.run, account: minted.account, slot: end === '' ? SLOT_UNKNOWN : minted.slot };
  const encoding = [...layer.encoding, ...read.wrappings(), 'masked'];
  sweep.glimpse({ ...name, kind: 'canary', text: `${begin}*${end}`, encoding, grade: 'weak', offset });
}

const MASK_MIN = 3;
const MASK_MAX = 64;
const MASKS = new Set([...'*•●#·∗＊'].map((mask) => mask.codePointAt(0)!));

function isAlphanumeric(code: number): boolean {
  const letter = code | 32;
  return (code >= 0x30 && code <= 0x39) || (letter >= 0x61 && letter <= 0x7a);
}

function isMask(code: number): boolean {
  return code > 0 && MASKS.has(code);
}
