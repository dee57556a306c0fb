import type { RequestOptions } from '../model/target.ts';
import { pairsOf } from './form-pairs.ts';

interface Encoded {
  readonly body?: string | Uint8Array;
  readonly headers: Record<string, string>;
}

/** A request body as bytes or text with its content type; every field is told to `onField` with its path. */
export function encodeBody(options: RequestOptions, onField?: (path: string, value: string) => void): Encoded {
  if (options.json !== undefined) {
    if (onField !== undefined) walk(options.json, '', onField);
    return { body: JSON.stringify(options.json), headers: { 'content-type': 'application/json' } };
  }
  if (options.form !== undefined) {
    const pairs = pairsOf(options.form).map(([name, value]): [string, string] => [name, String(value)]);
    for (const [name, value] of pairs) onField?.(name, value);
    return {
      body: new URLSearchParams(pairs).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    };
  }
  if (options.multipart !== undefined) return encodeMultipart(options.multipart, onField);
  if (options.body !== undefined) {
    if (typeof options.body === 'string') onField?.('body', options.body);
    return { body: options.body, headers: {} };
  }
  return { headers: {} };
}

function walk(value: unknown, path: string, onField: (path: string, value: string) => void): void {
  if (typeof value === 'string') onField(path, value);
  else if (typeof value === 'number') onField(path, String(value));
  else if (value !== null && typeof value === 'object') {
    for (const [key, inner] of Object.entries(value)) walk(inner, path === '' ? key : `${path}.${key}`, onField);
  }
}

/** RFC 7578. The boundary need only not occur inside; canaries and target files hold no such line. */
const BOUNDARY = 'misdelivery-form-boundary-7MA4YWxkTrZu0gW';

function encodeMultipart(
  parts: NonNullable<RequestOptions['multipart']>,
  onField?: (path: string, value: string) => void,
): Encoded {
  const chunks: Buffer[] = [];
  for (const [name, part] of pairsOf(parts)) {
    const isFile = typeof part !== 'string';
    const content = isFile ? part.content : part;
    if (typeof content === 'string') onField?.(name, content);
    const file = isFile ? `; filename="${part.name.replaceAll('"', '%22')}"\r\ncontent-type: ${part.type}` : '';
    chunks.push(
      Buffer.from(
        `--${BOUNDARY}\r\ncontent-disposition: form-data; name="${name.replaceAll('"', '%22')}"${file}\r\n\r\n`,
      ),
    );
    chunks.push(Buffer.from(content), Buffer.from('\r\n'));
  }
  chunks.push(Buffer.from(`--${BOUNDARY}--\r\n`));
  return { body: Buffer.concat(chunks), headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` } };
}
