import { type Cookie, CookieJar } from 'tough-cookie';

/** How long a looked-up `Cookie` header stays valid, in milliseconds: the jar's own look-up costs more than sending the request. */
const LOOKUP_MS = 1_000;

/** One session's cookies, as RFC 6265 keeps them. */
export class Cookies {
  readonly #jar = new CookieJar(undefined, { looseMode: true, rejectPublicSuffixes: false });
  readonly #origin: string;
  readonly #now: () => number;
  readonly #lookups = new Map<string, { header: string; untilMs: number }>();

  constructor(origin: string, now: () => number) {
    this.#origin = origin;
    this.#now = now;
  }

  /** The `Cookie` header for a path, empty when there is none to send. */
  header(path: string): string {
    const query = path.indexOf('?');
    const key = query < 0 ? path : path.slice(0, query);
    const known = this.#lookups.get(key);
    if (known !== undefined && known.untilMs > this.#now()) return known.header;
    const header = this.#jar.getCookieStringSync(this.#origin + key);
    if (this.#lookups.size > 256) this.#lookups.clear();
    this.#lookups.set(key, { header, untilMs: this.#now() + LOOKUP_MS });
    return header;
  }

  /** Keeps what an answer set; a cookie that no client would keep is dropped. */
  keep(setCookies: readonly string[], path: string): void {
    for (const line of setCookies)
      this.#jar.setCookieSync(line, this.#origin + path, { ignoreError: true, loose: true });
    this.#lookups.clear();
  }

  /** `name=value` of every cookie, whatever its path. */
  pairs(): string[] {
    return this.all().map((cookie) => cookie.cookieString());
  }

  /** Every value in the jar: what must never reach a record. */
  values(): string[] {
    return this.all().map((cookie) => cookie.value);
  }

  /** One cookie's value with its percent escapes undone, as scripts read it; undefined when there is none. */
  value(name: string): string | undefined {
    const value = this.all().find((cookie) => cookie.key === name)?.value;
    try {
      return value === undefined ? undefined : decodeURIComponent(value);
    } catch {
      return value;
    }
  }

  /** Every cookie in the jar. */
  all(): Cookie[] {
    return this.#jar.getCookiesSync(this.#origin, { allPaths: true });
  }
}
