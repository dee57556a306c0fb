import { createHmac } from 'node:crypto';

/** A keyed hash of two 32-bit words to one: cheap enough to ask for every word that looks like a canary. */
export type Check = (first: number, second: number) => number;

/** HalfSipHash-2-4 over two words; its own key is derived once from the workspace's by HMAC-SHA-256. */
export function createCheck(key: Uint8Array): Check {
  const derived = createHmac('sha256', key).update('misdelivery canary check').digest();
  const key0 = derived.readInt32LE(0);
  const key1 = derived.readInt32LE(4);
  return (first, second) => {
    let [a, b, c, d] = [key0, key1, key0 ^ 0x6c796765, key1 ^ 0x74656462];
    for (let word = 0; word < 3; word++) {
      const message = word === 0 ? first : word === 1 ? second : 8 << 24;
      d ^= message;
      for (let round = 0; round < (word === 2 ? 6 : 2); round++) {
        if (word === 2 && round === 2) {
          a ^= message;
          c ^= 0xff;
        }
        a = (a + b) | 0;
        b = ((b << 5) | (b >>> 27)) ^ a;
        a = (a << 16) | (a >>> 16);
        c = (c + d) | 0;
        d = ((d << 8) | (d >>> 24)) ^ c;
        a = (a + d) | 0;
        d = ((d << 7) | (d >>> 25)) ^ a;
        c = (c + b) | 0;
        b = ((b << 13) | (b >>> 19)) ^ c;
        c = (c << 16) | (c >>> 16);
      }
      if (word < 2) a ^= message;
    }
    return (b ^ d) >>> 0;
  };
}
