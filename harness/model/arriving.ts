import type { Path, Tools } from './target.ts';

/** Ways to look at what comes by itself. */
export interface Arriving {
  /** A stream of server-sent events; with `json` it is asked for by POST. */
  readonly events?: Path;
  /** A WebSocket. */
  readonly socket?: Path;
  /** What is spoken on the socket, beside plain messages: GraphQL (`graphql-transport-ws`, or its forerunner) or Socket.IO. */
  readonly speaks?: 'graphql' | 'socket.io';
  /**
   * What is said once the socket is open: a message or a list of them, objects as JSON. For GraphQL the subscription, `{ query, variables }`
   * or its text; for Socket.IO an event or a list of them, each a list itself: `['join', 7]`.
   */
  readonly say?: Said;
  /** How the account signs out on the open socket, after which another may `say` who it is there. */
  readonly bye?: Said;
  /** What goes along with opening: the payload of GraphQL's `connection_init`, the `auth` of Socket.IO. */
  readonly auth?: Said;
  /** Mail to the account: all of it, or that whose subject matches. */
  readonly mail?: true | RegExp;
  /** What is posted to `account.webhook`: all of it, or what matches in path or body. */
  readonly webhook?: true | RegExp;
  /** What makes it come, where creating what it `shows` does not: asking for a new password, printing a label. */
  readonly ask?: (tools: Tools) => Promise<unknown>;
}

/** Something to say, or how to make it from the account and the thing it is about. */
export type Said = string | readonly unknown[] | { readonly [key: string]: unknown } | ((tools: Tools) => unknown);

/** A mail as it was delivered. */
export interface Delivered {
  /** Recipients on the envelope (RCPT TO). */
  readonly to: readonly string[];
  /** The mail itself, RFC 5322. */
  readonly raw: Uint8Array;
}

/** An SMTP server that takes everything and passes it on to whoever listens. */
export interface MailSink extends AsyncDisposable {
  readonly port: number;
  /** `smtp://127.0.0.1:2525`, for the service's settings. */
  readonly url: string;
  /** Returns the way to stop listening. */
  listen(onMail: (mail: Delivered) => void): () => void;
}

/** Where a service's mail arrives: a port of this machine on which the run opens a sink, an open one, or a function that reads a mailbox. */
export type Post =
  | { readonly sink: number | MailSink }
  /** Gives every mail in the account's mailbox, as text or bytes of RFC 5322; asked again until what is waited for is there. */
  | { readonly read: (tools: Pick<Tools, 'account'>) => Promise<readonly (string | Uint8Array)[]> };

/** A mail as an adapter may see it, after it was recorded. */
export interface Letter {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Every address in it, in order. */
  readonly links: readonly string[];
  /** The path of the first link (that matches), for `http.get`; refuses when there is none. */
  link(which?: RegExp): string;
}

/** An account's mailbox, for adapters that follow a link: confirmation, invitation, magic link. */
export interface MailPort {
  /** The oldest mail that nobody took yet (and whose subject matches); waits for it up to a limit. */
  next(subject?: RegExp): Promise<Letter>;
}
