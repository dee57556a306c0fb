import type { Dispatcher } from 'undici';
import { LimitError, UnansweredError } from '../model/errors.ts';
import type { Connection } from './connection.ts';
import type { Exchange, ExchangeLimits, Watcher } from './exchange.ts';
import { withStatusLine } from './status-line.ts';

/** Receives one answer, chunk by chunk, and cuts it where that is asked for or where it goes too far. */
export class Receiver implements Dispatcher.DispatchHandler {
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

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    received: Exchange['headers'],
    words?: string,
  ): void {
    if (status < 200) return;
    const headers = withStatusLine(received, status, words);
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
