import { convertIndexedToRgb, type DecodedPng, decode } from 'fast-png';

/** A picture as code readers want it: four bytes a pixel, nothing transparent, white around it. */
export interface Pixels {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

/** Reads a PNG; pictures of codes are often transparent where they should be white. */
export function pngPixels(bytes: Uint8Array): Pixels & { readonly text: Readonly<Record<string, string>> } {
  const png = decode(bytes);
  const { samples, channels, max } = samplesOf(png);
  return { ...framed(samples, png.width, png.height, channels, max), text: png.text };
}

/** Lays samples of one to four channels on white, with a margin as code readers need it. */
export function framed(samples: ArrayLike<number>, width: number, height: number, channels: number, max = 255): Pixels {
  const outerWidth = width + 2 * MARGIN;
  const data = new Uint8ClampedArray(outerWidth * (height + 2 * MARGIN) * 4).fill(255);
  const hasAlpha = channels === 2 || channels === 4;
  const isGrey = channels < 3;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = (y * width + x) * channels;
      const to = ((y + MARGIN) * outerWidth + x + MARGIN) * 4;
      const alpha = hasAlpha ? samples[from + channels - 1]! / max : 1;
      for (let channel = 0; channel < 3; channel++) {
        const sample = (samples[from + (isGrey ? 0 : channel)]! / max) * 255;
        data[to + channel] = 255 + (sample - 255) * alpha;
      }
    }
  }
  return { data, width: outerWidth, height: height + 2 * MARGIN };
}

const MARGIN = 16;

function samplesOf(png: DecodedPng): { samples: ArrayLike<number>; channels: number; max: number } {
  const { palette, depth, channels, data } = png;
  if (palette !== undefined) return { samples: convertIndexedToRgb(png), channels: palette[0]?.length ?? 3, max: 255 };
  return depth >= 8
    ? { samples: data, channels, max: 2 ** depth - 1 }
    : { samples: unpackedBits(png), channels, max: 2 ** depth - 1 };
}

/** Grey of less than eight bits comes several pixels to a byte, each row in bytes of its own. */
function unpackedBits({ data, depth, width, height }: DecodedPng): Uint8Array {
  const rowBytes = Math.ceil((width * depth) / 8);
  return Uint8Array.from({ length: width * height }, (_, pixel) => {
    const bit = (pixel % width) * depth;
    return (data[Math.floor(pixel / width) * rowBytes + (bit >> 3)]! >> (8 - depth - (bit & 7))) & (2 ** depth - 1);
  });
}
