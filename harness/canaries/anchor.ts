import { CANARY_LETTERS, OWNER_LETTERS } from './codec.ts';
import { fold } from './fold.ts';
import { ownerOf, SLOT_UNKNOWN } from './owner.ts';
import { joinSplit } from './split.ts';
import type { Layer, Sweep } from './sweep.ts';
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
    else cluster(sweep, layer, from, at, to);
  }
}

const Z = 25;

/** The usual case, without any decoder: twenty letters in a row, or at least eighteen more than `zq` that our check refuses. */
function plain(sweep: Sweep, layer: Layer, from: number, at: number): boolean {
  const { bytes } = sweep.know.sieve;
  const { letters } = sweep.word;
  for (let index = 0; index < CANARY_LETTERS; index++) {
    const letter = (bytes[at + index]! | 32) - 97;
    if (letter < 0 || letter > 25) return false;
    letters[index] = letter;
  }
  const name = sweep.know.codec.nameOf(letters);
  if (name !== undefined) sweep.plainHit(name, letters, layer, sweep.offsetOf(layer, from, at));
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
  if (owned === undefined) return;
  if (owned.text.length < CANARY_LETTERS) read.read(at, owned.text.length);
  const how = owned.text.length < CANARY_LETTERS ? ['cut'] : 'isSplit' in owned ? ['split'] : [];
  const encoding = [...layer.encoding, ...read.wrappings(), ...how];
  sweep.hit({ ...owned.name, kind: 'canary', text: owned.text, encoding, grade: owned.grade, offset });
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
  sweep.hit({ ...name, kind: 'canary', text: `${begin}*${end}`, encoding, grade: 'weak', offset });
}

const MASK_MIN = 3;
const MASK_MAX = 64;
const MASKS = new Set([...'*•●#·∗＊'].map((mask) => mask.codePointAt(0)!));

function isMask(code: number): boolean {
  return code > 0 && MASKS.has(code);
}

/** A text whose every character is escaped is decoded as a whole: it may hide more than letters. */
function cluster(sweep: Sweep, layer: Layer, from: number, at: number, to: number): void {
  const { symbols, know } = sweep;
  const { bytes } = know.sieve;
  if (bytes[at]! >= 0x80) return;
  let end = at;
  for (let escapes = 0; escapes < CLUSTER_MIN; escapes++) {
    const next = symbols.next(1, end);
    if (next - end < SHORTEST_ESCAPE || bytes[next] !== bytes[at]) return;
    end = next;
  }
  const room = sweep.room(layer, to - at);
  if (room < 0) return;
  let out = room;
  symbols.used = 0;
  end = at;
  for (let plainBytes = 0; end < to && plainBytes < CLUSTER_GAP; ) {
    const next = symbols.next(1, end);
    plainBytes = next - end < SHORTEST_ESCAPE ? plainBytes + 1 : 0;
    end = next;
    out += bytes.write(String.fromCodePoint(Math.max(symbols.code, 0)), out);
  }
  layer.anchorsFrom = end;
  const [name = 'json'] = symbols.wrappings();
  sweep.inside(layer, room, out, [name], sweep.offsetOf(layer, from, at));
}

const SHORTEST_ESCAPE = 3;
/** So many escapes in a row are no accident. */
const CLUSTER_MIN = 8;
/** So many characters without an escape end the text. */
const CLUSTER_GAP = 64;

/** Most escapes hide a quote, a space or an angle bracket; only those of letters and of other escapes matter. */
function mayEscapeLetter(bytes: Uint8Array, at: number): boolean {
  switch (bytes[at]) {
    case 0x26:
      return mayEntity(bytes, at);
    case 0x5c:
      return bytes[at + 1] !== 0x75 || !isQuotes(bytes, at + 2);
    default:
      return isTelling(bytes[at + 1]!, bytes[at + 2]!) || bytes[at + 3] === bytes[at];
  }
}

/** `&nbsp;`, `&quot;` and `&lt;` are everywhere, and so is `&amp;` before the next parameter of a query. */
function mayEntity(bytes: Uint8Array, at: number): boolean {
  const next = bytes[at + 1]!;
  if (next === 0x23) return true;
  if (next !== 0x61 || bytes[at + 2] !== 0x6d || bytes[at + 3] !== 0x70)
    return next !== 0x6e && next !== 0x71 && next !== 0x6c;
  let end = at + 5;
  if (bytes[end] === 0x23) return true;
  while (isLetter(bytes[end]!)) end++;
  return bytes[end] === 0x3b;
}

/** `\u003c`, `\u0027`: what JSON for web pages escapes. */
function isQuotes(bytes: Uint8Array, at: number): boolean {
  if (bytes[at] !== 0x30 || bytes[at + 1] !== 0x30) return bytes[at]! >= 0x32 && bytes[at]! <= 0x39;
  return bytes[at + 2] === 0x33 || (bytes[at + 2] === 0x32 && bytes[at + 3] === 0x37);
}

/** The two digits of `z`, or of the begin of another escape, or of the first byte of an accented or wide letter. */
function isTelling(high: number, low: number): boolean {
  switch (high) {
    case 0x35: // 5A Z, 5C backslash
      return (low | 32) === 0x61 || (low | 32) === 0x63;
    case 0x37: // 7A z
      return (low | 32) === 0x61;
    case 0x32: // 25 %, 26 &
      return low === 0x35 || low === 0x36;
    case 0x33: // 3D =, 3C <
      return (low | 32) === 0x64;
    default: // %u007a, C5 E1 EF
      return high === 0x75 || (high | 32) === 0x63 || (high | 32) === 0x65;
  }
}

function isLetter(byte: number): boolean {
  return (byte | 32) >= 0x61 && (byte | 32) <= 0x7a;
}
