import bwip from 'bwip-js';
import { strToU8, zipSync } from 'fflate';
import { PDFDocument } from 'pdf-lib';
import { subsetPdf } from './subset-pdf.ts';

/** A file or body with texts somewhere in it. */
export interface Carrier {
  readonly name: string;
  readonly contentType: string;
  /** Where the nth text stands in it, from 0. */
  readonly place: (nth: number) => string;
  readonly encoding: readonly string[];
  /** How many texts it has room for. */
  readonly capacity: number;
  /** Whether such a text can stand in such a file. */
  canCarry(text: string): boolean;
  make(texts: readonly string[]): Buffer | Promise<Buffer>;
}

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

/** Files that have to be opened. */
export const FILES: readonly Carrier[] = [
  file(
    'zip',
    'application/zip',
    (nth) => `orders.csv row ${nth + 2} column 1`,
    ['zip'],
    (texts) => zip({ 'orders.csv': `name\n${lines(texts.map(cell))}` }),
  ),
  file(
    'xlsx',
    'application/vnd.openxmlformats',
    (nth) => `Orders!B${nth + 2}`,
    ['zip'],
    (texts) => zip(workbook(texts.map(xmlText))),
  ),
  file(
    'docx',
    'application/vnd.openxmlformats',
    (nth) => `paragraph ${nth + 2}`,
    ['zip'],
    (texts) =>
      zip({
        'word/document.xml': `<w:document><w:body><w:p/>${texts.map((text) => `<w:p><w:r><w:t>${xmlText(text)}</w:t></w:r></w:p>`).join('')}</w:body></w:document>`,
      }),
  ),
  file('pdf', 'application/pdf', (nth) => `PDF page ${nth + 2}`, ['pdf'], pdf),
  file('pdf with a subset font', 'application/pdf', (nth) => `PDF page ${nth + 1}`, ['pdf'], subsetPdf),
  file(
    'mail',
    'message/rfc822',
    () => 'mail text',
    ['mail'],
    (texts) => mail('text/plain; charset=utf-8', lines(texts)),
  ),
  file(
    'mail attachment',
    'message/rfc822',
    (nth) => `attachment a.csv row ${nth + 2} column 1`,
    ['mail'],
    (texts) => mail('text/csv', `name\n${lines(texts.map(cell))}`, 'a.csv'),
  ),
  file(
    'qr code',
    'image/png',
    () => 'qr code',
    ['qr code'],
    ([text = '']) => bwip.toBuffer({ bcid: 'qrcode', text, scale: 2 }),
    1,
  ),
  file(
    'bar code',
    'image/png',
    () => 'code 128',
    ['code 128'],
    ([text = '']) => bwip.toBuffer({ bcid: 'code128', text, scale: 2, height: 8 }),
    1,
  ),
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

function file(
  name: string,
  contentType: string,
  place: Carrier['place'],
  encoding: readonly string[],
  make: Carrier['make'],
  capacity = Number.POSITIVE_INFINITY,
): Carrier {
  return { name, contentType, place, encoding, capacity, make, canCarry: (text) => fits(name, text) };
}

function lines(texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join('');
}

function cell(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

function quoted(text: string): string {
  return text.replaceAll('"', '&quot;');
}

function isAscii(text: string): boolean {
  return [...text].every((letter) => letter < '\u0080');
}

/** What a file's own letters cannot write, or what would not fit on it, it cannot carry. */
function fits(name: string, text: string): boolean {
  const isLatin = !/[^\x20-\x7e]/.test(text);
  if (name === 'bar code') return isLatin && text.length <= 90;
  if (name === 'qr code') return isAscii(text) && text.length <= 160;
  if (name === 'pdf' || name === 'pdf with a subset font') return isLatin && text.length <= 4000;
  return !text.includes('\r');
}

function zip(files: Readonly<Record<string, string>>): Buffer {
  return Buffer.from(zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)]))));
}

function xmlText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

function workbook(texts: readonly string[]): Record<string, string> {
  const rows = texts.map(
    (_, nth) => `<row r="${nth + 2}"><c r="A2"><v>1</v></c><c r="B${nth + 2}" t="s"><v>${nth + 1}</v></c></row>`,
  );
  return {
    'xl/workbook.xml': '<workbook><sheets><sheet name="Orders" sheetId="1" r:id="rId1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${rows.join('')}</sheetData></worksheet>`,
    'xl/sharedStrings.xml': `<sst><si><t>x</t></si>${texts.map((text) => `<si><t>${text}</t></si>`).join('')}</sst>`,
  };
}

async function pdf(texts: readonly string[]): Promise<Buffer> {
  const document = await PDFDocument.create();
  document.addPage();
  for (const text of texts) document.addPage([600, 800]).drawText(text, { x: 20, y: 700, size: 6 });
  return Buffer.from(await document.save());
}

function mail(contentType: string, text: string, attachment?: string): Buffer {
  const lines = Buffer.from(text)
    .toString('base64')
    .replace(/(.{76})/g, '$1\r\n');
  const disposition = attachment === undefined ? '' : `Content-Disposition: attachment; filename="${attachment}"\r\n`;
  return Buffer.from(
    `From: depot@example.com\r\nTo: bee@example.com\r\nSubject: Your parcel\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: ${contentType}\r\nContent-Transfer-Encoding: base64\r\n${disposition}\r\n${lines}\r\n--b--\r\n`,
  );
}
