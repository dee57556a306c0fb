import { Connections, createConnection } from './connection.ts';
import { Cookies } from './cookies.ts';
import { decoded } from './decoded.ts';
import { type Exchange, type ExchangeLimits, exchange, type Watcher, type WireRequest } from './exchange.ts';
import { one } from './facts.ts';
import type { Held } from './held.ts';
import type { HttpAnswer, HttpRequest } from './http-request.ts';
import { Recorder } from './recorder.ts';
import { REDIRECTS, redirected, within } from './redirect.ts';
import { redactedRequest } from './secrets.ts';
import type { Frame, SessionLimits, Surroundings, Viewer } from './session.ts';
import { isStaleSocket, unanswered } from './unanswered.ts';

/** One account's (or a visitor's) HTTP session: its own cookies, its own sockets, everything recorded before anybody sees it. */
export class HttpSession {
  readonly viewer: Viewer;
  cookies: Cookies;
  /** Sent with every request: what sign-in told the session to use. */
  readonly headers: Record<string, string> = {};
  /** Headers that carry the value of a cookie, by the cookie's name. */
  readonly mirrored = new Map<string, string>();
  /** Milliseconds on the run's monotonic clock. */
  readonly now: () => number;
  readonly #world: Surroundings;
  readonly #connections: Connections;
  readonly #recorder: Recorder;

