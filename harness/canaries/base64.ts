/** Six bits for each byte that may stand in base64 or base64url, 255 for others. */
const SIXTETS = new Uint8Array(256).fill(255);
for (const [at, letter] of [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].entries())
  SIXTETS[letter.charCodeAt(0)] = at;
SIXTETS['-'.charCodeAt(0)] = 62;
SIXTETS['_'.charCodeAt(0)] = 63;

/**
 * For each byte and each of the four places in a group: may it stand there if the text below is ASCII? A bit per alignment of the
 * groups, rotated by the place, so that one lookup tells which alignments a byte rules out.
 */
const ALLOWS = Uint8Array.from({ length: 4 * 256 }, (_, index) => {
  const sixtet = SIXTETS[index & 255]!;
  if (sixtet === 255) return 0;
  const byPlace = [sixtet < 32, (sixtet & 8) === 0, (sixtet & 2) === 0, true];
  return [0, 1, 2, 3].reduce((bits, shift) => (byPlace[((index >> 8) - shift) & 3] ? bits | (1 << shift) : bits), 0);
});

/** So many letters in a row that fit ASCII do not happen by chance. */
const TELLING_LETTERS = 16;

/** Which alignments (bit 0 to 3: groups begin 0 to 3 letters after `from`) hold ASCII for a stretch worth decoding. */
export function asciiAlignments(bytes: Uint8Array, from: number, to: number): number {
  let [since0, since1, since2, since3] = [from, from, from, from];
  let found = 0;
  for (let at = from; at < to; at++) {
    const allowed = ALLOWS[(((at - from) & 3) << 8) | bytes[at]!]!;
    if (allowed === 15) continue;
    if ((allowed & 1) === 0) {
      if (at - since0 >= TELLING_LETTERS) found |= 1;
      since0 = at + 1;
    }
    if ((allowed & 2) === 0) {
      if (at - since1 >= TELLING_LETTERS) found |= 2;
      since1 = at + 1;
    }
    if ((allowed & 4) === 0) {
      if (at - since2 >= TELLING_LETTERS) found |= 4;
      since2 = at + 1;
    }
    if ((allowed & 8) === 0) {
      if (at - since3 >= TELLING_LETTERS) found |= 8;
      since3 = at + 1;
    }
  }
  const enough = to - TELLING_LETTERS;
  return (
    found |
    (since0 <= enough ? 1 : 0) |
    (since1 <= enough ? 2 : 0) |
    (since2 <= enough ? 4 : 0) |
    (since3 <= enough ? 8 : 0)
  );
}

/** Decodes from the first whole group on, into `into`; returns how many bytes came out. */
export function decodeBase64(bytes: Uint8Array, from: number, to: number, into: number): number {
  let out = into;
  let at = from;
  for (; at + 4 <= to; at += 4) {
    const group =
      (SIXTETS[bytes[at]!]! << 18) |
      (SIXTETS[bytes[at + 1]!]! << 12) |
      (SIXTETS[bytes[at + 2]!]! << 6) |
      SIXTETS[bytes[at + 3]!]!;
    bytes[out] = group >> 16;
    bytes[out + 1] = group >> 8;
    bytes[out + 2] = group;
    out += 3;
  }
  if (to - at >= 2) bytes[out++] = (SIXTETS[bytes[at]!]! << 2) | (SIXTETS[bytes[at + 1]!]! >> 4);
  if (to - at >= 3) bytes[out++] = (SIXTETS[bytes[at + 1]!]! << 4) | (SIXTETS[bytes[at + 2]!]! >> 2);
  return out - into;
}

/** Whether a byte may stand in base64. */
export function isBase64(byte: number): boolean {
  return byte >= 0 && byte < 256 && SIXTETS[byte] !== 255;
}
