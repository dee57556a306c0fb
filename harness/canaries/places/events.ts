import { jsonPlaces } from './json.ts';
import type { Places } from './places.ts';

/** A stream of JSON texts, a line or a server-sent event each: `event 3 /order/name`. */
export function eventPlaces(bytes: Buffer, unit: 'line' | 'event'): Places {
  return (offset) => {
    const lineFrom = bytes.lastIndexOf('\n', offset - 1) + 1;
    const lineEnd = bytes.indexOf('\n', offset);
    const line = bytes.toString('utf8', lineFrom, lineEnd < 0 ? bytes.length : lineEnd);
    const field = unit === 'event' ? (/^([a-z]+): ?/.exec(line) ?? ['', '']) : ['', ''];
    const jsonFrom = lineFrom + Buffer.byteLength(field[0]!);
    const isJson = /^\s*[[{]/.test(line.slice(field[0]!.length));
    const pointer = isJson ? jsonPlaces(bytes, jsonFrom, lineEnd < 0 ? bytes.length : lineEnd)(offset) : undefined;
    const number = unit === 'line' ? count(bytes, lineFrom, '\n') : count(bytes, lineFrom, '\n\n');
    return [`${unit} ${number + 1}`, field[1], pointer].filter((part) => part !== undefined && part !== '').join(' ');
  };
}

function count(bytes: Buffer, to: number, separator: string): number {
  let found = 0;
  for (let at = bytes.indexOf(separator); at >= 0 && at < to; at = bytes.indexOf(separator, at + separator.length))
    found++;
  return found;
}
