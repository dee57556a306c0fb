import { decodeHTMLStrict } from 'entities';
import { type Escape, type Symbols, utf8Length } from './symbols.ts';

const JSON_BIT = 1;
const HTML_BIT = 2;
const PERCENT_BIT = 4;
const QUOTED_BIT = 8;

/** `\u007a`, `\u{7a}`, `\x7a`, `\n`, and what merely has a backslash before it. */
export const backslash: Escape = (symbols, level, after) => {
  const from = symbols.next(level - 1, after);
  const kind = symbols.code;
  if (kind === 0x75 || kind === 0x55 || kind === 0x78) {
    const end = codePoint(symbols, level, from, kind === 0x78 ? 2 : 4);
    if (end >= 0) return taken(symbols, level, JSON_BIT, end);
  } else if (kind === 0x5c || kind === 0x2f || kind === 0x22 || kind === 0x27) {
    return taken(symbols, level, JSON_BIT, from);
  } else if (kind === 0x6e || kind === 0x72 || kind === 0x74) {
    symbols.code = 0x0a;
    return taken(symbols, level, JSON_BIT, from);
  }
  return -1;
};

function codePoint(symbols: Symbols, level: number, at: number, digits: number): number {
  const brace = symbols.next(level - 1, at);
  const first = symbols.code;
  if (first === 0x7b) {
    const end = symbols.number(level, brace, 16, 6);
    return end < 0 ? -1 : closed(symbols, level, end, 0x7d, true);
  }
  const end = symbols.hex(level, at, digits);
  if (end < 0 || symbols.code < 0xd800 || symbols.code > 0xdbff) return end;
  const high = symbols.code;
  const low = lowSurrogate(symbols, level, end);
  const { code } = symbols;
  symbols.code = low < 0 ? 0xfffd : 0x10000 + ((high - 0xd800) << 10) + (code - 0xdc00);
  return low < 0 ? end : low;
}

function lowSurrogate(symbols: Symbols, level: number, from: number): number {
  let at = from;
  for (const sign of [0x5c, 0x75]) {
    const next = symbols.next(level - 1, at);
    if (symbols.code !== sign) return -1;
    at = next;
  }
  const end = symbols.hex(level, at, 4);
  return end >= 0 && symbols.code >= 0xdc00 && symbols.code <= 0xdfff ? end : -1;
}

/** Goes past the character that may, or must, close an escape, and leaves its code as it is. */
function closed(symbols: Symbols, level: number, at: number, sign: number, isMust: boolean): number {
  const { code } = symbols;
  const next = symbols.next(level - 1, at);
  const isThere = symbols.code === sign;
  symbols.code = code;
  return isThere ? next : isMust ? -1 : at;
}

/** `&#122;`, `&#x7a;`, `&amp;`, `&zcaron;` */
export const ampersand: Escape = (symbols, level, after) => {
  let at = symbols.next(level - 1, after);
  if (symbols.code === 0x23) {
    const hex = symbols.next(level - 1, at);
    at = (symbols.code | 32) === 0x78 ? symbols.number(level, hex, 16, 6) : symbols.number(level, at, 10, 7);
    if (at >= 0 && symbols.code <= 0x10ffff)
      return taken(symbols, level, HTML_BIT, closed(symbols, level, at, 0x3b, false));
  } else if (isLetter(symbols.code)) {
    const end = named(symbols, level, at, String.fromCharCode(symbols.code));
    if (end >= 0) return taken(symbols, level, HTML_BIT, end);
  }
  return -1;
};

function named(symbols: Symbols, level: number, from: number, first: string): number {
  let name = first;
  for (let at = from; name.length <= ENTITY_CHARS_MAX; ) {
    at = symbols.next(level - 1, at);
    if (symbols.code === 0x3b) {
      symbols.code = entity(name);
      return symbols.code < 0 ? -1 : at;
    }
    if (!isLetter(symbols.code) && !(symbols.code >= 0x30 && symbols.code <= 0x39)) return -1;
    name += String.fromCharCode(symbols.code);
  }
  return -1;
}

/** `%7a`, `%u007a`, and UTF-8 written so. */
export const percent: Escape = (symbols, level, after) => {
  const wide = symbols.next(level - 1, after);
  const end = symbols.code === 0x75 ? symbols.hex(level, wide, 4) : escapedUtf8(symbols, level, after, 0x25);
  return end < 0 ? -1 : taken(symbols, level, PERCENT_BIT, end);
};

/** `=7A`, and the end of a line that is none. */
export const equals: Escape = (symbols, level, after) => {
  let at = symbols.next(level - 1, after);
  if (symbols.code === 0x0d) at = symbols.next(level - 1, at);
  if (symbols.code === 0x0a) {
    symbols.used |= QUOTED_BIT << (4 * (level - 1));
    return symbols.next(level, at);
  }
  const end = escapedUtf8(symbols, level, after, 0x3d);
  return end < 0 ? -1 : taken(symbols, level, QUOTED_BIT, end);
};

function escapedUtf8(symbols: Symbols, level: number, from: number, sign: number): number {
  let at = symbols.hex(level, from, 2);
  if (at < 0 || symbols.code < 0x80) return at;
  const length = utf8Length(symbols.code);
  let code = symbols.code & (0x7f >> length);
  for (let more = 1; more < length; more++) {
    const next = symbols.next(level - 1, at);
    const end = symbols.code === sign ? symbols.hex(level, next, 2) : -1;
    if (end < 0 || (symbols.code & 0xc0) !== 0x80) break;
    code = (code << 6) | (symbols.code & 0x3f);
    at = end;
  }
  symbols.code = code > 0x10ffff ? 0xfffd : code;
  return at;
}

function taken(symbols: Symbols, level: number, bit: number, end: number): number {
  symbols.used |= bit << (4 * (level - 1));
  return end;
}

const ENTITY_CHARS_MAX = 31;
const entities = new Map<string, number>([
  ['amp', 0x26],
  ['lt', 0x3c],
  ['gt', 0x3e],
  ['quot', 0x22],
  ['nbsp', 0xa0],
]);

function entity(name: string): number {
  const known = entities.get(name);
  if (known !== undefined) return known;
  const text = decodeHTMLStrict(`&${name};`);
  const code = text.startsWith('&') && text.length > 1 ? -1 : text.codePointAt(0)!;
  if (entities.size < 4096) entities.set(name, code);
  return code;
}

function isLetter(code: number): boolean {
  return (code | 32) >= 97 && (code | 32) <= 122;
}
