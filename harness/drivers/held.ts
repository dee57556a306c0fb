import type { WireRequest } from './exchange.ts';
import type { Recording } from './recording.ts';

/** What a connection that is held open begins with. */
export interface Held {
  readonly wire: WireRequest;
  /** The request as a record may show it. */
  readonly shown: string;
  /** The watch over how it is answered. */
  readonly recording: Recording;
  /** Keeps the cookies that the answer set. */
  readonly keep: (setCookies: readonly string[]) => void;
}
