import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { prepareZXingModule, type ReaderOptions, readBarcodes } from 'zxing-wasm/reader';
import type { Opener, Part } from './part.ts';
import { type Pixels, pngPixels } from './pixels.ts';

/** The bar codes and QR codes in a picture, and what a PNG says about itself. What else its bytes hold was looked at before. */
export const openPicture: Opener = async (bytes, bounds) => {
  const pixels = pixelsOf(bytes);
  if (pixels > bounds.limits.pixelsMax) {
    bounds.note(`a picture of ${pixels} pixels was not looked through for codes`);
    return [];
  }
  prepare();
  if (bytes[0] !== PNG_BYTE) return partsOf(await readBarcodes(new Uint8Array(bytes), OPTIONS), '');
  const { text, ...picture } = pngPixels(bytes);
  const about = Object.entries(text).map(([key, content]): Part => ({ content, place: `PNG ${key}`, isPlace: true }));
  return [...about, ...(await readCodes(picture, ''))];
};

/** The same for pixels. */
export async function readCodes(pixels: Pixels, place: string): Promise<readonly Part[]> {
  prepare();
  return partsOf(await readBarcodes({ ...pixels, colorSpace: 'srgb' } as ImageData, OPTIONS), place);
}

const PNG_BYTE = 0x89;
const OPTIONS: ReaderOptions = { tryHarder: true, maxNumberOfSymbols: 32 };

let isPrepared = false;

/** The reader comes with its WebAssembly in the package; by itself it would fetch it from a network. */
function prepare(): void {
  if (isPrepared) return;
  isPrepared = true;
  const path = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
  prepareZXingModule({ overrides: { wasmBinary: readFileSync(path).buffer as ArrayBuffer } });
}

function partsOf(codes: readonly { text: string; format: string }[], place: string): readonly Part[] {
  return codes.map(({ text, format }) => ({
    content: text,
    place: `${place} ${kindOf(format)}`.trim(),
    isPlace: true,
    encoding: [kindOf(format)],
  }));
}

/** `QRCode` as people write it: `qr code`. */
function kindOf(format: string): string {
  return format
    .replace(/([a-z])([A-Z0-9])/g, '$1 $2')
    .replace(/^QR(?=\w)/, 'QR ')
    .replace(/ {2,}/g, ' ')
    .toLowerCase();
}

/** How many pixels a picture says it has; more than any limit if it does not say it where it should. */
function pixelsOf(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes[0] === PNG_BYTE) return view.getUint32(16) * view.getUint32(20);
  if (bytes[0] === 0x47) return view.getUint16(6, true) * view.getUint16(8, true);
  for (let at = 2; at + 9 < bytes.length && bytes[at] === 0xff; at += 2 + view.getUint16(at + 2)) {
    const marker = bytes[at + 1]!;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) return view.getUint16(at + 5) * view.getUint16(at + 7);
  }
  return Number.POSITIVE_INFINITY;
}
