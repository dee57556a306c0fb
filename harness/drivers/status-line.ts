import { STATUS_CODES } from 'node:http';
import type { Exchange } from './exchange.ts';

/**
 * An answer's headers, and beside them, as one more, the words of its status line where they are the service's own: what a careless server
 * puts there may be anybody's (CVE-2015-2080).
 */
export function withStatusLine(headers: Exchange['headers'], status: number, words = ''): Exchange['headers'] {
  return words === '' || words === STATUS_CODES[status] ? headers : { ...headers, [STATUS_LINE]: words };
}

/** Its name among the headers: no header has a space in its own. */
export const STATUS_LINE = 'status line';
