import { asciiAlignments, decodeBase64, isBase64 } from './base64.ts';
import { DIGEST_DIGITS, decodeHex, eachHex, HEX_DIGITS_MIN, isHex } from './hex.ts';
import type { Layer } from './layer.ts';
import type { Sweep } from './sweep.ts';

/** A run of base64 letters: a digest, hex, base64 at any offset, or nothing. */
export function run(sweep: Sweep, layer: Layer, from: number, begin: number, end: number, to: number): void {
  const { bytes } = sweep.know.sieve;
  if ((begin < layer.runsFrom && !standsAlone(bytes, begin, end)) || isOnlyUuid(bytes, begin, end)) return;
  const offset = sweep.offsetOf(layer, from, begin);
  const room = gather(sweep, begin, end, to);
  // An equals sign may be padding as well as the end of a quoted-printable line, and two lines may be two values.
  const isOne = room !== undefined && bytes[end] !== 0x3d && room.lines !== 2;
  if (room !== undefined) {
    if (isOne) layer.runsFrom = room.readTo;
    sweep.know.sieve.keep(room.to);
    decode(sweep, layer, { begin: room.from, end: room.to, offset, wrappings: room.wrappings });
    sweep.know.sieve.free(room.from);
  }
  if (!isOne || standsAlone(bytes, begin, end)) decode(sweep, layer, { begin, end, offset, wrappings: [] });
}

/** A digest, or the begin of a file: it is not only a line of a longer run. */
function standsAlone(bytes: Buffer, begin: number, end: number): boolean {
  if (PACKED.test(bytes.toString('latin1', begin, begin + PACKED_LETTERS))) return true;
  return DIGEST_DIGITS.has(end - begin) && isHex(bytes, begin, end);
}

interface Run {
  readonly begin: number;
  readonly end: number;
  readonly offset: number;
  readonly wrappings: readonly string[];
}

function decode(sweep: Sweep, layer: Layer, found: Run): void {
  const { bytes } = sweep.know.sieve;
  const { begin, end, wrappings } = found;
  eachHex(bytes, begin, end, 32, (from, to) => {
    const isWhere = layer.isOutermost && wrappings.length === 0;
    hex(sweep, layer, isWhere ? { ...found, offset: found.offset + from - begin } : found, from, to);
  });
  const alignments = asciiAlignments(bytes, begin, Math.min(end, begin + PROBE_LETTERS));
  const starts = new Set<number>();
  for (let shift = 0; shift < 4; shift++) if ((alignments & (1 << shift)) !== 0) starts.add(begin + shift);
  for (const start of blindStarts(bytes, begin, end, alignments === 0)) starts.add(start);
  for (const start of starts) {
    const room = sweep.room(layer, end - start);
    if (room < 0) return;
    const length = decodeBase64(bytes, start, end, room);
    const encoding = [...wrappings, nameOf(bytes, begin, end, room)];
    sweep.inside(layer, room, room + length, encoding, found.offset, start === begin);
  }
}

/** Letters of a long run that are looked at to tell how its groups are aligned. */
const PROBE_LETTERS = 4096;
/** A run of at most this length that looks like base64 of no text is decoded at every alignment, a longer one only from its begin. */
const BLIND_LETTERS = 256;
/** How base64 of gzip, zlib, zstd, ZIP, PDF, PNG, JPEG and GIF begins. */
const PACKED = /^(H4sI|eJ[w-z]|eN[o-r]|eA[E-H]|eF[4-7]|KLUv[/_]|UEsDB|JVBERi|iVBORw|[/_]9j[/_]|R0lGOD)/;
const PACKED_LETTERS = 6;

