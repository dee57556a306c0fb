import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';

/** One way in which a service may change a canary on its way to a reader. */
export interface Disguise {
  readonly name: string;
  /** Works on the canary's own letters, on any text, or on any bytes. */
  readonly on: 'letters' | 'text' | 'bytes';
  /** Whether what comes out is text again. */
  readonly gives: 'text' | 'bytes';
  /** What the sighting must name, among others and in this order. */
  readonly encoding: readonly string[];
  apply(input: Buffer): Buffer;
}

/** So much text that base64 of it has several lines. */
const LONG = Buffer.from('Stationery, honey and string: '.repeat(4));

/** What changes the letters themselves; the number of letters stays as it is. */
export const LETTER_DISGUISES: readonly Disguise[] = [
  letters('upper case', [], (text) => text.toUpperCase()),
  letters('title case', [], (text) => text.replace(/^./, (first) => first.toUpperCase())),
  letters(
    'wide',
    ['wide'],
    each((letter) => String.fromCodePoint(letter.codePointAt(0)! + 0xfee0)),
  ),
  letters(
    'accents',
    ['accents'],
    each((letter, at) => (at % 3 === 0 ? `${letter}\u0301`.normalize('NFC') : letter)),
  ),
  letters(
    'loose accents',
    ['accents'],
    each((letter, at) => (at % 4 === 0 ? `${letter}\u0308`.normalize('NFD') : letter)),
  ),
  letters('spaces', ['spaces'], (text) => [...text].join(' ')),
  letters('hidden hyphens', ['hidden'], (text) => text.replace(/(.{5})/g, '$1\u00ad')),
  letters(
    'tags',
    ['tags'],
    (text) => `<b>${text.slice(0, 2)}</b>${text.slice(2, 9)}<mark class='found'>${text.slice(9)}</mark>`,
  ),
];

/** What escapes text, every character of it. */
export const TEXT_DISGUISES: readonly Disguise[] = [
  text(
    'json',
    ['json'],
    each((letter) => `\\u${hex(letter, 4)}`),
  ),
  text(
    'json twice',
    ['json', 'json'],
    each((letter) => `\\\\u${hex(letter, 4)}`),
  ),
  text(
    'javascript',
    ['json'],
    each((letter) => (letter < '\u0080' ? `\\x${hex(letter, 2)}` : `\\u${hex(letter, 4)}`)),
  ),
  text(
    'html decimal',
    ['html'],
    each((letter) => `&#${letter.codePointAt(0)!};`),
  ),
  text(
    'html hex',
    ['html'],
    each((letter) => `&#x${hex(letter, 1)};`),
  ),
  text(
    'html twice',
    ['html', 'html'],
    each((letter) => `&amp;#${letter.codePointAt(0)!};`),
  ),
  text(
    'percent',
    ['percent'],
    byteWise((byte) => `%${byte}`),
  ),
  text(
    'percent twice',
    ['percent', 'percent'],
    byteWise((byte) => `%25${byte.toUpperCase()}`),
  ),
  text(
    'quoted-printable',
    ['quoted-printable'],
    byteWise((byte) => `=${byte.toUpperCase()}`),
  ),
];

/** What turns text into other text or into bytes. */
export const BYTE_DISGUISES: readonly Disguise[] = [
  bytes('base64', ['base64'], (input) => input.toString('base64')),
  packed('base64 one byte on', ['base64'], (input) => Buffer.concat([Buffer.from(' '), input]).toString('base64')),
  packed('base64 two bytes on', ['base64'], (input) => Buffer.concat([Buffer.from('  '), input]).toString('base64')),
  packed('base64 in lines', ['base64'], (input) =>
    Buffer.concat([LONG, input])
      .toString('base64')
      .replace(/(.{76})/g, '$1\r\n'),
  ),
  bytes('base64url', ['base64'], (input) => input.toString('base64url')),
  packed('jwt', ['jwt'], (input) => [{ alg: 'none' }, { sub: input.toString() }, 'a signature'].map(jwtPart).join('.')),
  bytes('hex', ['hex'], (input) => input.toString('hex')),
  bytes('upper-case hex', ['hex'], (input) => input.toString('hex').toUpperCase()),
  packed('utf-16le', ['utf-16le'], (input) => Buffer.from(input.toString(), 'utf16le')),
  packed('utf-16be', ['utf-16be'], (input) => Buffer.from(input.toString(), 'utf16le').swap16()),
  bytes('gzip', ['gzip'], (input) => gzipSync(input)),
  bytes('deflate', ['deflate'], (input) => deflateSync(input)),
  bytes('bare deflate', ['deflate'], (input) => deflateRawSync(input)),
  bytes('brotli', ['brotli'], (input) => brotliCompressSync(input)),
  bytes('zstd', ['zstd'], zstdFrame),
];

export const DISGUISES: readonly Disguise[] = [...LETTER_DISGUISES, ...TEXT_DISGUISES, ...BYTE_DISGUISES];

/** A frame of one raw block: what a compressor writes for text that it cannot make shorter. */
export function zstdFrame(input: Buffer): Buffer {
  const head = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0xa0, 0, 0, 0, 0, 0, 0, 0]);
  head.writeUInt32LE(input.length, 5);
  head.writeUIntLE((input.length << 3) | 1, 9, 3);
  return Buffer.concat([head, input]);
}

function letters(name: string, encoding: readonly string[], apply: (text: string) => string): Disguise {
  return { name, on: 'letters', gives: 'text', encoding, apply: (input) => Buffer.from(apply(input.toString())) };
}

function text(name: string, encoding: readonly string[], apply: (text: string) => string): Disguise {
  return { name, on: 'text', gives: 'text', encoding, apply: (input) => Buffer.from(apply(input.toString())) };
}

/** Wraps any bytes. */
function bytes(name: string, encoding: readonly string[], apply: (input: Buffer) => string | Buffer): Disguise {
  return { ...packed(name, encoding, apply), on: 'bytes' };
}

/** Wraps text only. */
function packed(name: string, encoding: readonly string[], apply: (input: Buffer) => string | Buffer): Disguise {
  const gives = typeof apply(LONG) === 'string' ? 'text' : 'bytes';
  const whole = (input: Buffer) => {
    const out = apply(input);
    return typeof out === 'string' ? Buffer.from(out) : out;
  };
  return { name, on: 'text', gives, encoding, apply: whole };
}

function each(change: (letter: string, at: number) => string): (text: string) => string {
  return (input) => [...input].map(change).join('');
}

function byteWise(change: (hexByte: string) => string): (text: string) => string {
  return (input) => Buffer.from(input).toString('hex').replace(/../g, change);
}

function hex(letter: string, digits: number): string {
  return letter.codePointAt(0)!.toString(16).padStart(digits, '0');
}

function jwtPart(part: object | string): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
