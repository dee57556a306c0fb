import type { Dispatcher } from 'undici';
import type { Connection } from './connection.ts';
import { Receiver } from './receiver.ts';

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
