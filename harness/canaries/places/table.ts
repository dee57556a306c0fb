import type { Places } from './places.ts';

/** Rows and columns of separated values, counted from 1: `row 3 column 2`. */
export function tablePlaces(bytes: Buffer): Places {
  const delimiter = delimiterOf(bytes);
  return (offset) => {
    let [row, column] = [1, 1];
    let isQuoted = false;
    for (let at = 0; at < offset; at++) {
      const byte = bytes[at]!;
      if (byte === 0x22) isQuoted = !isQuoted;
      else if (isQuoted) continue;
      else if (byte === delimiter) column++;
      else if (byte === 0x0a) [row, column] = [row + 1, 1];
    }
    return `row ${row} column ${column}`;
  };
}

const DELIMITERS = [',', ';', '\t', '|'];

/** The one that the first line has most of. */
function delimiterOf(bytes: Buffer): number {
  const end = bytes.indexOf('\n');
  const first = bytes.toString('latin1', 0, end < 0 ? bytes.length : end);
  const counts = DELIMITERS.map((delimiter) => first.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))]!.charCodeAt(0);
}
