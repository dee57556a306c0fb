import { HttpSession } from '../drivers/http.ts';
import { createPort, type PortListener } from '../drivers/port.ts';
import type { Surroundings } from '../drivers/session.ts';
import { RefusedError, UsageError } from '../model/errors.ts';
import type { HttpPort, Target } from '../model/target.ts';

/** Whoever may create and close accounts. One session for a whole run; what it is shown is its to see, so nobody judges it. */
export class Operator implements AsyncDisposable {
  readonly #signIn: Target['accounts']['operator'];
  readonly #surroundings: Surroundings;
  #session: HttpSession;
  #signedIn: Promise<unknown> | undefined;

  constructor({ accounts }: Target, surroundings: Surroundings) {
    this.#signIn = accounts.operator;
    this.#surroundings = surroundings;
    this.#session = this.#open();
  }

  /** A port that signs in before its first request, and once more when the session has run out. */
  port(listener: PortListener): HttpPort {
    const inside = () => createPort(this.#session, FRAME, listener);
    const once = async <T>(ask: (port: HttpPort) => Promise<T>): Promise<T> => {
      const session = await this.#ready();
      try {
        return await ask(inside());
      } catch (error) {
        if (!(error instanceof RefusedError) || error.status !== 401) throw error;
        if (session === this.#session) this.#signedIn = undefined;
        await this.#ready();
        return await ask(inside());
      }
    };
    return {
      request: (method, path, options) => once((port) => port.request(method, path, options)),
      get: (path, options) => once((port) => port.get(path, options)),
      post: (path, options) => once((port) => port.post(path, options)),
      put: (path, options) => once((port) => port.put(path, options)),
      patch: (path, options) => once((port) => port.patch(path, options)),
      delete: (path, options) => once((port) => port.delete(path, options)),
      submit: (path, fields, selector) => once((port) => port.submit(path, fields, selector)),
      until: (path, isReady, options) => once((port) => port.until(path, isReady, options)),
      use: (headers) => inside().use(headers),
      cookie: (name) => inside().cookie(name),
      mirror: (cookie, header) => inside().mirror(cookie, header),
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#session[Symbol.asyncDispose]();
  }

  /** The session in use, once it is signed in; whoever comes at the same time waits for the same sign-in. */
  async #ready(): Promise<HttpSession> {
    const signIn = this.#signIn;
    if (signIn === undefined)
      throw new UsageError(
        'The target file uses "operator", and accounts.operator is missing. Expected a function that signs an administrator in: operator({ http }) { … }.',
      );
    this.#signedIn ??= this.#enter(signIn);
    try {
      await this.#signedIn;
    } catch (error) {
      this.#signedIn = undefined;
      throw error instanceof RefusedError
        ? new RefusedError(`the operator could not sign in: ${error.message}`, error.status, error.answer)
        : error;
    }
    return this.#session;
  }

  async #enter(signIn: NonNullable<Target['accounts']['operator']>): Promise<void> {
    await this.#session[Symbol.asyncDispose]();
    this.#session = this.#open();
    await signIn({ http: createPort(this.#session, FRAME) });
  }

  #open(): HttpSession {
    return new HttpSession({ session: 'operator', actor: 'visitor' }, this.#surroundings);
  }
}

const FRAME = { surface: 'operator', record: () => {} };
