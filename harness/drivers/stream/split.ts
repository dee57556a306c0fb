/** Cuts a stream into its messages: events (WHATWG HTML, server-sent events) or lines; anything else is one message, at its end. */
export class Split {
  readonly #between: readonly string[];
  readonly #onMessage: (bytes: Buffer) => void;
  #held: Buffer = Buffer.alloc(0);

  constructor(contentType: string, onMessage: (bytes: Buffer) => void) {
    this.#between = separators(contentType);
    this.#onMessage = onMessage;
  }

  push(chunk: Buffer): void {
    this.#held = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk]);
    for (let end = this.#nextEnd(); end > 0; end = this.#nextEnd()) {
      this.#onMessage(this.#held.subarray(0, end));
      this.#held = this.#held.subarray(end);
    }
    if (this.#held.length > MESSAGE_BYTES_MAX) this.end();
  }

  /** Nothing more comes: the rest is a message, too. */
  end(): void {
    if (this.#held.length > 0) this.#onMessage(this.#held);
    this.#held = Buffer.alloc(0);
  }

  #nextEnd(): number {
    const ends = this.#between.flatMap((separator) => {
      const at = this.#held.indexOf(separator);
      return at < 0 ? [] : [at + separator.length];
    });
    return ends.length === 0 ? 0 : Math.min(...ends);
  }
}

/** A longer message is looked at in pieces. */
const MESSAGE_BYTES_MAX = 4_000_000;

function separators(contentType: string): readonly string[] {
  if (/event-stream/i.test(contentType)) return ['\n\n', '\r\n\r\n', '\r\r'];
  if (/ndjson|jsonl|json-seq|stream\+json/i.test(contentType)) return ['\n'];
  return [];
}
