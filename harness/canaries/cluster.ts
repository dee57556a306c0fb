import type { Layer } from './layer.ts';
import type { Sweep } from './sweep.ts';
import { LEVELS } from './symbols.ts';

/** A text whose every character is escaped is decoded as a whole: it may hide more than letters. */
export function cluster(sweep: Sweep, layer: Layer, from: number, at: number, to: number): void {
  const { symbols, know } = sweep;
  const { bytes } = know.sieve;
  symbols.end = to;
  if (!isCluster(sweep, at)) return;
  symbols.used = 0;
  const end = clusterEnd(sweep, at, to);
  const room = sweep.room(layer, (end - at) * BYTES_PER_CHARACTER);
  if (room < 0) return;
  let out = room;
  for (let place = at; place < end; ) {
    place = symbols.next(LEVELS, place);
    out += bytes.write(String.fromCodePoint(Math.max(symbols.code, 0)), out);
  }
  layer.anchorsFrom = end;
  layer.runsFrom = Math.max(layer.runsFrom, end);
  sweep.inside(layer, room, out, symbols.wrappings(), sweep.offsetOf(layer, from, at));
}

const SHORTEST_ESCAPE = 3;
/** So many escapes in a row are no accident. */
const CLUSTER_MIN = 8;
/** So many characters without an escape end the text. */
const CLUSTER_GAP = 64;
/** Signs that end a field, and with it the text; one that belongs to the text would be escaped too. */
const ENDS: ReadonlySet<number> = new Set([0x22, 0x3c, 0x3e, 0x0a, 0x7b, 0x7d]);
/** A byte that is no text becomes a character of three. */
const BYTES_PER_CHARACTER = 3;

function isCluster({ symbols, know }: Sweep, at: number): boolean {
  const { bytes } = know.sieve;
  let end = at;
  for (let escapes = 0; escapes < CLUSTER_MIN; escapes++) {
    const next = symbols.next(LEVELS, end);
    if (next - end < SHORTEST_ESCAPE || (escapes < CLUSTER_MIN - 1 && bytes[next] !== bytes[at])) return false;
    end = next;
  }
  return true;
}

function clusterEnd({ symbols, know }: Sweep, at: number, to: number): number {
  const { bytes } = know.sieve;
  let end = at;
  for (let plainBytes = 0; end < to && plainBytes < CLUSTER_GAP; ) {
    if (ENDS.has(bytes[end]!)) return end;
    const next = symbols.next(LEVELS, end);
    plainBytes = next - end < SHORTEST_ESCAPE ? plainBytes + 1 : 0;
    end = next;
  }
  return end;
}

/** Most escapes hide a quote, a space or an angle bracket; only those of letters and of other escapes matter. */
export function mayEscapeLetter(bytes: Uint8Array, at: number): boolean {
  switch (bytes[at]) {
    case 0x26:
      return mayEntity(bytes, at);
    case 0x5c:
      return bytes[at + 1] !== 0x75 || !isQuotes(bytes, at + 2) || bytes[at + 6] === 0x5c;
    default:
      return isTelling(bytes[at + 1]!, bytes[at + 2]!) || bytes[at + 3] === bytes[at];
  }
}

/** `&nbsp;`, `&quot;` and `&lt;` are everywhere, and so is `&`, or `&amp;`, before the next parameter of a query. */
function mayEntity(bytes: Uint8Array, at: number): boolean {
  const next = bytes[at + 1]!;
  if (next === 0x23) return true;
  if (next === 0x6e || next === 0x71 || next === 0x6c) return false;
  const isAmpersand = next === 0x61 && bytes[at + 2] === 0x6d && bytes[at + 3] === 0x70 && bytes[at + 4] === 0x3b;
  let end = isAmpersand ? at + 5 : at + 1;
  if (bytes[end] === 0x23) return true;
  while (isLetter(bytes[end]!) || isDigit(bytes[end]!)) end++;
  return bytes[end] === 0x3b;
}

/** `\u003c`, `\u0027`: what JSON for web pages escapes. */
function isQuotes(bytes: Uint8Array, at: number): boolean {
  if (bytes[at] !== 0x30 || bytes[at + 1] !== 0x30) return bytes[at]! >= 0x32 && bytes[at]! <= 0x39;
  if (bytes[at + 2] === 0x33) return bytes[at + 3]! > 0x39;
  return bytes[at + 2] === 0x32 && bytes[at + 3] === 0x37;
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

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

function isLetter(byte: number): boolean {
  return (byte | 32) >= 0x61 && (byte | 32) <= 0x7a;
}
