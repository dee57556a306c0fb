import { deflateSync } from 'node:zlib';
import bwip from 'bwip-js';
import { strToU8, zipSync } from 'fflate';
import { PDFDocument } from 'pdf-lib';

/** A file or body with a text somewhere in it. */
export interface Carrier {
  readonly name: string;
  readonly contentType: string;
  /** Where the text stands in it. */
  readonly place: string;
  readonly encoding: readonly string[];
  /** Whether such a text can stand in such a file. */
  canCarry(text: string): boolean;
  make(text: string): Buffer | Promise<Buffer>;
}

/** Bodies that are looked at as they are. */
export const BODIES: readonly Carrier[] = [
  body('json', 'application/json', '/orders/1/recipient/fullName', (text) =>
    JSON.stringify({ orders: [{ id: 1 }, { id: 2, recipient: { fullName: `Maria ${text}` } }] }),
  ),
  body('json without a type', 'text/plain', '/0/note', (text) => JSON.stringify([{ note: text }])),
  body('json lines', 'application/x-ndjson', 'line 2 /name', (text) => `{"id":1}\n${JSON.stringify({ name: text })}\n`),
  body(
    'events',
    'text/event-stream',
    'event 2 data /name',
    (text) => `data: {}\n\ndata: ${JSON.stringify({ name: text })}\n\n`,
  ),
  body(
    'html',
    'text/html; charset=utf-8',
    'html > body > table > tbody > tr:nth-of-type(2) > td',
    (text) =>
      `<!doctype html><table><tr><td>x</td></tr><tr><td>Maria ${text.replaceAll('"', '&quot;')}</td></tr></table>`,
  ),
  body(
    'html attribute',
    'text/html',
    'html > body > input#name[value]',
    (text) => `<body><p>x</p><input id="name" value="${text.replaceAll('"', '&quot;')}"></body>`,
  ),
  body(
    'xml',
    'application/xml',
    '/orders/order[2]/name',
    (text) => `<?xml version="1.0"?><orders><order/><order><name>${text}</name></order></orders>`,
  ),
  body('csv', 'text/csv', 'row 2 column 2', (text) => `id,name\n1,"${text.replaceAll('"', '""')}"\n`),
  body(
    'csv with semicolons and a mark',
    'text/csv',
    'row 2 column 3',
    (text) => `\ufeffid;a;name\r\n1;x;"${text.replaceAll('"', '""')}";\r\n`,
  ),
  body('text', 'text/plain', 'byte 10', (text) => `Deliver : ${text}\n`),
];

/** Files that have to be opened. */
export const FILES: readonly Carrier[] = [
  file('zip', 'application/zip', 'orders.csv row 2 column 1', ['zip'], (text) =>
    zip({ 'orders.csv': `name\n"${text.replaceAll('"', '""')}"\n` }),
  ),
  file('xlsx', 'application/vnd.openxmlformats', 'Orders!B2', ['zip'], (text) => zip(workbook(xmlText(text)))),
  file('docx', 'application/vnd.openxmlformats', 'paragraph 2', ['zip'], (text) =>
    zip({
      'word/document.xml': `<w:document><w:body><w:p/><w:p><w:r><w:t>${xmlText(text)}</w:t></w:r></w:p></w:body></w:document>`,
    }),
  ),
  file('pdf', 'application/pdf', 'PDF page 2', ['pdf'], pdf),
  file('pdf with a subset font', 'application/pdf', 'PDF page 1', ['pdf'], (text) => subsetPdf(text)),
  file('mail', 'message/rfc822', 'mail text', ['mail'], (text) => mail('text/plain; charset=utf-8', text)),
  file('mail attachment', 'message/rfc822', 'attachment a.csv row 2 column 1', ['mail'], (text) =>
    mail('text/csv', `name\n"${text}"\n`, 'a.csv'),
  ),
  file('qr code', 'image/png', 'qr code', ['qr code'], (text) => picture({ bcid: 'qrcode', text, scale: 2 })),
  file('bar code', 'image/png', 'code 128', ['code 128'], (text) =>
    picture({ bcid: 'code128', text, scale: 2, height: 8 }),
  ),
];

function body(name: string, contentType: string, place: string, make: (text: string) => string): Carrier {
  return { name, contentType, place, encoding: [], canCarry: () => true, make: (text) => Buffer.from(make(text)) };
}

