import { BrokenError, RefusedError, UnansweredError } from '../model/errors.ts';
import type { HttpPort, Reply, RequestOptions } from '../model/target.ts';
import { encodeBody } from './body.ts';
import { one } from './facts.ts';
import { pairsOf } from './form-pairs.ts';
import type { HttpSession } from './http.ts';
import type { HttpAnswer, HttpRequest } from './http-request.ts';
import { sendable } from './sendable.ts';
import type { Frame } from './session.ts';
import { submitForm } from './submit.ts';
import { until } from './until.ts';

/** What the harness learns of a port's use beside the recorded answers. */
export interface PortListener {
  /** Every value that goes out in a body or query, with its path there: `items.0.recipient.fullName`. */
  readonly onField?: (path: string, value: string) => void;
  /** The last answer of 400 or more that was not allowed. */
  readonly onRefusal?: (error: RefusedError) => void;
  /** What becomes of a request before it is sent. Default: nothing. */
  readonly alter?: ((request: HttpRequest) => HttpRequest) | undefined;
}

/** The port through which an adapter acts in one session; each answer is recorded before the adapter sees it. */
export function createPort(session: HttpSession, frame: Frame, listener: PortListener = {}): HttpPort {
  async function request(method: string, path: string, options: RequestOptions = {}): Promise<Reply> {
    const { body, headers } = encodeBody(options, listener.onField);
    const plain: HttpRequest = {
      method,
      path: withQuery(localPath(path), options, listener.onField),
      headers: { ...headers, ...lowerNames(options.headers ?? {}) },
      keep: true,
      follow: options.follow !== false,
      ...(body === undefined ? {} : { body }),
    };
    const answer = await session.send(listener.alter?.(plain) ?? plain, frame);
    if (answer.isCut) throw new UnansweredError(`${method} ${path.split('?')[0]} was cut on purpose`);
    if (answer.status >= 400 && options.allow?.includes(answer.status) !== true) {
      const error = new RefusedError(
        `${method} ${path.split('?')[0]} was answered with ${answer.status}`,
        answer.status,
        answer.body.toString('utf8', 0, ANSWER_BYTES_MAX),
      );
      listener.onRefusal?.(error);
      throw error;
    }
    return replyOf(answer, `${method} ${path.split('?')[0]}`);
  }
  const port: HttpPort = {
    request,
    get: (path, options) => request('GET', path, options),
    post: (path, options) => request('POST', path, options),
    put: (path, options) => request('PUT', path, options),
    patch: (path, options) => request('PATCH', path, options),
    delete: (path, options) => request('DELETE', path, options),
    use: (headers) => void Object.assign(session.headers, lowerNames(headers)),
    cookie: (name) => session.cookies.value(name),
    mirror: (cookie, header) => void session.mirrored.set(cookie, header.toLowerCase()),
    submit: (path, fields, selector) => submitForm({ request, origin: session.origin }, path, fields, selector),
    until: (path, isReady, options) => until(() => request('GET', path, options), isReady, path, session.now),
  };
  return port;
}

/** As much of a refusal as somebody at a terminal reads. */
const ANSWER_BYTES_MAX = 20_000;

function replyOf(answer: HttpAnswer, asked: string): Reply {
  const { body, status } = answer;
  let text: string | undefined;
  const read = () => {
    text ??= body.toString('utf8');
    return text;
  };
  return {
    status,
    url: answer.path,
    headers: Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name, one(value) ?? ''])),
    get text() {
      return read();
    },
    get json() {
      try {
        return JSON.parse(read());
      } catch {
        throw new RefusedError(`${asked} was answered with ${status} and a body that is not JSON`, status);
      }
    },
  };
}

/** Adapters write paths; a full address of another origin would send an account's data elsewhere. */
function localPath(path: string): string {
  if (path.startsWith('/')) return sendable(path);
  throw new BrokenError(
    `The target file asked for "${path}". Expected a path that begins with "/": every request goes to the target's origin. Give the path alone.`,
  );
}

function withQuery(path: string, { query }: RequestOptions, onField: PortListener['onField']): string {
  if (query === undefined) return path;
  const pairs = pairsOf(query).map(([name, value]): [string, string] => [name, String(value)]);
  for (const [name, value] of pairs) onField?.(name, value);
  return `${path}${path.includes('?') ? '&' : '?'}${new URLSearchParams(pairs)}`;
}

function lowerNames(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
