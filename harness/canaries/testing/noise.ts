import { createCipheriv } from 'node:crypto';
import { faker } from '@faker-js/faker/locale/en';

/** Text in which nobody has planted anything, endless and the same for the same seed. */
export interface Noise {
  readonly name: string;
  /** The next megabyte. */
  next(): Buffer;
}

/** Random letters, random base64 in lines, English, what services answer, and random bytes. */
export function noises(seed: number): readonly Noise[] {
  const bytes = keyStream(seed);
  return [
    { name: 'random letters', next: () => mapped(bytes(), LETTERS) },
    { name: 'random base64', next: () => lines(Buffer.from(mapped(bytes(), BASE64))) },
    { name: 'English', next: pieces(seed, () => `${faker.helpers.multiple(word, { count: 12 }).join(' ')}. `) },
    { name: 'answers of services', next: pieces(seed, () => `${answer()}\n`) },
    { name: 'random bytes', next: bytes },
  ];
}

const MEGABYTE = 2 ** 20;
const LETTERS = Uint8Array.from({ length: 256 }, (_, byte) => 97 + (byte % 26));
const BASE64 = Uint8Array.from({ length: 256 }, (_, byte) =>
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'.charCodeAt(byte & 63),
);

/** The key stream of a cipher: as good as chance, and repeatable. */
function keyStream(seed: number): () => Buffer {
  const key = Buffer.alloc(16);
  key.writeUInt32LE(seed);
  const cipher = createCipheriv('aes-128-ctr', key, Buffer.alloc(16));
  const zeros = Buffer.alloc(MEGABYTE);
  return () => cipher.update(zeros);
}

function mapped(bytes: Buffer, table: Uint8Array): Buffer {
  for (let at = 0; at < bytes.length; at++) bytes[at] = table[bytes[at]!]!;
  return bytes;
}

/** Lines of different lengths, as many values and not as one. */
function lines(bytes: Buffer): Buffer {
  for (let at = 40; at < bytes.length; at += 40 + (bytes[at - 1]! & 127)) bytes[at] = 0x0a;
  return bytes;
}

/** Pieces are made once and then drawn in any order. */
function pieces(seed: number, make: () => string): () => Buffer {
  faker.seed(seed);
  const all = Array.from({ length: PIECES }, make);
  const bytes = keyStream(seed + 1);
  return () => {
    const draws = bytes();
    const out: string[] = [];
    for (let length = 0, at = 0; length < MEGABYTE; at += 2) {
      const piece = all[draws.readUInt16LE(at) % PIECES]!;
      out.push(piece);
      length += piece.length;
    }
    return Buffer.from(out.join(''));
  };
}

const PIECES = 3_000;

function word(): string {
  return faker.helpers.arrayElement([faker.word.noun, faker.word.verb, faker.word.adjective, faker.word.adverb])();
}

function answer(): string {
  const { string: text, person, internet, location, date, company, number } = faker;
  const one = {
    id: text.uuid(),
    token: text.alphanumeric(40),
    hash: text.hexadecimal({ length: 64, prefix: '' }),
    name: person.fullName(),
    email: internet.email(),
    company: company.name(),
    url: `${internet.url()}?q=${encodeURIComponent(location.streetAddress())}&n=${number.int()}`,
    at: date.past({ refDate: '2026-01-01' }).toISOString(),
    thumb: Buffer.from(text.alphanumeric(60)).toString('base64'),
    note: '\u003cb\u003e\u00fcber \u017e\u0161 caf\u00e9 \u2013 50\u00a0%',
  };
  const json = JSON.stringify(one).replace(
    /[^\x20-\x7e]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return number.int(1) === 0
    ? json
    : `<li data-json="${json.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"><a href="${one.url}">${one.name}</a></li>`;
}
