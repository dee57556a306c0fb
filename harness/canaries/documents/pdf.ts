import { extractImages, getDocumentProxy } from 'unpdf';
import type { Bounds, Opener, Part } from './part.ts';
import { readCodes } from './picture.ts';
import { framed } from './pixels.ts';

/** The text of each page, its pictures' bar codes, form fields and links, and what the file says about itself. */
export const openPdf: Opener = async (bytes, bounds) => {
  const pdf = await getDocumentProxy(new Uint8Array(bytes), OPTIONS);
  const parts: Part[] = [];
  const cut: number[] = [];
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
      const { isCut, parts: onPage } = await pageParts(pdf, number, bounds);
      parts.push(...onPage);
      if (isCut) cut.push(number);
    }
  } finally {
    await pdf.destroy();
  }
  return cut.length === 0 || bounds.isLate() ? parts : [...(await wholeTexts(bytes, cut)), ...parts];
};

const OPTIONS = { isEvalSupported: false, verbosity: 0, disableFontFace: true };

/** What stands on pages whose text runs off them; it comes first, because a canary is whole there. */
async function wholeTexts(bytes: Uint8Array, numbers: readonly number[]): Promise<readonly Part[]> {
  const { widened } = await import('./widen.ts');
  const pdf = await getDocumentProxy(await widened(bytes), OPTIONS);
  try {
    const parts: Part[] = [];
    for (const number of numbers) {
      const { items } = await (await pdf.getPage(number)).getTextContent();
      parts.push({ content: textOf(items as readonly Item[]), place: `PDF page ${number}`, isPlace: true });
    }
    return parts;
  } finally {
    await pdf.destroy();
  }
}

interface Item {
  readonly str?: string;
  readonly width?: number;
  readonly height?: number;
  readonly transform?: readonly number[];
  readonly hasEOL?: boolean;
}

type Pdf = Awaited<ReturnType<typeof getDocumentProxy>>;

async function pageParts(
  pdf: Pdf,
  number: number,
  bounds: Bounds,
): Promise<{ readonly isCut: boolean; readonly parts: readonly Part[] }> {
  const page = await pdf.getPage(number);
  const place = `PDF page ${number}`;
  const { items } = await page.getTextContent();
  const annotations = await page.getAnnotations();
  const parts: Part[] = [{ content: textOf(items as readonly Item[]), place, isPlace: true }];
  if (annotations.length > 0)
    parts.push({ content: textsOf(annotations), place: `${place} annotation`, isPlace: true });
  for (const { data, width, height, channels } of await extractImages(pdf, number)) {
    if (width * height > bounds.limits.pixelsMax) bounds.note(`a picture of ${width} × ${height} pixels was not read`);
    else parts.push(...(await readCodes(framed(data, width, height, channels), place)));
  }
  page.cleanup();
  return { isCut: (items as readonly Item[]).some((item) => touchesEdge(item, page.view)), parts };
}

function textOf(items: readonly Item[]): string {
  return items.map(({ str, hasEOL }) => (str ?? '') + (hasEOL === true ? '\n' : '')).join('');
}

/** Whether a text ends so near to the right or, turned, to the upper edge that its next letter would be beyond. */
function touchesEdge({ transform = [], width = 0, height = 0 }: Item, view: readonly number[]): boolean {
  const [, slope = 0, , , x = 0, y = 0] = transform;
  const end = width + 2 * height + (slope === 0 ? x : y);
  return width > 0 && end > (view[slope === 0 ? 2 : 3] ?? 0);
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
