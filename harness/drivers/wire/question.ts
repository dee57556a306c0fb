import { LimitError, UnansweredError } from '../../model/errors.ts';
import type { Exchange, ExchangeLimits, Watcher } from '../exchange.ts';

/** Where a question went: its socket, which question of that socket it is, and its HTTP/2 stream. */
export interface Route {
  readonly localPort: number | undefined;
  readonly socketUses: number;
  readonly stream?: number;
}

/** One request that was sent and is waiting for its answer. */
export class Question {
  readonly answer: Promise<Exchange>;
  readonly #watcher: Watcher;
  readonly #limits: ExchangeLimits;
  readonly #now: () => number;
  readonly #abandon: () => void;
  readonly #timer: NodeJS.Timeout;
  #cutTimer: NodeJS.Timeout | undefined;
  #resolve!: (exchange: Exchange) => void;
  #reject!: (error: Error) => void;
  #isOver = false;
  #route: Route = { localPort: undefined, socketUses: 0 };
  #isHeld = false;
  #status = 0;
  #headers: Exchange['headers'] = {};
  #socketAnswers: number | undefined;
  #sentMs: number;
  #firstByteMs = 0;
  #bytes = 0;
  #cut: { readonly bytes: number; readonly ms: number } | undefined;

  /** `abandon` ends what carries the question: the socket, or the stream. */
  constructor(watcher: Watcher, limits: ExchangeLimits, now: () => number, abandon: () => void) {
    this.#watcher = watcher;
    this.#limits = limits;
    this.#now = now;
    this.#abandon = abandon;
    this.#sentMs = now();
    this.answer = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    // Nobody listens while the request is still being held; the error is delivered when it is awaited.
    this.answer.catch(() => {});
    this.#timer = setTimeout(() => this.#expire(), limits.exchangeTimeoutMs);
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** Its last byte went out. */
  sent(route: Route, isHeld: boolean): void {
    this.#route = route;
    this.#isHeld = isHeld;
    this.#sentMs = this.#now();
    const { cutAfterMs } = this.#limits;
    if (cutAfterMs !== undefined && !this.#isOver) this.#cutTimer = setTimeout(() => this.cut(), cutAfterMs);
  }

  /** The head of its answer, the nth of its socket. */
  head(status: number, headers: Exchange['headers'], nth?: number): void {
    if (this.#isOver) return;
    this.#firstByteMs = this.#now();
    this.#status = status;
    this.#headers = headers;
    this.#socketAnswers = nth;
    this.#watcher.onHead(status, headers);
    if (this.#limits.cutAfterBytes === 0) this.cut();
  }

  data(chunk: Buffer): void {
    if (this.#isOver) return;
    this.#bytes += chunk.length;
    this.#watcher.onChunk(chunk);
    const { cutAfterBytes, bodyBytesMax } = this.#limits;
    if (cutAfterBytes !== undefined && this.#bytes >= cutAfterBytes) this.cut();
    else if (this.#bytes > bodyBytesMax)
      this.#giveUp(new LimitError(`the body is longer than the ${bodyBytesMax} bytes that are read of one`));
  }

  end(): void {
    this.#finish(undefined);
  }

  /** The connection was lost; a head that had come is still an answer. */
  broken(error: Error): void {
    if (this.#isOver) return;
    if (this.#status > 0) this.#finish(error);
    else this.#fail(error);
  }

  cut(): void {
    if (this.#isOver) return;
    this.#cut = { bytes: this.#bytes, ms: this.#now() - this.#sentMs };
    this.#finish(undefined);
    this.#abandon();
  }

  #expire(): void {
    this.#giveUp(new UnansweredError(`no complete answer within ${this.#limits.exchangeTimeoutMs} ms`));
  }

  #giveUp(error: Error): void {
    this.broken(error);
    this.#abandon();
  }

  #fail(error: Error): void {
    this.#close();
    this.#reject(error);
  }

  #close(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#cutTimer);
  }

  #finish(broken: Error | undefined): void {
    if (this.#isOver) return;
    this.#close();
    const { stream } = this.#route;
    this.#resolve({
      status: this.#status,
      headers: this.#headers,
      localPort: this.#route.localPort,
      socketUses: this.#route.socketUses,
      ...(this.#socketAnswers === undefined ? {} : { socketAnswers: this.#socketAnswers }),
      ...(stream === undefined ? {} : { stream }),
      ...(this.#isHeld ? { held: true } : {}),
      sentMs: this.#sentMs,
      firstByteMs: this.#firstByteMs,
      lastByteMs: this.#now(),
      bytes: this.#bytes,
      cutAtBytes: this.#cut?.bytes,
      ...(this.#cut === undefined ? {} : { cutAtMs: this.#cut.ms }),
      broken,
    });
  }
}
