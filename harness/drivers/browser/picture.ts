import { decode, encode } from 'fast-png';
import type { Tab } from './tab.ts';

/** A rectangle on a page, in its pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Edge of the squares into which everything else melts: no letter of a usual size survives it. */
const SQUARE = 24;

/** A picture of the page on which only these texts can be read; undefined when none of them can be seen there. */
export async function maskedPicture(tab: Tab, texts: readonly string[]): Promise<Buffer | undefined> {
  const boxes = (await tab.evaluate(`(${boxesOf})(${JSON.stringify(texts)})`)) as Box[];
  if (boxes.length === 0) return undefined;
  return masked(await tab.page.screenshot({ animations: 'disabled' }), boxes);
}

/** Melts everything outside the boxes into squares. */
export function masked(png: Buffer, boxes: readonly Box[]): Buffer {
  const image = decode(png);
  const { width, height, channels, data } = image;
  const mean = new Array<number>(channels);
  for (let top = 0; top < height; top += SQUARE) {
    for (let left = 0; left < width; left += SQUARE) {
      const [bottom, right] = [Math.min(top + SQUARE, height), Math.min(left + SQUARE, width)];
      mean.fill(0);
      for (let y = top; y < bottom; y++)
        for (let x = left; x < right; x++)
          for (let c = 0; c < channels; c++) mean[c] = (mean[c] ?? 0) + (data[(y * width + x) * channels + c] ?? 0);
      const count = (bottom - top) * (right - left);
      for (let y = top; y < bottom; y++)
        for (let x = left; x < right; x++)
          if (!boxes.some((box) => isIn(box, x, y)))
            for (let c = 0; c < channels; c++)
              data[(y * width + x) * channels + c] = Math.round((mean[c] ?? 0) / count);
    }
  }
  return Buffer.from(encode(image));
}

function isIn({ x, y, width, height }: Box, atX: number, atY: number): boolean {
  return atX >= x && atX < x + width && atY >= y && atY < y + height;
}

/** Runs inside the page: where the texts stand, in whichever case; the first one is brought into view. */
function boxesOf(texts: readonly string[]): Box[] {
  const ranges: (Range | Element)[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    for (const text of texts) {
      const at = (node.textContent ?? '').toLowerCase().indexOf(text.toLowerCase());
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + text.length);
      if (range.getClientRects().length > 0) ranges.push(range);
    }
  }
  for (const field of document.querySelectorAll<HTMLInputElement>('input,textarea'))
    if (field.type !== 'hidden' && texts.some((text) => field.value.toLowerCase() === text.toLowerCase()))
      ranges.push(field);
  const [first] = ranges;
  const element = first instanceof Element ? first : first?.startContainer.parentElement;
  element?.scrollIntoView({ block: 'center' });
  return ranges.flatMap((range) =>
    [...range.getClientRects()].map(({ x, y, width, height }) => ({ x, y, width, height })),
  );
}
