import type { Exchange, ExchangeLimits, Watcher, WireRequest } from '../exchange.ts';

/** Told of an answer that nobody had asked for. */
export interface Unasked extends Watcher {
  end(done: Exchange): void | Promise<void>;
}

/** Brings one request to the target, on whichever connection, and shows the answer while it arrives. */
export type Carrier = (
  request: WireRequest,
  watcher: Watcher,
  limits: ExchangeLimits,
  unasked: () => Unasked,
) => Promise<Exchange>;

/** Waits, once all but the last byte is sent, until that may go out. */
export type Hold = () => Promise<void>;

/** What a line needs to know. */
export interface LineOptions {
  readonly origin: string;
  readonly connectTimeoutMs: number;
  readonly insecureTls: boolean;
  /** Milliseconds on the run's monotonic clock. */
  readonly now: () => number;
  /** Several accounts use it on purpose: held requests then wait before their first byte, for bytes of two requests must not mix. */
  readonly isShared: boolean;
}

/** One connection to the target in our own hands, byte by byte. */
export interface Line extends AsyncDisposable {
  ask(
    request: WireRequest,
    watcher: Watcher,
    limits: ExchangeLimits,
    unasked: () => Unasked,
    hold?: Hold,
  ): Promise<Exchange>;
}
