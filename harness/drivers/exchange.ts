import type { Dispatcher } from 'undici';
import { LimitError, UnansweredError } from '../model/errors.ts';
import type { Connection } from './connection.ts';

/** A request as it goes on the wire. */
export interface WireRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body?: string | Uint8Array;
}

/** What came back, as it came. */
export interface Exchange {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly localPort: number | undefined;
  readonly socketUses: number;
  readonly sentMs: number;
  readonly firstByteMs: number;
  readonly lastByteMs: number;
  readonly bytes: number;
  /** Which answer of its socket it was. */
  readonly socketAnswers?: number;
  /** HTTP/2 stream. */
  readonly stream?: number;
  /** Its last byte was released together with others'. */
  readonly held?: boolean;
  /** Nobody had asked for it. */
  readonly unasked?: boolean;
  /** Bytes that had arrived when the harness cut it on purpose. */
  readonly cutAtBytes: number | undefined;
  /** Milliseconds from sending to that cut. */
  readonly cutAtMs?: number;
  /** What went wrong after the head had come; the part before it was still seen. */
  readonly broken: Error | undefined;
}

/** Who looks at an answer while it arrives. */
export interface Watcher {
  onHead(status: number, headers: Exchange['headers']): void;
  onChunk(chunk: Buffer): void;
}

/** How far an exchange may go. */
export interface ExchangeLimits {
  /** Longest time for the whole exchange, in milliseconds. */
  readonly exchangeTimeoutMs: number;
  /** Most bytes of a body that are read. */
  readonly bodyBytesMax: number;
  /** Cut on purpose once this many bytes of the body have come. */
  readonly cutAfterBytes?: number;
  /** Cut on purpose so long after it was sent, in milliseconds, whatever has come. */
  readonly cutAfterMs?: number;
  /** Say at once that nothing more will be sent, and go on reading; only where the line is in our own hands. */
  readonly halfClose?: boolean;
}

/** Sends one request and shows the answer to the watcher chunk by chunk; rejects only when no head came. `onOver` is called in either case. */
export function exchange(
  connection: Connection,
  request: WireRequest,
  watcher: Watcher,
  limits: ExchangeLimits,
  now: () => number,
  onOver: () => void,
): Promise<Exchange> {
  return new Promise((resolve, reject) => {
    const handler = new Receiver(connection, watcher, limits, now, onOver, resolve, reject);
    connection.client.dispatch(
      {
        method: request.method as Dispatcher.HttpMethod,
        path: request.path,
        headers: request.headers,
        body: request.body ?? null,
      },
      handler,
    );
  });
}

class Receiver implements Dispatcher.DispatchHandler {
  readonly #connection: Connection;
  readonly #watcher: Watcher;
  readonly #limits: ExchangeLimits;
  readonly #now: () => number;
  readonly #onOver: () => void;
  readonly #resolve: (exchange: Exchange) => void;
  readonly #reject: (error: Error) => void;
  #controller: Dispatcher.DispatchController | undefined;
  #status = 0;
  #headers: Exchange['headers'] = {};
  #sentMs: number;
  #firstByteMs = 0;
  #bytes = 0;
  #uses = 0;
  #localPort: number | undefined;
  #cutAtBytes: number | undefined;
  readonly #timer: NodeJS.Timeout;
  #cutTimer: NodeJS.Timeout | undefined;
  #isOver = false;

  constructor(
    connection: Connection,
    watcher: Watcher,
    limits: ExchangeLimits,
    now: () => number,
    onOver: () => void,
    resolve: (exchange: Exchange) => void,
    reject: (error: Error) => void,
  ) {
    this.#connection = connection;
    this.#watcher = watcher;
    this.#limits = limits;
    this.#now = now;
    this.#onOver = onOver;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#sentMs = now();
    this.#timer = setTimeout(() => this.#expire(), limits.exchangeTimeoutMs);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    this.#sentMs = this.#now();
    this.#uses = this.#connection.use();
    this.#localPort = this.#connection.localPort();
    const { cutAfterMs } = this.#limits;
    if (cutAfterMs !== undefined) this.#cutTimer = setTimeout(() => this.#cut(), cutAfterMs);
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: Exchange['headers']): void {
    if (status < 200) return;
    this.#firstByteMs = this.#now();
    this.#status = status;
    this.#headers = headers;
    this.#watcher.onHead(status, headers);
    if (this.#limits.cutAfterBytes === 0) this.#cut();
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytes += chunk.length;
    this.#watcher.onChunk(chunk);
    const { cutAfterBytes, bodyBytesMax } = this.#limits;
    if (cutAfterBytes !== undefined && this.#bytes >= cutAfterBytes) this.#cut();
    else if (this.#bytes > bodyBytesMax) {
      this.#controller?.abort(new LimitError(`the body is longer than the ${bodyBytesMax} bytes that are read of one`));
    }
  }

  onResponseEnd(): void {
    this.#finish(undefined);
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    if (this.#status === 0 && this.#cutAtBytes === undefined) {
      this.#end();
      this.#reject(error);
    } else this.#finish(this.#cutAtBytes === undefined ? error : undefined);
  }

  #cut(): void {
    this.#cutAtBytes = this.#bytes;
    this.#controller?.abort(new UnansweredError('cut on purpose'));
  }

  #expire(): void {
    const error = new UnansweredError(`no complete answer within ${this.#limits.exchangeTimeoutMs} ms`);
    if (this.#controller !== undefined) this.#controller.abort(error);
    else {
      this.#end();
      this.#reject(error);
    }
  }

  #end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    clearTimeout(this.#timer);
    if (this.#cutTimer !== undefined) clearTimeout(this.#cutTimer);
    this.#onOver();
  }

  #finish(broken: Error | undefined): void {
    this.#end();
    const lastByteMs = this.#now();
    this.#resolve({
      status: this.#status,
      headers: this.#headers,
      localPort: this.#localPort,
      socketUses: this.#uses,
      sentMs: this.#sentMs,
      firstByteMs: this.#firstByteMs,
      lastByteMs,
      bytes: this.#bytes,
      cutAtBytes: this.#cutAtBytes,
      ...(this.#cutAtBytes === undefined ? NOT_CUT : { cutAtMs: lastByteMs - this.#sentMs }),
      broken,
    });
  }
}

const NOT_CUT = {};
