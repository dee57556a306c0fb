import { type Carrier, cell, lines } from './carrier.ts';

/** Bodies that are looked at as they are. */
export const BODIES: readonly Carrier[] = [
  body(
    'json',
    'application/json',
    (nth) => `/orders/${nth + 1}/recipient/fullName`,
    (texts) =>
      JSON.stringify({
        orders: [{ id: 1 }, ...texts.map((text) => ({ id: 2, recipient: { fullName: `Maria ${text}` } }))],
      }),
  ),
  body(
    'json without a type',
    'text/plain',
    (nth) => `/${nth}/note`,
    (texts) => JSON.stringify(texts.map((note) => ({ note }))),
  ),
  body(
    'json lines',
    'application/x-ndjson',
    (nth) => `line ${nth + 2} /name`,
    (texts) => `{"id":1}\n${lines(texts.map((name) => JSON.stringify({ name })))}`,
  ),
  body(
    'events',
    'text/event-stream',
    (nth) => `event ${nth + 2} data /name`,
    (texts) => `data: {}\n\n${texts.map((name) => `data: ${JSON.stringify({ name })}\n\n`).join('')}`,
  ),
  body(
    'html',
    'text/html; charset=utf-8',
    (nth) => `html > body > table > tbody > tr:nth-of-type(${nth + 2}) > td`,
    (texts) =>
      `<!doctype html><table><tr><td>x</td></tr>${texts.map((text) => `<tr><td>Maria ${quoted(text)}</td></tr>`).join('')}</table>`,
  ),
  body(
    'html attribute',
    'text/html',
    (nth) => `html > body > input#name${nth}[value]`,
    (texts) =>
      `<body><p>x</p>${texts.map((text, nth) => `<input id="name${nth}" value="${quoted(text)}">`).join('')}</body>`,
  ),
  body(
    'xml',
    'application/xml',
    (nth) => `/orders/order[${nth + 2}]/name`,
    (texts) =>
      `<?xml version="1.0"?><orders><order/>${texts.map((text) => `<order><name>${text}</name></order>`).join('')}</orders>`,
  ),
  body(
    'csv',
    'text/csv',
    (nth) => `row ${nth + 2} column 2`,
    (texts) => `id,name\n${lines(texts.map((text) => `1,${cell(text)}`))}`,
  ),
  body(
    'csv with semicolons and a mark',
    'text/csv',
    (nth) => `row ${nth + 2} column 3`,
    (texts) => `\ufeffid;a;name\r\n${texts.map((text) => `1;x;${cell(text)};\r\n`).join('')}`,
  ),
  body('text', 'text/plain', () => 'byte', lines),
];

function body(
  name: string,
  contentType: string,
  place: Carrier['place'],
  make: (texts: readonly string[]) => string,
): Carrier {
  const carrier = { name, contentType, place, encoding: [], capacity: Number.POSITIVE_INFINITY, canCarry: () => true };
  return { ...carrier, make: (texts) => Buffer.from(make(texts)) };
}

function quoted(text: string): string {
  return text.replaceAll('"', '&quot;');
}
