import { type ClientHttp2Session, type ClientHttp2Stream, connect, constants } from 'node:http2';
import type { Exchange, ExchangeLimits, Watcher, WireRequest } from '../exchange.ts';
import type { Hold, Line, LineOptions, Unasked } from './line.ts';
import { Question } from './question.ts';

/** Headers that only HTTP/1.1 knows (RFC 9113 section 8.2.2). */
const CONNECTION_HEADERS = new Set([
  'connection',
  'host',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
  'proxy-connection',
]);

/** One HTTP/2 connection: every request a stream of its own, answered in any order. */
export class H2Line implements Line {
  readonly #options: LineOptions;
  readonly #url: URL;
  #session: ClientHttp2Session | undefined;
  #opening: Promise<ClientHttp2Session> | undefined;
  #asked = 0;

  constructor(options: LineOptions) {
    this.#options = options;
    this.#url = new URL(options.origin);
  }

  async ask(
    request: WireRequest,
    watcher: Watcher,
    limits: ExchangeLimits,
    _unasked: () => Unasked,
    hold?: Hold,
  ): Promise<Exchange> {
    const session = await this.#connected();
    const body = request.body === undefined ? undefined : Buffer.from(request.body);
    let stream: ClientHttp2Stream | undefined;
    const question = new Question(watcher, limits, this.#options.now, () => stream?.close(constants.NGHTTP2_CANCEL));
    stream = session.request(this.#headers(request), { endStream: body === undefined && hold === undefined });
    watch(stream, question);
    this.#asked += 1;
    const route = { localPort: session.socket?.localPort, socketUses: this.#asked };
    if (hold !== undefined) {
      if (body !== undefined && body.length > 1) stream.write(body.subarray(0, -1));
      await hold();
      if (!stream.destroyed) stream.end(body === undefined ? undefined : body.subarray(-1));
    } else if (body !== undefined) stream.end(body);
    question.sent({ ...route, ...(stream.id === undefined ? {} : { stream: stream.id }) }, hold !== undefined);
    return question.answer;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#session?.destroy();
    this.#session = undefined;
  }

  #headers({ method, path, headers }: WireRequest): Record<string, string | string[]> {
    const kept = Object.entries(headers).filter(([name]) => !CONNECTION_HEADERS.has(name.toLowerCase()));
    const lower = kept.map(([name, value]): [string, string | string[]] => [
      name.toLowerCase(),
      value.includes('\n') ? value.split('\n') : value,
    ]);
    return {
      ...Object.fromEntries(lower),
      ':method': method,
      ':path': path,
      ':scheme': this.#url.protocol.slice(0, -1),
      ':authority': this.#url.host,
    };
  }

  async #connected(): Promise<ClientHttp2Session> {
    if (this.#session !== undefined && !this.#session.closed && !this.#session.destroyed) return this.#session;
    this.#opening ??= this.#open().finally(() => {
      this.#opening = undefined;
    });
    return this.#opening;
  }

  #open(): Promise<ClientHttp2Session> {
    const { origin, insecureTls, connectTimeoutMs } = this.#options;
    return new Promise((resolve, reject) => {
      const session = connect(origin, { rejectUnauthorized: !insecureTls });
      const timer = setTimeout(
        () => session.destroy(new Error(`no HTTP/2 within ${connectTimeoutMs} ms`)),
        connectTimeoutMs,
      );
      session.on('error', reject);
      session.once('close', () => {
        clearTimeout(timer);
        reject(new Error('the target closed the connection'));
      });
      // The peer's own settings are the first thing that only an HTTP/2 server sends.
      session.once('remoteSettings', () => {
        clearTimeout(timer);
        this.#session = session;
        this.#asked = 0;
        resolve(session);
      });
    });
  }
}

function watch(stream: ClientHttp2Stream, question: Question): void {
  stream.on('response', ({ ':status': status = 0, ...headers }) =>
    question.head(Number(status), headers as Exchange['headers']),
  );
  stream.on('data', (chunk: Buffer) => question.data(chunk));
  stream.on('end', () => question.end());
  stream.on('error', (error) => question.broken(error));
  stream.on('close', () => question.broken(new Error('the target closed the stream')));
}

/** Whether a target speaks HTTP/2 at once: by ALPN, or over plain TCP by prior knowledge. */
export async function speaksH2(origin: string, insecureTls: boolean, timeoutMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const session = connect(origin, { rejectUnauthorized: !insecureTls });
    const end = (answer: boolean) => {
      clearTimeout(timer);
      session.destroy();
      resolve(answer);
    };
    const timer = setTimeout(() => end(false), timeoutMs);
    session.once('remoteSettings', () => end(true));
    session.on('error', () => end(false));
    session.once('close', () => end(false));
  });
}
