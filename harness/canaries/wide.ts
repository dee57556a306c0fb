import type { Layer } from './layer.ts';
import type { Sweep } from './sweep.ts';

/** Text in UTF-16, found by the zero in every second byte: decoded as far as it goes to both sides. */
export function wide(sweep: Sweep, layer: Layer, from: number, at: number, to: number): void {
  if (at < layer.anchorsFrom) return;
  const { bytes } = sweep.know.sieve;
  const isBig = bytes[at] === 0;
  const first = isBig === (bytes[at] === 0) ? at : at + 1;
  let begin = first;
  while (begin - 2 >= from && isText(bytes, begin - 2, isBig)) begin -= 2;
  let end = first;
  for (let strangers = 0; end + 2 <= to && strangers < STRANGERS_MAX; end += 2) {
    strangers = isText(bytes, end, isBig) ? 0 : strangers + 1;
  }
  layer.anchorsFrom = end;
  decodeWide(sweep, layer, { from: begin, to: end, isBig, offset: sweep.offsetOf(layer, from, begin) });
}

/** Decodes UTF-16 and looks through it. */
export function decodeWide(
  sweep: Sweep,
  layer: Layer,
  { from, to, isBig, offset }: { from: number; to: number; isBig: boolean; offset: number },
): void {
  const { bytes } = sweep.know.sieve;
  const units = Buffer.from(bytes.subarray(from, to - ((to - from) & 1)));
  const text = (isBig ? units.swap16() : units).toString('utf16le');
  const room = sweep.room(layer, text.length * 3);
  if (room < 0) return;
  const written = bytes.write(text, room);
  sweep.inside(layer, room, room + written, [isBig ? 'utf-16be' : 'utf-16le'], offset);
}

/** So many characters in a row that no text has end it. */
const STRANGERS_MAX = 4;

/** A character of a Latin text: ASCII or accented, punctuation, or of full width. */
function isText(bytes: Uint8Array, at: number, isBig: boolean): boolean {
  const high = bytes[isBig ? at : at + 1]!;
  const low = bytes[isBig ? at + 1 : at]!;
  if (high === 0) return low >= 32 || (low >= 9 && low <= 13);
  return high <= 0x03 || high === 0x1e || high === 0x20 || high === 0xff;
}
