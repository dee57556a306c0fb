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
