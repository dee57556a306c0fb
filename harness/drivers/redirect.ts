import type { HttpRequest } from './http-request.ts';

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

/** The path that a redirect leads to, undefined when it leads to another origin. The names of one's own machine are one origin: services often know only one of them. */
export function within(origin: string, from: string, location: string): string | undefined {
  const here = new URL(origin);
  const there = URL.canParse(location, origin + from) ? new URL(location, origin + from) : undefined;
  if (there === undefined) return undefined;
  const isHere =
    there.origin === here.origin ||
    (there.protocol === here.protocol && there.port === here.port && isLoopback(there) && isLoopback(here));
  return isHere ? there.pathname + there.search : undefined;
}

function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
}
