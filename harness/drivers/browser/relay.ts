import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { pipeline } from 'node:stream';
import { decodedBy } from '../decoded.ts';
import { BROWSER_LIMITS } from './limits.ts';

/** A body that passed, whole. */
interface Passed {
  readonly url: string;
  readonly status: number;
  readonly body: Buffer;
  readonly atMs: number;
}

/**
 * The forward proxy of one profile: it lets everything through, over one connection to the service for each of the browser's, and
 * remembers for a while what no inspector tells: the bodies of redirects, which a browser shows nobody, and those that no script has
 * read. What is encrypted passes unread.
 */
export class Relay implements AsyncDisposable {
  readonly #server: Server;
  readonly #now: () => number;
  /** The oldest first. */
  readonly #passed: Passed[] = [];
  readonly #tunnels = new Set<Socket>();

  private constructor(now: () => number) {
    this.#now = now;
    const agents = new WeakMap<Socket, Agent>();
    this.#server = createServer({ insecureHTTPParser: true, requestTimeout: 0, keepAliveTimeout: 0 });
    this.#server.on('connection', (browser: Socket) => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      agents.set(browser, agent);
      browser.once('close', () => agent.destroy()).on('error', () => browser.destroy());
    });
    this.#server.on('request', (asked, answer) => this.#pass(asked, answer, agents.get(asked.socket)));
    // Encrypted connections and WebSockets.
    this.#server.on('connect', ({ url = '' }, browser: Socket, head: Buffer) => this.#tunnel(url, browser, head));
  }

  static async open(now: () => number): Promise<Relay> {
    const relay = new Relay(now);
    await once(relay.#server.listen(0, '127.0.0.1'), 'listening');
    return relay;
  }

  /** Its address, as browsers want it. */
  get server(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The oldest body, not taken yet, of an answer from an address that was asked for at this time; undefined where none has passed whole. */
  take(url: string, status: number, sentMs: number): Buffer | undefined {
    const at = this.#passed.findIndex((each) => each.url === url && each.status === status && each.atMs >= sentMs);
    return at < 0 ? undefined : this.#passed.splice(at, 1)[0]?.body;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#tunnels) socket.destroy();
    this.#server.closeAllConnections();
    await new Promise((closed) => void this.#server.close(closed));
  }

  #pass(asked: IncomingMessage, answer: ServerResponse, agent: Agent | undefined): void {
    const { url = '', method, socket } = asked;
    if (agent === undefined || !URL.canParse(url)) return void socket.destroy();
    const headers = withoutHop(asked.rawHeaders);
    const onward = request(url, { method, headers, agent, insecureHTTPParser: true, setHost: false });
    onward.on('error', () => socket.destroy());
    onward.on('response', (answered) => void this.#answer(url, answered, answer).catch(() => socket.destroy()));
    answer.on('close', () => answer.writableFinished || onward.destroy());
    asked.pipe(onward);
  }

  async #answer(url: string, from: IncomingMessage, to: ServerResponse): Promise<void> {
    const { statusCode = 502, statusMessage, rawHeaders } = from;
    // A redirect is held until all of it is here: the browser follows it as soon as its head has come.
    const held = statusCode > 300 && statusCode < 400 && statusCode !== 304 ? await start(from) : undefined;
    if (held === undefined) this.#overhear(url, from);
    else this.#keep(url, from, held);
    to.sendDate = false;
    to.writeHead(statusCode, statusMessage, rawHeaders);
    if (held !== undefined) to.write(held);
    else to.flushHeaders();
    pipeline(from, to, (error) => {
      if (error) to.destroy();
    });
  }

  /** Keeps a body that is short, and over. */
  #overhear(url: string, from: IncomingMessage): void {
    const chunks: Buffer[] = [];
    let bytes = 0;
    from.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= BROWSER_LIMITS.relayedBytesMax) chunks.push(chunk);
    });
    from.on('end', () => {
      if (bytes <= BROWSER_LIMITS.relayedBytesMax) this.#keep(url, from, Buffer.concat(chunks));
    });
  }

  #keep(url: string, { statusCode: status = 0, headers }: IncomingMessage, body: Buffer): void {
    this.#passed.push({ url, status, body: decodedBy(headers['content-encoding'], body), atMs: this.#now() });
    if (this.#passed.length > BROWSER_LIMITS.relayedMax) this.#passed.shift();
  }

  #tunnel(url: string, browser: Socket, head: Buffer): void {
    const { hostname, port } = new URL(`http://${url}`);
    const service = connect(Number(port || 80), hostname.replace(/^\[|\]$/g, ''));
    this.#tunnels.add(browser);
    const end = () => {
      this.#tunnels.delete(browser);
      browser.destroy();
      service.destroy();
    };
    service.once('connect', () => {
      browser.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      service.write(head);
      service.pipe(browser).pipe(service);
    });
    for (const socket of [browser, service]) socket.on('error', end).on('close', end);
  }
}

/** The beginning of a body: all of it, unless it is longer than redirects are. */
async function start(from: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  while (bytes < BROWSER_LIMITS.redirectBytesMax) {
    const chunk: Buffer | null = from.read();
    if (chunk !== null) {
      chunks.push(chunk);
      bytes += chunk.length;
    } else if (from.readableEnded || from.complete) break;
    else await Promise.race([once(from, 'readable'), once(from, 'end')]);
  }
  return Buffer.concat(chunks);
}

/** Header lines without those that are between browser and proxy alone. */
function withoutHop(raw: readonly string[]): string[] {
  return raw.flatMap((name, at) => (at % 2 === 0 && !/^proxy-/i.test(name) ? [name, raw[at + 1] ?? ''] : []));
}
