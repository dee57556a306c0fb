import { encodeBody } from '../drivers/body.ts';
import type { HttpRequest } from '../drivers/http-request.ts';
import { sendable } from '../drivers/sendable.ts';
import type { Path, Surface, Tools } from '../model/target.ts';

/** A browser's own words when it asks for a page. */
const PAGE_ACCEPT = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

/** How somebody asks for what a surface shows. */
export function requestOf(surface: Surface, tools: Tools): HttpRequest {
  const headers: Record<string, string> = { ...surface.headers };
  if (surface.page !== undefined)
    return { method: 'GET', path: pathOf(surface.page, tools), headers: { accept: PAGE_ACCEPT, ...headers } };
  if (surface.get !== undefined) return { method: 'GET', path: pathOf(surface.get, tools), headers };
  const stream = surface.events ?? surface.socket;
  if (stream !== undefined) return { method: 'GET', path: pathOf(stream, tools), headers };
  const json = made(surface.json, tools);
  const form = made(surface.form, tools) as Record<string, string> | undefined;
  const encoded = encodeBody({ ...(json === undefined ? {} : { json }), ...(form === undefined ? {} : { form }) });
  return {
    method: 'POST',
    path: pathOf(surface.post as Path, tools),
    headers: { ...encoded.headers, ...headers },
    ...(encoded.body === undefined ? {} : { body: encoded.body }),
  };
}

/** A path of the target file, checked. */
export function pathOf(path: Path, tools: Tools): string {
  const text = typeof path === 'string' ? path : path(tools);
  if (typeof text !== 'string' || !text.startsWith('/'))
    throw new Error(`it is ${JSON.stringify(text)}; expected a path that begins with "/"`);
  return sendable(text);
}

/** A value of the target file, or what its function makes. */
export function made(value: unknown, tools: Tools): unknown {
  return typeof value === 'function' ? value(tools) : value;
}
