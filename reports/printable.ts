/** Control signs, direction overrides and halves of characters: they could recolour a terminal, turn a line round or make XML invalid. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufffe\uffff]/gu;

/**
 * The same data with nothing in it that acts on whatever shows it. A record holds words of the target (keys of its JSON, names of
 * its headers), and every document starts from this copy.
 */
export function printable<T>(value: T): T {
  if (typeof value === 'string') return value.replace(/\s*[\r\n\t]\s*/g, ' ').replace(UNPRINTABLE, '\ufffd') as T;
  if (Array.isArray(value)) return value.map(printable) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [printable(key), printable(each)])) as T;
}
