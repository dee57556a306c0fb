import { deflateSync } from 'node:zlib';

/** A page for each text, in a font that numbers only the letters it needs, from 1; only its table says which letters they are. */
export function subsetPdf(texts: readonly string[]): Buffer {
  const letters = [...new Set(texts.join(''))];
  const font = 4;
  const pages = texts.map((_, nth) => font + 3 + 2 * nth);
  return written([
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${pages.map((page) => `${page} 0 R`).join(' ')}] /Count ${texts.length} >>`,
    deflateSync(toUnicode(letters)),
    `<< /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+Subset /Encoding /Identity-H /ToUnicode 3 0 R /DescendantFonts [${font + 1} 0 R] >>`,
    `<< /Type /Font /Subtype /CIDFontType2 /BaseFont /ABCDEF+Subset /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 500 /FontDescriptor ${font + 2} 0 R >>`,
    '<< /Type /FontDescriptor /FontName /ABCDEF+Subset /Flags 4 /FontBBox [0 0 500 500] /ItalicAngle 0 /Ascent 500 /Descent 0 /CapHeight 500 /StemV 80 >>',
    ...texts.flatMap((text, nth) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents ${pages[nth]! + 1} 0 R /Resources << /Font << /F1 ${font} 0 R >> >> >>`,
      deflateSync(
        `BT /F1 12 Tf 20 700 Td <${[...text].map((letter) => hex4(letters.indexOf(letter) + 1)).join('')}> Tj ET`,
      ),
    ]),
  ]);
}

function toUnicode(letters: readonly string[]): string {
  const map = letters.map((letter, at) => `<${hex4(at + 1)}> <${hex4(letter.charCodeAt(0))}>`);
  const blocks = Array.from({ length: Math.ceil(map.length / 100) }, (_, at) => map.slice(at * 100, at * 100 + 100));
  return `/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange
${blocks.map((block) => `${block.length} beginbfchar\n${block.join('\n')}\nendbfchar`).join('\n')}\nendcmap end end`;
}

/** Objects, numbered from 1, with the table of where each begins. */
function written(objects: readonly (string | Buffer)[]): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n')];
  const offsets = objects.map((object, at) => {
    const offset = Buffer.concat(parts).length;
    const isStream = Buffer.isBuffer(object);
    const head = isStream ? `<< /Length ${object.length} /Filter /FlateDecode >>\nstream\n` : object;
    parts.push(Buffer.from(`${at + 1} 0 obj\n${head}`));
    if (isStream) parts.push(object, Buffer.from('\nendstream'));
    parts.push(Buffer.from('\nendobj\n'));
    return offset;
  });
  const start = Buffer.concat(parts).length;
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const trailer = `trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  parts.push(Buffer.from(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}${trailer}`));
  return Buffer.concat(parts);
}

function hex4(value: number): string {
  return value.toString(16).padStart(4, '0');
}
