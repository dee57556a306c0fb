/** Stretches of hex digits at least this long can hold a canary. */
export const HEX_DIGITS_MIN = 40;
/** Digits of MD5, SHA-1 and SHA-256. */
export const DIGEST_DIGITS: ReadonlySet<number> = new Set([32, 40, 64]);

const NIBBLES = new Uint8Array(256).fill(255);
for (const [at, digit] of [...'0123456789abcdef'].entries()) {
  NIBBLES[digit.charCodeAt(0)] = at;
  NIBBLES[digit.toUpperCase().charCodeAt(0)] = at;
}

/** Calls back with each stretch of at least `least` hex digits. */
export function eachHex(
  bytes: Uint8Array,
  from: number,
  to: number,
  least: number,
  found: (from: number, to: number) => void,
): void {
  let since = from;
  for (let at = from; at <= to; at++) {
    if (at < to && NIBBLES[bytes[at]!] !== 255) continue;
    if (at - since >= least) found(since, at);
    since = at + 1;
    if (to - since < least) return;
  }
}

/** Decodes pairs of digits into `into`; returns how many bytes came out. */
export function decodeHex(bytes: Uint8Array, from: number, to: number, into: number): number {
  let out = into;
  for (let at = from; at + 2 <= to; at += 2) bytes[out++] = (NIBBLES[bytes[at]!]! << 4) | NIBBLES[bytes[at + 1]!]!;
  return out - into;
}

/** Whether there is nothing but hex digits. */
export function isHex(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (NIBBLES[bytes[at]!] === 255) return false;
  return true;
}
