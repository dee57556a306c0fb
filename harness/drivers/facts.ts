import type { Facts } from '../model/observation.ts';
import type { Exchange } from './exchange.ts';

/** What an exchange tells beside its content: sockets, caches, types. */
export function factsOf(done: Exchange): { -readonly [Key in keyof Facts]: Facts[Key] } {
  const { headers } = done;
  const ageS = Number.parseInt(one(headers.age) ?? '', 10);
  const cache = cacheWord(headers);
  const cacheControl = one(headers['cache-control']);
  const contentType = one(headers['content-type']);
  const etag = one(headers.etag);
  // Assigned one by one: this is done for every answer, and spreading costs more than all the rest.
  const facts: { -readonly [Key in keyof Facts]: Facts[Key] } = {};
  if (done.localPort !== undefined) {
    facts.localPort = done.localPort;
    facts.socketUses = done.socketUses;
  }
  if (/\bclose\b/i.test(one(headers.connection) ?? '')) facts.closing = true;
  if (!Number.isNaN(ageS)) facts.ageS = ageS;
  if (cache !== undefined) facts.cache = cache;
  if (cacheControl !== undefined) facts.cacheControl = cacheControl;
  if (lasts(headers)) facts.lasts = true;
  if (contentType !== undefined) facts.contentType = contentType;
  if (etag !== undefined) facts.etag = etag.slice(0, 80);
  if (done.socketAnswers !== undefined) facts.socketAnswers = done.socketAnswers;
  if (done.stream !== undefined) facts.stream = done.stream;
  if (done.cutAtBytes !== undefined) facts.cutAtBytes = done.cutAtBytes;
  if (done.cutAtMs !== undefined) facts.cutAtMs = Math.round(done.cutAtMs * 10) / 10;
  if (done.held === true) facts.held = true;
  if (done.unasked === true) facts.unasked = true;
  return facts;
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
