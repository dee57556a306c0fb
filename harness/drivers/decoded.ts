import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import type { Exchange } from './exchange.ts';
import { one } from './facts.ts';

/** The body as an adapter expects it; one that cannot be decoded is given as it came. */
export function decoded(body: Buffer, done: Exchange): Buffer {
  return decodedBy(one(done.headers['content-encoding']), body);
}

/** A body without its `Content-Encoding`; one that cannot be decoded as it came. */
export function decodedBy(name: string | undefined, body: Buffer): Buffer {
  const encoding = name?.toLowerCase();
  try {
    if (encoding === 'gzip' || encoding === 'x-gzip') return gunzipSync(body);
    if (encoding === 'deflate') return inflateSync(body);
    if (encoding === 'br') return brotliDecompressSync(body);
  } catch {
    return body;
  }
  return body;
}
