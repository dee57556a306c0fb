import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Exchange, ExchangeLimits, Watcher, WireRequest } from '../exchange.ts';
import { bytesOf } from './bytes.ts';
import type { Hold, Line, LineOptions, Unasked } from './line.ts';
import { Question } from './question.ts';
import { Reader } from './reader.ts';

/** One HTTP/1.1 socket: requests go out in the order asked, without waiting for answers; an answer nobody asked for is recorded too. */
export class H1Line implements Line {
  readonly #options: LineOptions;
  readonly #url: URL;
  #wire: Wire | undefined;
  #opening: Promise<Wire> | undefined;

  constructor(options: LineOptions) {
    this.#options = options;
    this.#url = new URL(options.origin);
  }

  async ask(
    request: WireRequest,
    watcher: Watcher,
    limits: ExchangeLimits,
    unasked: () => Unasked,
    hold?: Hold,
  ): Promise<Exchange> {
    const { isShared, now } = this.#options;
    const bytes = bytesOf(request, this.#url.host);
    if (hold !== undefined && isShared) await hold();
    const wire = await this.#connected();
    const question = new Question(watcher, limits, now, () => wire.socket.destroy());
    wire.unasked = unasked;
    wire.waiting.push({ question, isHead: request.method === 'HEAD' });
    wire.asked += 1;
    const route = { localPort: wire.socket.localPort, socketUses: wire.asked };
    if (hold === undefined || isShared) wire.socket.write(bytes);
    else {
      wire.socket.write(bytes.subarray(0, -1));
      await hold();
      wire.socket.write(bytes.subarray(-1));
    }
    if (limits.halfClose === true) wire.socket.end();
    question.sent(route, hold !== undefined);
    return question.answer;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#wire?.socket.destroy();
    this.#wire = undefined;
  }

  async #connected(): Promise<Wire> {
    if (this.#wire !== undefined && (this.#wire.isClosing || !this.#wire.socket.writable)) this.#wire = undefined;
    if (this.#wire !== undefined) return this.#wire;
    this.#opening ??= this.#open().finally(() => {
      this.#opening = undefined;
    });
    return this.#opening;
  }

  async #open(): Promise<Wire> {
    const socket = await opened(this.#url, this.#options);
    this.#wire = new Wire(socket, this.#options.now);
    return this.#wire;
  }
}

interface Waiting {
  readonly question: Question;
  readonly isHead: boolean;
}

/** The life of one socket: questions in order, answers in order. */
class Wire {
  readonly socket: Socket;
  readonly waiting: Waiting[] = [];
  asked = 0;
  /** The target said that it answers nothing more here. */
  isClosing = false;
  unasked: (() => Unasked) | undefined;
  #answered = 0;
  #stray: { readonly question: Question; readonly watcher: Unasked } | undefined;

  constructor(socket: Socket, now: () => number) {
    this.socket = socket;
    const reader = new Reader({
      onHead: (status, headers) => {
        this.#answered += 1;
        const first = this.waiting[0];
        if (first === undefined) this.#stray = this.#strayOf(now);
        (first?.question ?? this.#stray?.question)?.head(status, headers, this.#answered);
        this.isClosing ||= /\bclose\b/i.test(String(headers.connection ?? ''));
        return { isBodiless: first?.isHead ?? false };
      },
      onBody: (chunk) => (this.#stray?.question ?? this.waiting[0]?.question)?.data(chunk),
      onEnd: () => this.#end(),
    });
    socket.on('data', (chunk: Buffer) => {
      try {
        reader.push(chunk);
      } catch (error) {
        this.#break(error as Error);
        socket.destroy();
      }
    });
    socket.on('error', (error) => this.#break(error));
    socket.on('end', () => {
      reader.finish();
      socket.end();
    });
    socket.on('close', () => {
      reader.finish();
      this.#break(closed());
    });
  }

  /** RFC 9112 section 9.6: after an answer that says `close` a client closes too; some targets wait for that. */
  #leave(): void {
    this.#break(closed());
    this.socket.end();
  }

  #end(): void {
    if (this.#stray === undefined) {
      this.waiting.shift()?.question.end();
      if (this.isClosing) this.#leave();
      return;
    }
    const { question, watcher } = this.#stray;
    this.#stray = undefined;
    question.end();
    question.answer.then((done) => watcher.end({ ...done, unasked: true })).catch(() => {});
  }

  #strayOf(now: () => number) {
    const watcher = this.unasked?.();
    if (watcher === undefined) return undefined;
    const question = new Question(watcher, STRAY_LIMITS, now, () => this.socket.destroy());
    question.sent({ localPort: this.socket.localPort, socketUses: this.asked }, false);
    return { question, watcher };
  }

  #break(error: Error): void {
    for (const { question } of this.waiting.splice(0)) question.broken(error);
    this.#stray?.question.broken(error);
  }
}

function closed(): Error {
  return Object.assign(new Error('the target closed the connection'), { code: 'UND_ERR_SOCKET' });
}

const STRAY_LIMITS: ExchangeLimits = { exchangeTimeoutMs: 5_000, bodyBytesMax: 10_000_000 };

function opened(url: URL, { connectTimeoutMs, insecureTls }: LineOptions): Promise<Socket> {
  const isTls = url.protocol === 'https:';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = Number(url.port || (isTls ? 443 : 80));
  return new Promise((resolve, reject) => {
    const socket = isTls
      ? connectTls({
          host,
          port,
          rejectUnauthorized: !insecureTls,
          ALPNProtocols: ['http/1.1'],
          ...(/[a-z]/i.test(host) ? { servername: host } : {}),
        })
      : connect({ host, port, allowHalfOpen: true });
    socket.setNoDelay(true);
    socket.setTimeout(connectTimeoutMs, () => socket.destroy(new Error(`no connection within ${connectTimeoutMs} ms`)));
    socket.once('error', reject);
    socket.once(isTls ? 'secureConnect' : 'connect', () => {
      socket.setTimeout(0);
      socket.off('error', reject);
      resolve(socket);
    });
  });
}
