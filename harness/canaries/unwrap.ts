import type { Knowledge } from './knowledge.ts';
import { packingOf, unpacked } from './unpack.ts';

/** A body freed from what lay over all of it. */
export interface Unwrapped {
  readonly data: Uint8Array;
  readonly wrapping: string;
}

/** A body that is packed as a whole without saying so in its headers, or written in UTF-16. */
export function unwrapped(
  { sieve, limits, isPlain }: Knowledge,
  from: number,
  to: number,
  contentType = '',
): Unwrapped | undefined {
  if (isPlain || to - from < 2) return undefined;
  const { bytes } = sieve;
  const isLittle = (bytes[from] === 0xff && bytes[from + 1] === 0xfe) || /utf-16le/i.test(contentType);
  const isBig = (bytes[from] === 0xfe && bytes[from + 1] === 0xff) || /utf-16(be)?\b/i.test(contentType);
  if (isLittle || isBig) {
    const units = Buffer.from(bytes.subarray(from, to - ((to - from) & 1)));
    const text = (isLittle ? units : units.swap16()).toString('utf16le');
    return { data: Buffer.from(text.replace(/^\ufeff/, '')), wrapping: isLittle ? 'utf-16le' : 'utf-16be' };
  }
  const packing = packingOf(bytes, from, to);
  if (packing === undefined) return undefined;
  try {
    return { data: unpacked(packing, bytes.subarray(from, to), limits.unpackedBytesMax), wrapping: packing };
  } catch {
    return undefined;
  }
}
