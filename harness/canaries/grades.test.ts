import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import type { Minted } from '../model/canary.ts';
import { createCodec } from './codec.ts';
import { createMint } from './mint.ts';
import { createScan } from './scan.ts';

/** What services do to what they were given, and how sure a sighting then is. */

const codec = createCodec({ key: new Uint8Array(32).fill(9), run: 99 });
const OWNER = 5;
codec.mint(40, 0);
const mint = createMint({ codec, account: OWNER });
const other = createMint({ codec, account: 6 });
const word = mint('word');
const email = mint('email');
const phone = mint('phone');
const postcode = mint('postcode');
const number = mint('number');
const date = mint('date');
const { text } = word;

/** `grade slot`, of the first sighting; `SLOT` is the word's own, `-` none. */
type Expected = `${'proven' | 'strong' | 'weak'} ${number}` | 'nothing';

const SLOT = word.slot;
const rows: readonly [string, string | Buffer, Expected, string?][] = [
  ...[19, 17, 14].map((length) => cut(length, `strong ${SLOT}`)),
  ...[13, 12, 11].map((length) => cut(length, 'strong -1')),
  ...[10, 9].map((length) => cut(length, 'weak -1')),
  cut(8, 'nothing'),
  ['cut short in the midst of base64', `U+${text.slice(0, 9)}+EvXa`, 'nothing'],
  ['cut short before a comma', `to ${text.slice(0, 9)}, and`, 'weak -1'],
  ['cut with an ellipsis', `<td>${text.slice(0, 15)}…</td>`, `strong ${SLOT}`],
  ['in title case', JSON.stringify({ name: `Maria ${text[0]?.toUpperCase()}${text.slice(1)}` }), `proven ${SLOT}`],
  ['split over two fields', JSON.stringify({ first: text.slice(0, 9), last: text.slice(9) }), `proven ${SLOT}`],
  [
    'split over three, out of order',
    JSON.stringify({ c: text.slice(14), a: text.slice(0, 6), b: text.slice(6, 14) }),
    `proven ${SLOT}`,
  ],
  ['as a slug', `/customers/maria-${text}-ltd`, `proven ${SLOT}`],
  ['as an address with a tag', `mailto:${text}+news@example.com`, `proven ${SLOT}`],
  ['wrapped at a line end', `Dear ${text.slice(0, 12)}\n  ${text.slice(12)},`, `proven ${SLOT}`],
  ['masked in the middle', `z${'*'.repeat(8)}${email.text.slice(-3)}`, `weak ${email.slot}`],
  ['sanitised', `&lt;script&gt;${text}&lt;/script&gt;`, `proven ${SLOT}`],
  ['JSON in a string of JSON', JSON.stringify({ raw: JSON.stringify({ name: text }) }), `proven ${SLOT}`],
  [
    'MessagePack',
    Buffer.concat([Buffer.from([0x81, 0xa4]), Buffer.from('name'), Buffer.from([0xb4]), Buffer.from(text)]),
    `proven ${SLOT}`,
  ],
  [
    'CBOR',
    Buffer.concat([
      Buffer.from([0xa1, 0x64]),
      Buffer.from('name'),
      Buffer.from([0x74]),
      Buffer.from(text),
      Buffer.from([0x61]),
      Buffer.from('z'),
    ]),
    `proven ${SLOT}`,
  ],
  [
    'protobuf',
    Buffer.concat([Buffer.from([0x0a, 0x14]), Buffer.from(text), Buffer.from([0x12, 0x02]), Buffer.from('hi')]),
    `proven ${SLOT}`,
  ],
  [
    'gRPC-web as text',
    Buffer.concat([Buffer.from([0, 0, 0, 0, 22, 0x0a, 0x14]), Buffer.from(text)]).toString('base64'),
    `proven ${SLOT}`,
  ],
  [
    'packed in a cookie',
    `cart=${gzipSync(JSON.stringify({ name: text })).toString('base64url')}; Path=/`,
    `proven ${SLOT}`,
  ],
  [
    'a picture as data of a page',
    `<img src="data:image/gif;base64,${Buffer.from(`GIF89a....${text}`).toString('base64')}">`,
    `proven ${SLOT}`,
  ],
  [
    'EXIF in letters',
    Buffer.concat([
      Buffer.from('\xff\xd8\xff\xe1\x00\x40Exif\0\0II*\0', 'latin1'),
      Buffer.from(text),
      Buffer.alloc(64),
    ]),
    `proven ${SLOT}`,
    'image/jpeg',
  ],
  [
    'EXIF as Windows writes it',
    Buffer.concat([
      Buffer.from('\xff\xd8\xff\xe1\x00\x40Exif\0\0II*\0\0', 'latin1'),
      Buffer.from(text, 'utf16le'),
      Buffer.alloc(64),
    ]),
    `proven ${SLOT}`,
    'image/jpeg',
  ],
  ['a packed part of many', multipart(gzipSync(`name\n${text}\n`)), `proven ${SLOT}`, 'multipart/mixed; boundary=b'],
  ...['md5', 'sha1', 'sha256'].map((kind): [string, string, Expected] => [
    `${kind} of an address`,
    `/avatar/${createHash(kind).update(email.value).digest('hex')}?s=80`,
    `proven ${email.slot}`,
  ]),
  ['a phone number alone', `tel:${phone.value}`, `weak ${phone.slot}`],
  [
    'a phone number as E.164, beside a date',
    `{"tel":"+44${phone.value.slice(1)}","born":"${date.value}"}`,
    `strong ${phone.slot}`,
  ],
  [
    'a phone number in groups, beside a postcode',
    `07700 900 ${phone.value.slice(-3)}, ${postcode.value}`,
    `strong ${phone.slot}`,
  ],
  ['a postcode without its space', postcode.value.replace(' ', ''), `strong ${postcode.slot}`],
  ['a postcode in a query', `?postcode=${postcode.value.replace(' ', '+').toLowerCase()}`, `strong ${postcode.slot}`],
  ['a number with a comma', `${number.value.slice(0, 3)},${number.value.slice(3)}`, `weak ${number.slot}`],
  ['a date alone', date.value, 'nothing'],
  ['a number inside another', `1${number.value}7`, 'nothing'],
  ['a stranger of another key', createCodec({ key: new Uint8Array(32), run: 99 }).mint(OWNER, 0), 'nothing'],
  [
    'a stranger that is cut',
    createCodec({ key: new Uint8Array(32), run: 12 })
      .mint(OWNER, 0)
      .slice(0, 13),
    'nothing',
  ],
  ['an account that does not exist, cut', codecOf(200_000).slice(0, 13), 'nothing'],
];

