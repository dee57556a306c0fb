import type { HttpRequest } from './http.ts';

/** Statuses that send a client elsewhere. */
export const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** RFC 9110 section 15.4: 303 always becomes a GET, and so does, by custom, a POST answered by 301 or 302. */
export function redirected(request: HttpRequest, status: number, path: string): HttpRequest {
  const keepsMethod = status === 307 || status === 308 || request.method === 'GET' || request.method === 'HEAD';
  if (keepsMethod) return { ...request, path };
  const { body: _body, headers, ...rest } = request;
  const kept = Object.fromEntries(
    Object.entries(headers ?? {}).filter(([name]) => name.toLowerCase() !== 'content-type'),
  );
  return { ...rest, headers: kept, method: 'GET', path };
}
