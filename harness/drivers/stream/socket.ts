import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import WebSocket, { type RawData } from 'ws';
import type { Heap } from '../arrivals.ts';
import type { Held } from '../held.ts';
import type { Surroundings } from '../session.ts';
import { type Answered, keepCookies, type Listener, openingOf } from './listener.ts';
import type { Speech } from './speech.ts';

/** Listens on a WebSocket (RFC 6455), speaking what the service speaks. */
export function listenToSocket(world: Surroundings, held: Held, arrivals: Heap, speech: Speech): Listener {
  const { accept: _accept, ...headers } = held.wire.headers;
  const socket = new WebSocket(
    world.origin.replace(/^http/, 'ws') + speech.address(held.wire.path),
    [...speech.protocols],
    {
      headers,
      origin: world.origin,
      rejectUnauthorized: !world.insecureTls,
      handshakeTimeout: world.limits.connectTimeoutMs,
      maxPayload: world.limits.keptBytesMax,
    },
  );
  const talk = new Talk(world, held, arrivals, speech, socket);
  return {
    answered: talk.answered,
    isOpen: () => socket.readyState === WebSocket.OPEN,
    localPort: () => talk.localPort,
    lastId: () => undefined,
    say: (messages) => talk.say(messages),
    async [Symbol.asyncDispose]() {
      socket.terminate();
    },
  };
}

class Talk {
  localPort: number | undefined;
  readonly answered: Promise<Answered>;
  readonly #world: Surroundings;
  readonly #held: Held;
  readonly #arrivals: Heap;
  readonly #speech: Speech;
  readonly #socket: WebSocket;
  readonly #sentMs: number;
  #answer!: (answered: Answered) => void;
  #number = 0;

  constructor(world: Surroundings, held: Held, arrivals: Heap, speech: Speech, socket: WebSocket) {
    this.#world = world;
    this.#held = held;
    this.#arrivals = arrivals;
    this.#speech = speech;
    this.#socket = socket;
    this.#sentMs = world.now();
    this.answered = new Promise((resolve) => {
      this.#answer = resolve;
    });
    socket.on('upgrade', (response) => this.#head(response));
    socket.on('unexpected-response', (_request, response) => this.#refused(response));
    socket.on('open', () => this.#opened());
    socket.on('message', (data) => this.#message(bytesOf(data)));
    socket.on('error', (error) => this.#answer({ status: 0, because: error.message }));
    socket.on('close', (code) => this.#answer({ status: 0, because: `it was closed with code ${code}` }));
  }

  say(messages: readonly unknown[]): readonly string[] {
    const texts = messages.map((message) => this.#speech.encode(message));
    this.#send(texts);
    return texts;
  }

  #head({ statusCode = 0, headers, socket }: IncomingMessage): void {
    this.localPort = (socket as Socket).localPort;
    keepCookies(this.#held, headers);
    this.#held.recording.onHead(statusCode, headers);
    if (statusCode === 101) this.#end(statusCode, headers);
  }

  #refused(response: IncomingMessage): void {
    const { statusCode = 0, headers } = response;
    this.#head(response);
    response.on('data', (chunk: Buffer) => this.#held.recording.onChunk(chunk));
    response.on('close', () => {
      this.#end(statusCode, headers);
      this.#answer({ status: statusCode, because: `it was answered with ${statusCode}` });
    });
  }

  #end(status: number, headers: IncomingMessage['headers']): void {
    void this.#held.recording.end(openingOf(status, headers, this.localPort, [this.#sentMs, this.#world.now()]));
  }

  #opened(): void {
    this.#send(this.#speech.open(this.#socket.protocol));
    // Where the protocol has no greeting of its own, whoever is connected is in.
    if (this.#speech.hasGreeting !== true) this.#answer({ status: 101 });
  }

  #message(bytes: Buffer): void {
    const { reply = [], isBare, isReady, refusal } = this.#speech.hear(bytes.toString());
    if (isBare !== true) this.#number += 1;
    this.#arrivals.add({
      bytes,
      name: `message ${this.#number}`,
      request: this.#held.shown,
      ...(isBare === true ? { isBare } : {}),
    });
    this.#send(reply);
    if (refusal !== undefined) this.#answer({ status: 403, because: refusal });
    else if (isReady === true) this.#answer({ status: 101 });
  }

  #send(texts: readonly string[]): void {
    for (const text of texts) if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(text);
  }
}

function bytesOf(data: RawData): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data);
  return Buffer.isBuffer(data) ? data : Buffer.from(data);
}
