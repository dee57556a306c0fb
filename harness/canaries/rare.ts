/**
 * Whether an identifier is rare enough to mean its owner wherever it stands: a UUID, a nanoid, a tracking number. Never a small
 * number and never a word. Judged by length, by the kinds of characters and by how often they change.
 */
export function rare(text: string): boolean {
  if (text.length < CHARS_MIN || text.length > CHARS_MAX || !IDENTIFIER.test(text)) return false;
  if (!DIGIT.test(text) && !(LOWER.test(text) && INNER_UPPER.test(text))) return false;
  if (A_DATE.test(text)) return false;
  return new Set(text).size >= DIFFERENT_MIN && bits(text) >= BITS_MIN;
}

const CHARS_MIN = 8;
const CHARS_MAX = 512;
/** Fewer different characters are a filler such as `00000001` or `aaaa-0001`. */
const DIFFERENT_MIN = 5;
/** About one in a thousand million. */
const BITS_MIN = 30;
const IDENTIFIER = /^[\w.~:+/=-]+$/;
const DIGIT = /\d/;
const LOWER = /[a-z]/;
const INNER_UPPER = /[^A-Z][A-Z]/;
/** Dates and times are shared by everybody. */
const A_DATE = /^(19|20)\d\d-?[01]\d-?[0-3]\d([T_ .-]?[0-2]\d.*)?$|^1[5-9]\d{8}(\d{3})?$/;

/** A word in it counts little: letters weigh as much as the mix of kinds they stand in. */
function bits(text: string): number {
  const digits = text.replace(/\D/g, '').length;
  const letters = text.replace(/[^a-z]/gi, '').length;
  const isHex = /^[\da-f-]+$/i.test(text);
  const isMixed = isHex || /\d[a-z]+\d/i.test(text) || (LOWER.test(text) && INNER_UPPER.test(text));
  return digits * 3.3 + letters * (isHex ? 4 : isMixed ? 4.7 : 1);
}