/** Where to begin although it is no ASCII: a file, packed data, letters of full width. */
function blindStarts(bytes: Buffer, begin: number, end: number, isAnywhere: boolean): readonly number[] {
  const sample = bytes.toString('latin1', begin, Math.min(end, begin + BLIND_LETTERS));
  if (!isMixed(sample)) return [];
  const isShort = end - begin <= BLIND_LETTERS;
  // Behind a slash of the path that it stands in.
  const packed = [...sample.matchAll(/\//g)]
    .map(({ index }) => begin + index + 1)
    .filter((at) => PACKED.test(bytes.toString('latin1', at, at + PACKED_LETTERS)));
  return isShort && isAnywhere ? [begin, begin + 1, begin + 2, begin + 3, ...packed] : [begin, ...packed];
}

function hex(sweep: Sweep, layer: Layer, { offset, wrappings }: Run, from: number, to: number): void {
  const { bytes } = sweep.know.sieve;
  if (DIGEST_DIGITS.has(to - from)) {
    const minted = sweep.know.known.digest(bytes.toString('latin1', from, to).toLowerCase());
    if (minted !== undefined) {
      const { run: runNumber, account, slot, text } = minted;
      const encoding = [...layer.encoding, ...wrappings, DIGESTS[to - from]!];
      sweep.glimpse({ run: runNumber, account, slot, kind: 'canary', text, encoding, grade: 'proven', offset });
      return;
    }
  }
  for (let shift = 0; shift < 2 && to - from - shift >= HEX_DIGITS_MIN; shift++) {
    const room = sweep.room(layer, to - from);
    if (room < 0) return;
    const length = decodeHex(bytes, from + shift, to, room);
    sweep.inside(layer, room, room + length, [...wrappings, 'hex'], offset, shift === 0);
  }
}

const DIGESTS: Readonly<Record<number, string>> = { 32: 'md5', 40: 'sha1', 64: 'sha256' };

/**
 * Base64 that goes on behind a line break or an escape, put together above the text; nothing if it does not. Its lines have one
 * length, only the last may be shorter.
 */
function gather(
  sweep: Sweep,
  begin: number,
  end: number,
  to: number,
): { from: number; to: number; readTo: number; lines: number; wrappings: string[] } | undefined {
  const { symbols, know } = sweep;
  const { bytes } = know.sieve;
  const stop = bytes[end]!;
  const isLine = stop === 0x0a || stop === 0x0d;
  if (end >= to || !(isLine ? (end - begin) % 4 === 0 && end - begin >= LINE_LETTERS_MIN : ESCAPE_SIGNS.has(stop)))
    return undefined;
  const room = know.sieve.take(to - begin);
  if (room < 0) return undefined;
  symbols.end = to;
  symbols.used = 0;
  bytes.copyWithin(room, begin, end);
  let out = room + end - begin;
  let at = end;
  let lines = 1;
  while (at < to) {
    if (isLine && bytes[at]! < 0x20) {
      const next = lineFrom(bytes, at);
      const length = lineLength(bytes, next, to);
      if (length === 0 || length > end - begin) break;
      bytes.copyWithin(out, next, next + length);
      out += length;
      at = next + length;
      lines++;
      if (length < end - begin) break;
      continue;
    }
    const next = symbols.next(2, at);
    if (isBase64(symbols.code)) bytes[out++] = symbols.code;
    else if (isLine || symbols.code !== 0x0a) break;
    at = next;
  }
  if (out - room - (end - begin) < GATHERED_MIN) return undefined;
  return { from: room, to: out, readTo: at, lines, wrappings: symbols.wrappings() };
}

/** Where the line after a line's end begins. */
function lineFrom(bytes: Uint8Array, end: number): number {
  return end + (bytes[end] === 0x0d && bytes[end + 1] === 0x0a ? 2 : 1);
}

function lineLength(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to && isBase64(bytes[at]!)) at++;
  return at - from;
}

const LINE_LETTERS_MIN = 56;
/** A few letters more behind an escape do not change what was found before it. */
const GATHERED_MIN = 4;
const ESCAPE_SIGNS: ReadonlySet<number> = new Set([0x25, 0x26, 0x3d, 0x5c]);

function nameOf(bytes: Buffer, begin: number, end: number, decoded: number): string {
  const isJson = bytes[decoded] === 0x7b && bytes[decoded + 1] === 0x22;
  if (isJson && (bytes[end] === 0x2e || bytes[begin - 1] === 0x2e)) return 'jwt';
  for (let at = begin; at < end; at++) if (bytes[at] === 0x2d || bytes[at] === 0x5f) return 'base64url';
  return 'base64';
}

/** Base64 of no text has letters of both cases and others; a path or a name has hardly any but small ones. */
function isMixed(sample: string): boolean {
  const small = sample.replace(/[^a-z]/g, '').length;
  const others = sample.replace(/[a-zA-Z]/g, '').length;
  const capitals = sample.length - small - others;
  return small > 0 && capitals > 0 && others > 0 && (sample.length - small) * 4 >= sample.length;
}

/** A UUID, and before it no more than a path of which nothing could be hidden. */
function isOnlyUuid(bytes: Uint8Array, begin: number, end: number): boolean {
  const uuid = end - UUID_LETTERS;
  if (uuid < begin || uuid - begin >= RUN_LETTERS_MIN) return false;
  return (
    bytes[uuid + 8] === 0x2d && bytes[uuid + 13] === 0x2d && bytes[uuid + 18] === 0x2d && bytes[uuid + 23] === 0x2d
  );
}

const UUID_LETTERS = 36;
/** Twenty letters are twenty-seven of base64. */
const RUN_LETTERS_MIN = 24;
