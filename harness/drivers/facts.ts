import type { Facts } from '../model/observation.ts';
import type { Exchange } from './exchange.ts';

/** What an exchange tells beside its content: sockets, caches, types. */
export function factsOf(done: Exchange): Facts {
  const { headers } = done;
  const ageS = Number.parseInt(one(headers.age) ?? '', 10);
  const cache = cacheWord(headers);
  const cacheControl = one(headers['cache-control']);
  const contentType = one(headers['content-type']);
  const etag = one(headers.etag);
  return {
    ...(done.localPort === undefined ? {} : { localPort: done.localPort, socketUses: done.socketUses }),
    ...(/\bclose\b/i.test(one(headers.connection) ?? '') ? { closing: true as const } : {}),
    ...(Number.isNaN(ageS) ? {} : { ageS }),
    ...(cache === undefined ? {} : { cache }),
    ...(cacheControl === undefined ? {} : { cacheControl }),
    ...(lasts(headers) ? { lasts: true as const } : {}),
    ...(contentType === undefined ? {} : { contentType }),
    ...(etag === undefined ? {} : { etag: etag.slice(0, 80) }),
    ...(done.socketAnswers === undefined ? {} : { socketAnswers: done.socketAnswers }),
    ...(done.stream === undefined ? {} : { stream: done.stream }),
    ...(done.cutAtBytes === undefined ? {} : { cutAtBytes: done.cutAtBytes }),
    ...(done.cutAtMs === undefined ? {} : { cutAtMs: Math.round(done.cutAtMs * 10) / 10 }),
    ...(done.held === true ? { held: true as const } : {}),
    ...(done.unasked === true ? { unasked: true as const } : {}),
  };
}

function lasts(headers: Exchange['headers']): boolean {
  const control = one(headers['cache-control']) ?? '';
  if (/max-age=0*[1-9]|immutable/i.test(control)) return true;
  // An answer that says when it changed may be used for a while on a guess (RFC 9111 section 4.2.2).
  if (headers.expires === undefined) return headers['last-modified'] !== undefined;
  return Date.parse(one(headers.expires) ?? '') > Date.parse(one(headers.date) ?? '1970-01-01T00:00:00Z');
}

/** A header's single value, several joined as RFC 9110 section 5.3 joins them. */
export function one(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(', ') : value;
}

/** `X-Cache: HIT`, `CF-Cache-Status: HIT`, `Cache-Status: edge; hit` (RFC 9211) and their like; `X-Varnish` with two ids is a hit. */
function cacheWord(headers: Exchange['headers']): 'hit' | 'miss' | undefined {
  for (const name in headers) {
    if (name === 'x-varnish') {
      if (/^\d+ \d+$/.test(one(headers[name]) ?? '')) return 'hit';
    } else if (name !== 'cache-control' && name.includes('cache')) {
      const value = one(headers[name]) ?? '';
      if (/\bhit\b/i.test(value)) return 'hit';
      if (/\b(miss|bypass|expired)\b/i.test(value)) return 'miss';
    }
  }
  return undefined;
}