function file(
  name: string,
  contentType: string,
  place: string,
  encoding: readonly string[],
  make: (text: string) => Buffer | Promise<Buffer>,
): Carrier {
  return { name, contentType, place, encoding, make, canCarry: (text) => fits(name, text) };
}

function isAscii(text: string): boolean {
  return [...text].every((letter) => letter < '\u0080');
}

/** What a file's own letters cannot write, or what would not fit on it, it cannot carry. */
function fits(name: string, text: string): boolean {
  const isLatin = !/[^\x20-\x7e]/.test(text);
  if (name === 'bar code') return isLatin && text.length <= 60;
  if (name === 'qr code') return isAscii(text) && text.length <= 1000;
  if (name === 'pdf' || name === 'pdf with a subset font') return isLatin && text.length <= 4000;
  return !text.includes('\r');
}

function zip(files: Readonly<Record<string, string>>): Buffer {
  return Buffer.from(zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)]))));
}

function xmlText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

function workbook(text: string): Record<string, string> {
  return {
    'xl/workbook.xml': '<workbook><sheets><sheet name="Orders" sheetId="1" r:id="rId1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
    'xl/worksheets/sheet1.xml':
      '<worksheet><sheetData><row r="2"><c r="A2"><v>1</v></c><c r="B2" t="s"><v>1</v></c></row></sheetData></worksheet>',
    'xl/sharedStrings.xml': `<sst><si><t>x</t></si><si><t>${text}</t></si></sst>`,
  };
}

async function pdf(text: string): Promise<Buffer> {
  const document = await PDFDocument.create();
  document.addPage();
  const page = document.addPage([600, 800]);
  page.drawText(text, { x: 20, y: 700, size: 6 });
  return Buffer.from(await document.save());
}

/** A font that numbers only the letters it needs, from 1; only its table says which letters they are. */
function subsetPdf(text: string): Buffer {
  const letters = [...new Set(text)];
  const map = letters.map((letter, at) => `<${hex4(at + 1)}> <${hex4(letter.charCodeAt(0))}>`);
  const blocks = Array.from({ length: Math.ceil(map.length / 100) }, (_, at) => map.slice(at * 100, at * 100 + 100));
  const table = `/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange
${blocks.map((block) => `${block.length} beginbfchar\n${block.join('\n')}\nendbfchar`).join('\n')}\nendcmap end end`;
  const shown = `BT /F1 12 Tf 20 700 Td <${[...text].map((letter) => hex4(letters.indexOf(letter) + 1)).join('')}> Tj ET`;
  const streams = [shown, table].map((stream) => deflateSync(stream));
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F1 6 0 R >> >> >>',
    streams[0]!,
    streams[1]!,
    '<< /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+Subset /Encoding /Identity-H /ToUnicode 5 0 R /DescendantFonts [7 0 R] >>',
    '<< /Type /Font /Subtype /CIDFontType2 /BaseFont /ABCDEF+Subset /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 500 /FontDescriptor 8 0 R >>',
    '<< /Type /FontDescriptor /FontName /ABCDEF+Subset /Flags 4 /FontBBox [0 0 500 500] /ItalicAngle 0 /Ascent 500 /Descent 0 /CapHeight 500 /StemV 80 >>',
  ];
  const parts = [Buffer.from('%PDF-1.7\n')];
  const offsets = objects.map((object, at) => {
    const offset = Buffer.concat(parts).length;
    const isStream = Buffer.isBuffer(object);
    parts.push(
      Buffer.from(
        `${at + 1} 0 obj\n${isStream ? `<< /Length ${object.length} /Filter /FlateDecode >>\nstream\n` : object}`,
      ),
    );
    parts.push(
      isStream ? Buffer.concat([object, Buffer.from('\nendstream')]) : Buffer.alloc(0),
      Buffer.from('\nendobj\n'),
    );
    return offset;
  });
  const start = Buffer.concat(parts).length;
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  parts.push(
    Buffer.from(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}

function hex4(value: number): string {
  return value.toString(16).padStart(4, '0');
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

async function picture(options: { bcid: string; text: string; scale: number; height?: number }): Promise<Buffer> {
  return bwip.toBuffer(options);
}
