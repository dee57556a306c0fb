/** What is spoken on a WebSocket: what to offer, what to say, what needs an answer. */
export interface Speech {
  /** Subprotocols to offer. */
  readonly protocols: readonly string[];
  /** One is let in by a message, not by the open socket alone. */
  readonly hasGreeting?: true;
  /** The address to open, made from the one in the target file. */
  readonly address: (path: string) => string;
  /** What to send when the socket has opened with this subprotocol. */
  open(protocol: string): readonly string[];
  /** What to make of a message. */
  hear(text: string): Understood;
  /** A message of the target file as it goes out. */
  encode(message: unknown): string;
}

/** What a message means to the one who speaks. */
export interface Understood {
  readonly reply?: readonly string[];
  /** It belongs to the protocol; nothing was told by it. */
  readonly isBare?: true;
  /** From now on one is heard and hears. */
  readonly isReady?: true;
  /** Why one is not let in. */
  readonly refusal?: string;
}

/** Messages of the service's own: objects as JSON. */
export function plainSpeech(say: readonly unknown[]): Speech {
  const encode = (message: unknown) => (typeof message === 'string' ? message : JSON.stringify(message));
  return {
    protocols: [],
    address: (path) => path,
    open: () => say.map(encode),
    hear: () => ({}),
    encode,
  };
}

/** A list is several messages, unless it is one event of Socket.IO. */
export function listOf(say: unknown, speaks: string | undefined): readonly unknown[] {
  if (say === undefined) return [];
  if (!Array.isArray(say)) return [say];
  return speaks === 'socket.io' && !Array.isArray(say[0]) ? [say] : say;
}
