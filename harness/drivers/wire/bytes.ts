import type { WireRequest } from '../exchange.ts';

/** An HTTP/1.1 request as bytes (RFC 9112 section 3); what the caller put into it is not checked, for some requests are wrong on purpose. */
export function bytesOf({ method, path, headers, body }: WireRequest, host: string): Buffer {
  const content = body === undefined ? undefined : Buffer.from(body);
  const names = new Set(Object.keys(headers).map((name) => name.toLowerCase()));
  const lines = [`${method} ${path} HTTP/1.1`];
  if (!names.has('host')) lines.push(`host: ${host}`);
  for (const [name, value] of Object.entries(headers))
    for (const each of value.split(SEVERAL)) lines.push(`${name}: ${each}`);
  if (content !== undefined && !names.has('content-length')) lines.push(`content-length: ${content.length}`);
  else if (content === undefined && method !== 'GET' && method !== 'HEAD') lines.push('content-length: 0');
  const head = Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
  return content === undefined ? head : Buffer.concat([head, content]);
}

/** Between the values of a header that goes out on several lines of its own. */
export const SEVERAL = '\n';
