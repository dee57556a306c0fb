import { UsageError } from '../model/errors.ts';
import { listOf, type Part, partOf } from './openapi-document.ts';

/** One request of a recording, and what it was answered. */
export interface Recorded {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly how: 'json' | 'form' | 'multipart' | undefined;
  readonly body: Part;
  readonly status: number;
  readonly location: string;
  readonly mediaType: string;
  readonly text: string;
  /** The answer read as JSON; empty when it is none. */
  readonly json: unknown;
}

export interface HarLog {
  readonly origin: string;
  readonly recorded: readonly Recorded[];
}

const ENTRIES_MAX = 5_000;
const STATIC = /\.(css|js|mjs|map|png|jpe?g|gif|svg|ico|webp|avif|woff2?|ttf|otf|eot|mp4|webmanifest)$/i;
const STATIC_TYPE = /^(image|font|audio|video)\/|css|javascript/i;

/** What a recording (HAR 1.2) says about the service that most of it is about; files that are everybody's are left out. */
export function readHar(text: string, from: string): HarLog {
  const entries = listOf(partOf(partOf(parsed(text, from)).log).entries).slice(0, ENTRIES_MAX);
  const all = entries.map(partOf).flatMap((entry) => {
    const url = partOf(entry.request).url;
    return typeof url === 'string' && /^https?:/.test(url) && URL.canParse(url) ? [{ entry, url: new URL(url) }] : [];
  });
  const counts = new Map<string, number>();
  const own = all.filter(({ entry, url }) => !isStatic(entry, url));
  for (const { url } of own) counts.set(url.origin, (counts.get(url.origin) ?? 0) + 1);
  const [origin] = [...counts].sort(([, one], [, other]) => other - one)[0] ?? [];
  if (origin === undefined)
    throw new UsageError(
      `${from} is no recording that helps: it has no requests. Expected a HAR file, as a browser saves it, of signing in, creating things and looking at them.`,
    );
  return {
    origin,
    recorded: own.filter(({ url }) => url.origin === origin).map(({ entry, url }) => recordedOf(entry, url)),
  };
}

function parsed(text: string, from: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${from} could not be read: ${(error as Error).message}. Expected a HAR file.`, {
      cause: error,
    });
  }
}

function isStatic(entry: Part, url: URL): boolean {
  const type = partOf(partOf(entry.response).content).mimeType;
  return STATIC.test(url.pathname) || (typeof type === 'string' && STATIC_TYPE.test(type));
}

function recordedOf(entry: Part, url: URL): Recorded {
  const request = partOf(entry.request);
  const response = partOf(entry.response);
  const content = partOf(response.content);
  const text = content.encoding === 'base64' ? '' : textOf(content.text);
  return {
    method: textOf(request.method).toUpperCase(),
    path: url.pathname + url.search,
    headers: headersOf(request.headers),
    ...bodyOf(partOf(request.postData)),
    status: Number(response.status),
    location: textOf(response.redirectURL) || (headersOf(response.headers).location ?? ''),
    mediaType: textOf(content.mimeType),
    text,
    json: jsonOf(text),
  };
}

function bodyOf(data: Part): Pick<Recorded, 'how' | 'body'> {
  const type = textOf(data.mimeType);
  const text = textOf(data.text);
  if (type.includes('json')) return { how: 'json', body: partOf(jsonOf(text)) };
  const params = listOf(data.params)
    .map(partOf)
    .filter(({ name }) => typeof name === 'string')
    .map(({ name, value }) => [name, decoded(textOf(value))]);
  if (type.includes('multipart')) return { how: 'multipart', body: Object.fromEntries(params) };
  if (!type.includes('urlencoded')) return { how: undefined, body: {} };
  return { how: 'form', body: Object.fromEntries(text === '' ? params : [...new URLSearchParams(text)]) };
}

function headersOf(headers: unknown): Record<string, string> {
  const pairs = listOf(headers).map(partOf);
  return Object.fromEntries(pairs.map(({ name, value }) => [textOf(name).toLowerCase(), textOf(value)]));
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

function jsonOf(text: string): unknown {
  try {
    return /^\s*[{[]/.test(text) ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}

const SECRET_NAMES = /pass|secret|token|key|sess|sid|auth|sig|code|csrf|jwt|^_$|^t$|time/i;

/** The address without what belongs to the recording's own session. */
export function withoutSecrets(path: string): string {
  const [place = '', query] = path.split('?', 2);
  const kept = [...new URLSearchParams(query ?? '')].filter(([name]) => !SECRET_NAMES.test(name));
  return kept.length === 0 ? place : `${place}?${new URLSearchParams(kept)}`;
}
