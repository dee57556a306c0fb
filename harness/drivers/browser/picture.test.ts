import { expect, test } from '@playwright/test';
import { decode, encode } from 'fast-png';
import { masked } from './picture.ts';

test('only what lies in a box keeps its pixels', () => {
  const [width, height] = [96, 48];
  const data = new Uint8Array(width * height * 3);
  for (let at = 0; at < data.length; at++) data[at] = (at * 7919) % 256;
  const box = { x: 30, y: 10, width: 20, height: 12 };
  const after = decode(masked(Buffer.from(encode({ width, height, data, channels: 3, depth: 8 })), [box]));
  const same = { inside: 0, outside: 0 };
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const isInside = x >= 30 && x < 50 && y >= 10 && y < 22;
      const at = (y * width + x) * 3;
      const isSame = [0, 1, 2].every((c) => after.data[at + c] === data[at + c]);
      if (isSame) same[isInside ? 'inside' : 'outside'] += 1;
      else expect(isInside).toBe(false);
    }
  expect(same.inside).toBe(20 * 12);
  expect(same.outside).toBeLessThan(10);
});
