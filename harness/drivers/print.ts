import type { Print } from '../model/observation.ts';
import { decoded } from './decoded.ts';
import { decodedPath } from './decoded-path.ts';
import type { Exchange, WireRequest } from './exchange.ts';
import { one } from './facts.ts';

/** Entries of one print, and signs of one hash: enough to tell answers of one surface apart. */
const ENTRIES_MAX = 240;
const HASH_CHARS = 8;
const DEPTH_MAX = 12;

/** Headers that say something of the content; all others are the wire's own affair, and most of them noise. */
const HEADERS = /^(etag|last-modified|location|content-range|link)$|count|total/;

/**
 * What an answer looked like, place by place, as keyed hashes: two prints tell whether and where two answers differ, and nothing of
 * what they said. Only the number of items in a list is kept as it is. Words of the request itself are left out: an echo says nothing.
 */
export function printOf(done: Exchange, body: Buffer, request: WireRequest, hash: (text: string) => string): Print {
  const print: Record<string, string> = { status: String(done.status) };
  let count = 0;
  const note = (place: string, value: string) => {
    count += 1;
    if (count <= ENTRIES_MAX) print[place] = value;
  };
  const echoes = wordsOf(request);
  const short = (value: unknown) =>
    hash(`${typeof value} ${String(value).replace(WORD, (word) => (echoes.has(word) ? '' : word))}`).slice(
      0,
      HASH_CHARS,
    );
  for (const name of Object.keys(done.headers)) {
    if (HEADERS.test(name)) note(`header ${name}`, short(one(done.headers[name])));
  }
  const type = one(done.headers['content-type']) ?? '';
  const content = decoded(body, done);
  if (/json/.test(type)) {
    const json = parsed(content);
    if (json !== undefined) {
      walk(json, '$', 0, note, short);
      return print;
    }
  }
  if (/text|xml|html|csv/.test(type)) {
    const texts = textsOf(content.toString('utf8'));
    note('texts.length', `#${texts.length}`);
    for (const [index, text] of texts.entries()) note(`text ${index + 1}`, short(text));
    return print;
  }
  if (content.length > 0) note('body', hash(content.toString('base64')).slice(0, HASH_CHARS));
  return print;
}

const WORD = /[\p{L}\p{N}_-]+/gu;

function wordsOf({ path, body }: WireRequest): ReadonlySet<string> {
  return new Set(`${decodedPath(path)} ${typeof body === 'string' ? body : ''}`.match(WORD));
}

type Note = (place: string, value: string) => void;

function walk(value: unknown, place: string, depth: number, note: Note, short: (value: unknown) => string): void {
  if (typeof value !== 'object' || value === null || depth > DEPTH_MAX) note(place, short(value));
  else if (Array.isArray(value)) {
    note(`${place}.length`, `#${value.length}`);
    for (const [index, item] of value.entries()) walk(item, `${place}[${index}]`, depth + 1, note, short);
  } else {
    for (const [key, item] of Object.entries(value)) walk(item, `${place}.${key}`, depth + 1, note, short);
  }
}

/** What people read of a page: the text between its tags, scripts and styles left out. */
function textsOf(markup: string): string[] {
  return markup
    .replace(/<(script|style|template)\b[\s\S]*?<\/\1>/gi, '<>')
    .split(/<[^>]*>|[\r\n]+/)
    .map((text) => text.trim())
    .filter((text) => text !== '');
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
