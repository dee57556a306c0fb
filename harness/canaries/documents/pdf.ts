import { extractImages, getDocumentProxy } from 'unpdf';
import type { Bounds, Opener, Part } from './part.ts';
import { readCodes } from './picture.ts';
import { framed } from './pixels.ts';

/** The text of each page, its pictures' bar codes, form fields and links, and what the file says about itself. */
export const openPdf: Opener = async (bytes, bounds) => {
  const pdf = await getDocumentProxy(new Uint8Array(bytes), {
    isEvalSupported: false,
    verbosity: 0,
    disableFontFace: true,
  });
  const parts: Part[] = [];
  try {
    const { info, metadata } = await pdf.getMetadata();
    parts.push({ content: JSON.stringify([info, metadata?.getRaw() ?? null]), place: 'PDF properties', isPlace: true });
    for (const [name, file] of Object.entries((await pdf.getAttachments()) ?? {})) {
      const { content } = file as { content?: Uint8Array };
      if (content !== undefined) parts.push({ content, place: name, isPlace: false });
    }
    if (pdf.numPages > bounds.limits.pagesMax)
      bounds.note(`only the first ${bounds.limits.pagesMax} pages of a PDF were read`);
    for (let number = 1; number <= Math.min(pdf.numPages, bounds.limits.pagesMax) && !bounds.isLate(); number++) {
      parts.push(...(await pageParts(pdf, number, bounds)));
    }
  } finally {
    await pdf.destroy();
  }
  return parts;
};

interface Item {
  readonly str?: string;
  readonly hasEOL?: boolean;
}

type Pdf = Awaited<ReturnType<typeof getDocumentProxy>>;

async function pageParts(pdf: Pdf, number: number, bounds: Bounds): Promise<readonly Part[]> {
  const page = await pdf.getPage(number);
  const place = `PDF page ${number}`;
  const { items } = await page.getTextContent();
  const text = (items as readonly Item[])
    .map(({ str, hasEOL }) => (str ?? '') + (hasEOL === true ? '\n' : ''))
    .join('');
  const annotations = await page.getAnnotations();
  const parts: Part[] = [{ content: text, place, isPlace: true }];
  if (annotations.length > 0)
    parts.push({ content: textsOf(annotations), place: `${place} annotation`, isPlace: true });
  for (const { data, width, height, channels } of await extractImages(pdf, number)) {
    if (width * height > bounds.limits.pixelsMax) bounds.note(`a picture of ${width} × ${height} pixels was not read`);
    else parts.push(...(await readCodes(framed(data, width, height, channels), place)));
  }
  page.cleanup();
  return parts;
}

/** Every text in a form field's or a link's description. */
function textsOf(value: unknown, depth = 0): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || depth > 6) return '';
  return Object.values(value)
    .map((inner) => textsOf(inner, depth + 1))
    .filter((text) => text !== '')
    .join('\n');
}
