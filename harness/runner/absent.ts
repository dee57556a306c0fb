/** Signs of an identifier that are changed, from its end. */
const CHANGED_MAX = 6;
const DIGITS = '0123456789';
const HEX = '0123456789abcdef';
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
/** Whole numbers are moved so far that nobody got there yet, and stay within 32 bits as long as they were small. */
const STEP = 100_003;

/** References like these that nobody was given; another `salt`, other references. */
export function absentRefs(refs: Readonly<Record<string, unknown>>, salt: number): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(refs).map(([name, ref]) => [name, absentRef(ref as Readonly<Record<string, unknown>>, salt)]),
  );
}

function absentRef(ref: Readonly<Record<string, unknown>>, salt: number): Record<string, unknown> {
  return Object.fromEntries(Object.entries(ref).map(([name, value]) => [name, absent(value, salt)]));
}

/** A value like this one that nobody was given; what is neither number nor text stays as it is. */
export function absent(value: unknown, salt: number): unknown {
  if (typeof value === 'number') return value + STEP * (salt + 3);
  if (typeof value !== 'string') return value;
  if (/^\d{1,9}$/.test(value)) return String(Number(value) + STEP * (salt + 3));
  const isHex = /^[0-9a-f-]+$/i.test(value);
  let left = CHANGED_MAX;
  return [...value]
    .reverse()
    .map((sign, index) => {
      if (left === 0 || !/[0-9a-z]/i.test(sign)) return sign;
      left -= 1;
      return moved(sign, index + salt + 1, isHex);
    })
    .reverse()
    .join('');
}

/** Another sign of the same kind. */
function moved(sign: string, by: number, isHex: boolean): string {
  const lower = sign.toLowerCase();
  const alphabet = isHex ? HEX : DIGITS.includes(sign) ? DIGITS : LETTERS;
  const next = alphabet[(alphabet.indexOf(lower) + 1 + (by % (alphabet.length - 1))) % alphabet.length] as string;
  return sign === lower ? next : next.toUpperCase();
}
