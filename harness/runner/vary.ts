import type { HttpRequest } from '../drivers/http-request.ts';
import type { Look } from './look.ts';
import { spoiled } from './spoil.ts';

function disturbed(request: HttpRequest, { cutAfterBytes, cutAfterMs, halfClose, spoil }: Look): HttpRequest {
  const made = spoil === undefined ? request : spoiled(request, spoil);
  return {
    ...made,
    ...(cutAfterBytes === undefined ? {} : { cutAfterBytes }),
    ...(cutAfterMs === undefined ? {} : { cutAfterMs }),
    ...(halfClose === undefined ? {} : { halfClose }),
  };
}

/** A request as this look departs from the plain one; what is not only read keeps its address. */
export function altered(request: HttpRequest, look: Look, random: () => number): HttpRequest {
  const isReading = request.method === 'GET';
  return disturbed(isReading ? varied(inPlay(request, look.play), look, random) : request, look);
}

/** At an address of a play's own. Names that begin with `_` are left alone by most services that filter by what they are asked for. */
export function inPlay(request: HttpRequest, play: number | undefined): HttpRequest {
  return play === undefined ? request : { ...request, path: withParameter(request.path, `_play=${play}`) };
}

function withParameter(path: string, parameter: string): string {
  return `${path}${path.includes('?') ? '&' : '?'}${parameter}`;
}

export function varied(request: HttpRequest, look: Look, random: () => number): HttpRequest {
  const [path = '', query] = request.path.split('?', 2);
  const rest = query === undefined ? '' : `?${query}`;
  switch (look.variant) {
    case 'plain':
    case 'absent':
      return request;
    case 'own-url':
      return { ...request, path: withParameter(request.path, '_own=1') };
    case 'static-suffix':
      return { ...request, path: `${path.replace(/\/$/, '')}/style.css${rest}` };
    case 'static-parameter':
      return { ...request, path: `${path};style.css${rest}` };
    case 'range':
      return { ...request, headers: { ...request.headers, range: 'bytes=0-' } };
    case 'fresh-url':
      return { ...request, path: withParameter(request.path, `_fresh=${random()}`) };
  }
}
