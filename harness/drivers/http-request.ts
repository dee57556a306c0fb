import type { Exchange } from './exchange.ts';

/** A request before the session adds its cookies and headers. */
export interface HttpRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Follow redirects within the origin. Default true. */
  readonly follow?: boolean;
  /** Keep the body for an adapter. Default false. */
  readonly keep?: boolean;
  /** Cut the exchange once this many bytes of the body have come. */
  readonly cutAfterBytes?: number;
  /** Cut it so long after it was sent, in milliseconds. */
  readonly cutAfterMs?: number;
  /** Say at once that nothing more will be sent. */
  readonly halfClose?: boolean;
}

/** An answer after it was recorded; `body` is empty unless it was asked to be kept. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Exchange['headers'];
  readonly body: Buffer;
  /** Path and query that was answered, after redirects. */
  readonly path: string;
  /** The harness cut it on purpose: what it would have said is not known. */
  readonly isCut: boolean;
}
