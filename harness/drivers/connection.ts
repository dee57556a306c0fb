import type { Socket } from 'node:net';
import { buildConnector, Client } from 'undici';

/** One socket at a time to the target, which knows its own name: the local port. */
export interface Connection {
  readonly client: Client;
  /** Local port of the socket in use; undefined before the first one is open. */
  readonly localPort: () => number | undefined;
  /** How many exchanges the socket in use has carried; counts the asking one. */
  readonly use: () => number;
}

/** Limits of a connection, all in milliseconds. */
export interface ConnectionLimits {
  readonly connectTimeoutMs: number;
  readonly headersTimeoutMs: number;
  readonly bodyTimeoutMs: number;
  readonly insecureTls: boolean;
}

/** A connection to an origin; the socket is opened by the first exchange and again whenever it was lost. */
export function createConnection(origin: string, limits: ConnectionLimits): Connection {
  let socket: Socket | undefined;
  let uses = 0;
  const connector = buildConnector({ timeout: limits.connectTimeoutMs, rejectUnauthorized: !limits.insecureTls });
  const client = new Client(origin, {
    pipelining: 1,
    headersTimeout: limits.headersTimeoutMs,
    bodyTimeout: limits.bodyTimeoutMs,
    connect: (options, callback) =>
      connector(options, (...outcome) => {
        if (outcome[1] !== null) {
          socket = outcome[1];
          uses = 0;
        }
        callback(...outcome);
      }),
  });
  return {
    client,
    localPort: () => socket?.localPort,
    use: () => {
      uses += 1;
      return uses;
    },
  };
}

/** The connections of one session and of nobody else: idle ones are used again, the last one first. */
export class Connections {
  readonly #open: Connection[] = [];
  readonly #idle: Connection[] = [];
  readonly #make: () => Connection;
  readonly #max: number;
  #next = 0;

  constructor(make: () => Connection, max: number) {
    this.#make = make;
    this.#max = max;
  }

  /** An idle connection, a new one, or when there are too many already, the next one in turn. */
  take(): Connection {
    const idle = this.#idle.pop();
    if (idle !== undefined) return idle;
    if (this.#open.length >= this.#max) {
      this.#next = (this.#next + 1) % this.#open.length;
      return this.#open[this.#next] as Connection;
    }
    const made = this.#make();
    this.#open.push(made);
    return made;
  }

  /** Gives a connection back after its exchange. */
  give(connection: Connection): void {
    if (!this.#idle.includes(connection) && this.#open.includes(connection)) this.#idle.push(connection);
  }

  /** Closes every socket at once; the next exchange opens a fresh one. */
  async drop(): Promise<void> {
    const open = this.#open.splice(0);
    this.#idle.length = 0;
    await Promise.all(open.map((connection) => connection.client.destroy()));
  }
}
