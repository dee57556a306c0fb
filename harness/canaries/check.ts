import { createHmac } from 'node:crypto';

/** A keyed hash of two 32-bit words to one: cheap enough to ask for every word that looks like a canary. */
export type Check = (first: number, second: number) => number;

/** HalfSipHash-1-3 over two words; its own key is derived once from the workspace's by HMAC-SHA-256. */
export function createCheck(key: Uint8Array): Check {
  const derived = createHmac('sha256', key).update('misdelivery canary check').digest();
  const key0 = derived.readInt32LE(0);
  const key1 = derived.readInt32LE(4);
  return (first, second) => {
    let a = key0;
    let b = key1;
    let c = key0 ^ 0x6c796765;
    let d = key1 ^ 0x74656462;
    let message = first;
    d ^= message;
    for (let round = 0; round < ROUNDS; round++) {
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
      if (round > MESSAGES - 1) continue;
      a ^= message;
      message = round === 0 ? second : LENGTH_WORD;
      if (round < MESSAGES - 1) d ^= message;
      else c ^= 0xff;
    }
    return (b ^ d) >>> 0;
  };
}

/** Two words and their length, a round for each, and three to finish. */
const MESSAGES = 3;
const ROUNDS = MESSAGES + 3;
const LENGTH_WORD = 8 << 24;