for (const [name, shown, expected, contentType] of rows) {
  test(`${name}: ${expected}`, async () => {
    const scan = createScan({ codec, accounts: (run) => (run === 99 ? 41 : 0) });
    for (const minted of [word, email, phone, postcode, number, date, ...strangers()]) scan.values.add(minted);
    const body = scan.body({ contentType });
    body.push(Buffer.from(shown as string));
    const { sightings } = await body.end();
    const told = sightings.map(({ account, grade, slot }) => `${account} ${grade} ${slot}`);
    expect(told[0] ?? 'nothing').toBe(expected === 'nothing' ? expected : `${OWNER} ${expected}`);
  });
}

function cut(length: number, expected: Expected): [string, string, Expected] {
  return [`cut after ${length} letters`, `"${text.slice(0, length)}"`, expected];
}

function codecOf(account: number): string {
  return createCodec({ key: new Uint8Array(32).fill(9), run: 99 }).mint(account, 0);
}

function multipart(content: Buffer): Buffer {
  const head = '--b\r\nContent-Type: text/plain\r\n\r\nhello\r\n--b\r\nContent-Type: application/gzip\r\n\r\n';
  return Buffer.concat([Buffer.from(head), content, Buffer.from('\r\n--b--\r\n')]);
}

/** Somebody else's values are known too. */
function strangers(): readonly Minted[] {
  return (['email', 'phone', 'postcode', 'number', 'date'] as const).map((shape) => other(shape));
}