  constructor(viewer: Viewer, world: Surroundings) {
    this.viewer = viewer;
    this.#world = world;
    this.now = world.now;
    this.cookies = new Cookies(world.origin, world.now);
    const { connectTimeoutMs, exchangeTimeoutMs, connectionsMax } = world.limits;
    this.#connections = new Connections(
      () =>
        createConnection(world.origin, {
          connectTimeoutMs,
          headersTimeoutMs: exchangeTimeoutMs,
          bodyTimeoutMs: exchangeTimeoutMs,
          insecureTls: world.insecureTls,
        }),
      connectionsMax,
    );
    this.#recorder = new Recorder(viewer, world, () => this.#secrets());
  }

  get origin(): string {
    return this.#world.origin;
  }

  /** Sends a request and follows its redirects; each answer is recorded on its own. */
  async send(request: HttpRequest, frame: Frame): Promise<HttpAnswer> {
    let hop = request;
    for (let redirects = 0; ; redirects++) {
      const answer = await this.#courteously(hop, frame);
      const location = REDIRECTS.has(answer.status) ? one(answer.headers.location) : undefined;
      if (location === undefined || request.follow === false || redirects >= this.#world.limits.redirectsMax)
        return answer;
      const next = within(this.#world.origin, hop.path, location);
      if (next === undefined) return answer;
      hop = redirected(hop, answer.status, next);
    }
  }

  /** The headers that carry cookies' values, as they are now. */
  mirrors(): Record<string, string> {
    const pairs = [...this.mirrored].map(([name, header]) => [header, this.cookies.value(name)]);
    return Object.fromEntries(pairs.filter(([, value]) => value !== undefined));
  }

  /** Takes over the jar that somebody left behind; what the cookies themselves say is known to this session from now on. */
  inherit(jar: Cookies): void {
    this.cookies = jar;
    this.#recorder.knows(jar.pairs().join('; '));
  }

  /** Notes what was said or learned elsewhere in this session's name. */
  knows(text: string): void {
    this.#recorder.knows(text);
  }

  /** Whether this session sent or learned this text: seeing it again proves nothing. */
  hasKnown(text: string): boolean {
    return this.#recorder.hasKnown(text);
  }

  /** For a connection that is held open: the request as this session would send it, and the watch over how it is answered. */
  hold(request: HttpRequest, frame: Frame): Held {
    const wire = this.#wire(request);
    return {
      wire,
      shown: redactedRequest(request.method, request.path, this.#secrets()),
      recording: this.#recorder.begin(wire, frame),
      keep: (setCookies) => this.cookies.keep(setCookies, wire.path),
    };
  }

  /** Gives up every socket; the next request opens a new one. */
  reconnect(): Promise<void> {
    return this.#connections.drop();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#connections.drop();
  }

  /** Comes back later where the target says so; what the plan holds, cuts or spoils goes out once, as it is. */
  #courteously(request: HttpRequest, frame: Frame): Promise<HttpAnswer> {
    const { courtesy } = this.#world;
    const isOnPurpose = frame.via !== undefined || frame.spoiled !== undefined || request.cutAfterMs !== undefined;
    if (courtesy === undefined || isOnPurpose) return this.#hop(request, frame);
    return courtesy.ask(`${request.method} ${request.path.split('?')[0]}`, () => this.#hop(request, frame));
  }

  async #hop(request: HttpRequest, frame: Frame): Promise<HttpAnswer> {
    const wire = this.#wire(request);
    try {
      return await this.#exchange(request, wire, frame);
    } catch (error) {
      if (!isStaleSocket(error) || request.method !== 'GET') throw unanswered(request, error);
    }
    // A server may close an idle connection just when it is used again; RFC 9110 section 9.2.2 lets a client ask again then.
    try {
      return await this.#exchange(request, wire, frame);
    } catch (error) {
      throw unanswered(request, error);
    }
  }

  async #exchange(request: HttpRequest, wire: WireRequest, frame: Frame): Promise<HttpAnswer> {
    const recording = this.#recorder.begin(wire, frame);
    const { via } = frame;
    const { deadlines, limits: most } = this.#world;
    const ask = (session: SessionLimits): Promise<Exchange> => {
      const limits = limitsOf(request, session);
      if (via === undefined) return this.#carry(wire, recording, limits);
      return via(wire, recording, limits, () => this.#recorder.begin(wire, unaskedFrame(frame)));
    };
    const done = await (deadlines === undefined ? ask(most) : deadlines.keep(frame.surface, most, ask));
    const setCookies = done.headers['set-cookie'];
    if (setCookies !== undefined)
      this.cookies.keep(typeof setCookies === 'string' ? [setCookies] : setCookies, wire.path);
    const finished = recording.end(done);
    if (finished instanceof Promise) await finished;
    return {
      status: done.status,
      headers: done.headers,
      body: request.keep === true ? decoded(recording.kept(), done) : EMPTY,
      path: wire.path,
      isCut: done.cutAtBytes !== undefined,
    };
  }

  #carry(wire: WireRequest, watcher: Watcher, limits: ExchangeLimits): Promise<Exchange> {
    const connection = this.#connections.take();
    return exchange(connection, wire, watcher, limits, this.#world.now, () => this.#connections.give(connection));
  }

  #secrets(): string[] {
    return [...this.cookies.values(), ...Object.values(this.headers)];
  }

  #wire(request: HttpRequest): WireRequest {
    const headers: Record<string, string> = { accept: '*/*', 'user-agent': 'misdelivery', ...this.headers };
    const cookie = this.cookies.header(request.path);
    if (cookie !== '') headers.cookie = cookie;
    Object.assign(headers, this.mirrors());
    Object.assign(headers, request.headers);
    return {
      method: request.method,
      path: request.path,
      headers,
      ...(request.body === undefined ? {} : { body: request.body }),
    };
  }
}

/** How far one request may go; the session's own limits where it asks for nothing special. */
function limitsOf(request: HttpRequest, limits: SessionLimits): ExchangeLimits {
  const { cutAfterBytes, cutAfterMs, halfClose } = request;
  if (cutAfterBytes === undefined && cutAfterMs === undefined && halfClose === undefined) return limits;
  return {
    exchangeTimeoutMs: limits.exchangeTimeoutMs,
    bodyBytesMax: limits.bodyBytesMax,
    ...(cutAfterBytes === undefined ? {} : { cutAfterBytes }),
    ...(cutAfterMs === undefined ? {} : { cutAfterMs }),
    ...(halfClose === undefined ? {} : { halfClose }),
  };
}

const EMPTY = Buffer.alloc(0);

/** An answer that nobody asked for belongs to whoever uses the connection. */
function unaskedFrame({ company, ...frame }: Frame): Frame {
  return company === undefined ? frame : { ...frame, as: company };
}
