import { unzipSync } from 'fflate';
import type { Bounds, Opener, Part } from './part.ts';
import { cellPlaces } from './sheet.ts';
import { paragraphPlaces } from './wording.ts';

/** The files in an archive; in a workbook and a text document each knows its cells and paragraphs. */
export const openZip: Opener = (bytes, bounds) => {
  const files = unzipSync(bytes, { filter: within(bounds) });
  const names = Object.keys(files);
  const isBook = names.includes('xl/workbook.xml');
  const isWording = names.includes('word/document.xml');
  return names.map((name): Part => {
    const content = files[name]!;
    if (isBook && name.startsWith('xl/')) return { content, ...PLACED, placeAt: cellPlaces(files, name) };
    if (isWording && name.startsWith('word/') && name.endsWith('.xml'))
      return { content, ...PLACED, placeAt: paragraphPlaces(content, name) };
    return { content, place: name, isPlace: false, ...typeOf(name) };
  });
};

const PLACED = { place: '', isPlace: true } as const;

/** Refuses what the archive says would unpack to too much; no more than it says is ever unpacked. */
function within({ limits, note }: Bounds): (file: { name: string; originalSize: number }) => boolean {
  let bytesLeft = limits.unpackedBytesMax;
  let filesLeft = limits.documentsMax * FILES_PER_DOCUMENT;
  return ({ originalSize }) => {
    bytesLeft -= originalSize;
    filesLeft--;
    if (bytesLeft >= 0 && filesLeft >= 0) return true;
    note(
      bytesLeft < 0
        ? `an archive unpacks to more than ${limits.unpackedBytesMax} bytes`
        : 'an archive has too many files',
    );
    return false;
  };
}

const FILES_PER_DOCUMENT = 16;

const TYPES: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  tsv: 'text/tab-separated-values',
  json: 'application/json',
  html: 'text/html',
  xml: 'application/xml',
};

function typeOf(name: string): { contentType?: string } {
  const contentType = TYPES[name.slice(name.lastIndexOf('.') + 1).toLowerCase()];
  return contentType === undefined ? {} : { contentType };
}
