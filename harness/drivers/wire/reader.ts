import type { Exchange } from '../exchange.ts';
import { withStatusLine } from '../status-line.ts';

type Headers = Record<string, string | string[]>;

/** Whom the reader tells what it reads. */
export interface ReaderEvents {
  /** An answer begins; tells whether it has no body, whatever its head says (an answer to HEAD). */
  onHead(status: number, headers: Exchange['headers']): { readonly isBodiless: boolean };
  onBody(chunk: Buffer): void;
  onEnd(): void;
}

const HEAD_BYTES_MAX = 256_000;

/** Reads HTTP/1.1 answers, one after the other, from the bytes of one socket (RFC 9112); throws what cannot be one. */
export class Reader {
  readonly #events: ReaderEvents;
  #rest: Buffer = Buffer.alloc(0);
  #state: 'head' | 'length' | 'chunk-size' | 'chunk' | 'chunk-end' | 'trailer' | 'until-close' = 'head';
  #left = 0;

  constructor(events: ReaderEvents) {
    this.#events = events;
  }

  /** Whether an answer has begun and not ended. */
  get isInside(): boolean {
    return this.#state !== 'head' || this.#rest.length > 0;
  }

  push(chunk: Buffer): void {
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    while (this.#rest.length > 0 && this.#step()) {
      // Each step takes what it understands from the front.
    }
  }

  /** The socket ended: the end of an answer that has no length; says whether all was whole. */
  finish(): boolean {
    if (this.#state !== 'until-close') return !this.isInside;
    this.#state = 'head';
    this.#events.onEnd();
    return true;
  }

  #step(): boolean {
    switch (this.#state) {
      case 'head':
        return this.#readHead();
      case 'length':
      case 'chunk':
        return this.#readCounted();
      case 'chunk-size':
        return this.#readChunkSize();
      case 'chunk-end':
      case 'trailer':
        return this.#readLineEnd();
      case 'until-close':
        this.#events.onBody(this.#take(this.#rest.length));
        return true;
    }
  }

  #readHead(): boolean {
    const end = this.#rest.indexOf('\r\n\r\n');
    if (end < 0) {
      if (this.#rest.length > HEAD_BYTES_MAX) throw new Error('the head of an answer does not end');
      return false;
    }
    const [first = '', ...lines] = this.#take(end + 4)
      .toString('latin1')
      .slice(0, -4)
      .split('\r\n');
    const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(first)?.[1]);
    if (Number.isNaN(status)) throw new Error('the target sent something that is no HTTP/1.1 answer');
    if (status < 200 && status !== 101) return true;
    const headers = parsed(lines);
    // RFC 9112 section 9.3: before 1.1 a connection lasts only where both sides say so.
    if (first.startsWith('HTTP/1.0')) headers.connection ??= 'close';
    const { isBodiless } = this.#events.onHead(status, withStatusLine(headers, status, first.slice(13)));
    this.#begin(headers, isBodiless || status === 204 || status === 304);
    return true;
  }

  #begin(headers: Headers, isEmpty: boolean): void {
    const length = Number([headers['content-length']].flat()[0]);
    if (isEmpty) this.#end();
    else if (/\bchunked\b/i.test(String(headers['transfer-encoding'] ?? ''))) this.#state = 'chunk-size';
    else if (Number.isNaN(length)) this.#state = 'until-close';
    else {
      this.#left = length;
      this.#state = 'length';
      if (length === 0) this.#end();
    }
  }

  #readCounted(): boolean {
    const part = this.#take(Math.min(this.#left, this.#rest.length));
    this.#left -= part.length;
    this.#events.onBody(part);
    if (this.#left > 0) return true;
    if (this.#state === 'chunk') this.#state = 'chunk-end';
    else this.#end();
    return true;
  }

  #readChunkSize(): boolean {
    const line = this.#line();
    if (line === undefined) return false;
    this.#left = Number.parseInt(line, 16);
    if (Number.isNaN(this.#left)) throw new Error('the target sent a chunk without a size');
    this.#state = this.#left === 0 ? 'trailer' : 'chunk';
    return true;
  }

  #readLineEnd(): boolean {
    const line = this.#line();
    if (line === undefined) return false;
    if (this.#state === 'chunk-end') this.#state = 'chunk-size';
    else if (line === '') this.#end();
    return true;
  }

  #end(): void {
    this.#state = 'head';
    this.#events.onEnd();
  }

  #line(): string | undefined {
    const end = this.#rest.indexOf('\r\n');
    return end < 0
      ? undefined
      : this.#take(end + 2)
          .toString('latin1')
          .slice(0, -2);
  }

  #take(bytes: number): Buffer {
    const taken = this.#rest.subarray(0, bytes);
    this.#rest = this.#rest.subarray(bytes);
    return taken;
  }
}

function parsed(lines: readonly string[]): Headers {
  const headers: Headers = {};
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon < 1) continue;
    const name = line.slice(0, colon).toLowerCase();
    const value = line.slice(colon + 1).trim();
    const known = headers[name];
    headers[name] = known === undefined ? value : [...(Array.isArray(known) ? known : [known]), value];
  }
  return headers;
}
