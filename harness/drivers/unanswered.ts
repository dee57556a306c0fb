import { UnansweredError } from '../model/errors.ts';
import type { HttpRequest } from './http-request.ts';

/** Whether a socket had died before the request went out on it. */
export function isStaleSocket(error: unknown): boolean {
  const { code } = error as { code?: string };
  return code === 'UND_ERR_SOCKET' || code === 'ECONNRESET' || code === 'EPIPE';
}

/** There is nobody at that address, or no way to it. */
const NO_CONNECTION = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Says of which request there is no answer, and why. */
export function unanswered(request: HttpRequest, error: unknown): Error {
  const { message, code } = error as Error & { code?: string };
  const why =
    code === 'ECONNREFUSED' ? 'nothing listens there (ECONNREFUSED)' : message || code || 'the connection was lost';
  return new UnansweredError(`${request.method} ${request.path.split('?')[0]} was not answered: ${why}`, {
    cause: error,
    isUnsent: code !== undefined && NO_CONNECTION.has(code),
  });
}
