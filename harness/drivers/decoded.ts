import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import type { Exchange } from './exchange.ts';
import { one } from './facts.ts';

/** The body as an adapter expects it; one that cannot be decoded is given as it came. */
export function decoded(body: Buffer, done: Exchange): Buffer {
  const encoding = one(done.headers['content-encoding'])?.toLowerCase();
  try {
    if (encoding === 'gzip' || encoding === 'x-gzip') return gunzipSync(body);
    if (encoding === 'deflate') return inflateSync(body);
    if (encoding === 'br') return brotliDecompressSync(body);
  } catch {
    return body;
  }
  return body;
}
