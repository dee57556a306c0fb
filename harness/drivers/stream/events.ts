import { createGunzip, type Gunzip } from 'node:zlib';
import type { Heap } from '../arrivals.ts';
import { createConnection } from '../connection.ts';
import { exchange, type Watcher } from '../exchange.ts';
import { one } from '../facts.ts';
import type { Held } from '../held.ts';
import type { Surroundings } from '../session.ts';
import { type Answered, keepCookies, type Listener, openingOf } from './listener.ts';
import { Split } from './split.ts';

/** Listens to server-sent events, or to whatever else an answer without an end brings. */
export function listenToEvents(world: Surroundings, held: Held, arrivals: Heap): Listener {
  const { connectTimeoutMs, bodyBytesMax } = world.limits;
  const connection = createConnection(world.origin, {
    connectTimeoutMs,
    headersTimeoutMs: 0,
    bodyTimeoutMs: 0,
    insecureTls: world.insecureTls,
  });
  const watch = new Watch(world, held, arrivals, connection.localPort);
  const limits = { exchangeTimeoutMs: HOLD_MS_MAX, bodyBytesMax };
  void exchange(connection, held.wire, watch, limits, world.now, () => {}).then(
    (done) => watch.over(done.broken),
    (error: Error) => watch.over(error),
  );
  return {
    answered: watch.answered,
    isOpen: () => watch.isOpen,
    localPort: connection.localPort,
    lastId: () => watch.lastId,
    say: () => [],
    [Symbol.asyncDispose]: () => connection.client.destroy(),
  };
}

/** Longest time that anybody listens, in milliseconds. */
const HOLD_MS_MAX = 600_000;

class Watch implements Watcher {
  isOpen = true;
  lastId: string | undefined;
  readonly answered: Promise<Answered>;
  readonly #world: Surroundings;
  readonly #held: Held;
  readonly #arrivals: Heap;
  readonly #localPort: () => number | undefined;
  readonly #sentMs: number;
  #answer!: (answered: Answered) => void;
  #split: Split | undefined;
  #gunzip: Gunzip | undefined;
  #refusal: { readonly status: number; readonly headers: Parameters<Watcher['onHead']>[1] } | undefined;
  #number = 0;

  constructor(world: Surroundings, held: Held, arrivals: Heap, localPort: () => number | undefined) {
    this.#world = world;
    this.#held = held;
    this.#arrivals = arrivals;
    this.#localPort = localPort;
    this.#sentMs = world.now();
    this.answered = new Promise((resolve) => {
      this.#answer = resolve;
    });
  }

  onHead(status: number, headers: Parameters<Watcher['onHead']>[1]): void {
    const { recording } = this.#held;
    keepCookies(this.#held, headers);
    recording.onHead(status, headers);
    if (status >= 300) {
      this.#refusal = { status, headers };
      return;
    }
    this.#end(status, headers);
    this.#split = new Split(one(headers['content-type']) ?? '', (bytes) => this.#message(bytes));
    if (/gzip/i.test(one(headers['content-encoding']) ?? '')) this.#gunzip = this.#unzipping();
    this.#answer({ status });
  }

  onChunk(chunk: Buffer): void {
    if (this.#refusal !== undefined) this.#held.recording.onChunk(chunk);
    else if (this.#gunzip !== undefined) this.#gunzip.write(chunk);
    else this.#split?.push(chunk);
  }

  over(error: Error | undefined): void {
    this.isOpen = false;
    this.#split?.end();
    const { status = 0, headers = {} } = this.#refusal ?? {};
    if (this.#refusal !== undefined) this.#end(status, headers);
    this.#answer({ status, because: error?.message ?? `it was answered with ${status}` });
  }

  #end(status: number, headers: Parameters<Watcher['onHead']>[1]): void {
    void this.#held.recording.end(openingOf(status, headers, this.#localPort(), [this.#sentMs, this.#world.now()]));
  }

  #message(bytes: Buffer): void {
    const text = bytes.toString();
    this.lastId = /^id: ?(.*)$/m.exec(text)?.[1]?.trim() || this.lastId;
    const isBare = /^(:|retry:|\s*$)/.test(text) && !/^data:/m.test(text);
    if (!isBare) this.#number += 1;
    this.#arrivals.add({
      bytes,
      contentType: 'text/event-stream',
      name: `event ${this.#number}`,
      request: this.#held.shown,
      ...(isBare ? { isBare } : {}),
    });
  }

  #unzipping(): Gunzip {
    const gunzip = createGunzip();
    gunzip.on('data', (chunk: Buffer) => this.#split?.push(chunk));
    gunzip.on('error', () => {
      this.isOpen = false;
    });
    return gunzip;
  }
}
