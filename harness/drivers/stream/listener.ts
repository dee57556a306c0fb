import type { Exchange } from '../exchange.ts';
import type { Held } from '../held.ts';

/** A connection that is held open: what comes on it by itself is looked through as it comes. */
export interface Listener extends AsyncDisposable {
  /** Settles once it was answered, yes or no; a server may keep its answer until there is something to tell. */
  readonly answered: Promise<Answered>;
  readonly isOpen: () => boolean;
  readonly localPort: () => number | undefined;
  /** Identifier of the last event, for a listener that comes back. */
  readonly lastId: () => string | undefined;
  /** Says something on it; does nothing where nobody can. */
  say(messages: readonly unknown[]): readonly string[];
}

/** How the opening was answered. */
export interface Answered {
  /** 0 when it was not. */
  readonly status: number;
  readonly because?: string;
}

/** The opening of a connection as an exchange without a body, for a recording. */
export function openingOf(
  status: number,
  headers: Exchange['headers'],
  localPort: number | undefined,
  [sentMs, nowMs]: readonly [number, number],
): Exchange {
  return {
    status,
    headers,
    localPort,
    socketUses: 1,
    sentMs,
    firstByteMs: nowMs,
    lastByteMs: nowMs,
    bytes: 0,
    cutAtBytes: undefined,
    broken: undefined,
  };
}

/** Keeps the cookies of an answer. */
export function keepCookies(held: Held, headers: Exchange['headers']): void {
  const lines = headers['set-cookie'];
  if (lines !== undefined) held.keep(typeof lines === 'string' ? [lines] : lines);
}
