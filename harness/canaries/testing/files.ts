import bwip from 'bwip-js';
import { strToU8, zipSync } from 'fflate';
import { PDFDocument } from 'pdf-lib';
import { type Carrier, cell, lines } from './carrier.ts';
import { subsetPdf } from './subset-pdf.ts';

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
    `From: post@example.com\r\nTo: bee@example.com\r\nSubject: Your parcel\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: ${contentType}\r\nContent-Transfer-Encoding: base64\r\n${disposition}\r\n${lines}\r\n--b--\r\n`,
  );
}
