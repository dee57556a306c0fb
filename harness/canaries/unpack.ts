import { brotliDecompressSync, constants, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import { Decompress } from 'fzstd';
import type { Layer } from './layer.ts';
import type { Sweep } from './sweep.ts';

/** Unpacks compressed data and looks through it; false when it is none, or only taken for some. */
export function unpack(sweep: Sweep, layer: Layer, from: number, to: number): boolean {
  const { bytes } = sweep.know.sieve;
  const packing = packingOf(bytes, from, to);
  if (packing !== undefined) return unpackAs(sweep, layer, from, to, packing);
  if (!layer.mayBePacked || sweep.guesses === 0 || to - from < GUESS_BYTES_MIN || !isBinary(bytes, from, to))
    return false;
  sweep.guesses--;
  if (!unpackAs(sweep, layer, from, to, 'brotli-whole')) unpackAs(sweep, layer, from, to, 'deflate-raw');
  return false;
}

/** Data that says by its first bytes how it is packed. */
export type Packing = keyof typeof UNPACK;

export function packingOf(bytes: Uint8Array, from: number, to: number): Packing | undefined {
  if (to - from < 10) return undefined;
  const [first, second] = [bytes[from], bytes[from + 1]];
  if (first === 0x1f && second === 0x8b && bytes[from + 2] === 8) return 'gzip';
  if (first === 0x28 && second === 0xb5 && bytes[from + 2] === 0x2f && bytes[from + 3] === 0xfd) return 'zstd';
  if (first === 0x78 && (second === 0x01 || second === 0x5e || second === 0x9c || second === 0xda)) return 'deflate';
  return undefined;
}

/** What was packed, as far as it came; throws when it is broken, and a RangeError when it is too much. */
export function unpacked(packing: Packing, data: Uint8Array, maxOutputLength: number): Uint8Array {
  return UNPACK[packing](data, Math.max(1, maxOutputLength));
}

const UNPACK = {
  gzip: (data: Uint8Array, maxOutputLength: number) =>
    gunzipSync(data, { maxOutputLength, finishFlush: constants.Z_SYNC_FLUSH }),
  deflate: (data: Uint8Array, maxOutputLength: number) =>
    inflateSync(data, { maxOutputLength, finishFlush: constants.Z_SYNC_FLUSH }),
  'deflate-raw': (data: Uint8Array, maxOutputLength: number) => inflateRawSync(data, { maxOutputLength }),
  brotli: (data: Uint8Array, maxOutputLength: number) =>
    brotliDecompressSync(data, { maxOutputLength, finishFlush: constants.BROTLI_OPERATION_FLUSH }),
  zstd: unpackZstd,
  /** A guess is believed only if it comes out to the end. */
  'brotli-whole': (data: Uint8Array, maxOutputLength: number) => brotliDecompressSync(data, { maxOutputLength }),
};

/** Shorter blobs without a mark are not tried. */
const GUESS_BYTES_MIN = 20;

function unpackAs(sweep: Sweep, layer: Layer, from: number, to: number, packing: Packing): boolean {
  const { bytes } = sweep.know.sieve;
  let data: Uint8Array;
  try {
    data = unpacked(packing, bytes.subarray(from, to), sweep.left);
  } catch (error) {
    if (error instanceof RangeError) sweep.unseen ??= `${packing} data unpacks to more than ${sweep.left} bytes`;
    return false;
  }
  if (data.length === 0) return false;
  const room = sweep.room(layer, data.length);
  if (room < 0) return true;
  bytes.set(data, room);
  sweep.inside(layer, room, room + data.length, [packing.replace(/-.*/, '')], layer.offset, true);
  return true;
}

function unpackZstd(data: Uint8Array, maxOutputLength: number): Uint8Array {
  const parts: Uint8Array[] = [];
  let length = 0;
  const stream = new Decompress((part) => {
    length += part.length;
    if (length > maxOutputLength) throw new RangeError(`zstd data unpacks to more than ${maxOutputLength} bytes`);
    parts.push(part);
  });
  for (let at = 0; at < data.length; at += ZSTD_STEP_BYTES) {
    stream.push(data.subarray(at, at + ZSTD_STEP_BYTES), at + ZSTD_STEP_BYTES >= data.length);
  }
  return Buffer.concat(parts);
}

const ZSTD_STEP_BYTES = 16_384;

function isBinary(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < Math.min(to, from + 64); at++) if (bytes[at]! >= 0x80 || bytes[at]! < 9) return true;
  return false;
}
