/** What one field of a form may hold; a list sends the field several times. */
export type FormValue = string | number | boolean;

/** The fields of a form by their names. */
export type FormFields = Readonly<Record<string, FormValue | readonly FormValue[]>>;

/** Names and values in the order in which they are sent; a name may come again. */
export type Pairs<Value> = readonly (readonly [name: string, value: Value])[];

/** What an adapter may send along. */
export interface RequestOptions {
  readonly query?: Readonly<Record<string, FormValue>> | Pairs<FormValue>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as `application/json`. */
  readonly json?: unknown;
  /** Sent as `application/x-www-form-urlencoded`. */
  readonly form?: FormFields | Pairs<FormValue>;
  /** Sent as `multipart/form-data`; a file is `{ name, type, content }`. */
  readonly multipart?: Readonly<Record<string, string | UploadedFile>> | Pairs<string | UploadedFile>;
  /** Sent as it is. */
  readonly body?: string | Uint8Array;
  /** Statuses of 400 and more that are no refusal here. Default none: such an answer ends the adapter's step as refused. */
  readonly allow?: readonly number[];
  /** Follow redirects. Default true. */
  readonly follow?: boolean;
}

/** A file in a multipart form. */
export interface UploadedFile {
  readonly name: string;
  readonly type: string;
  readonly content: string | Uint8Array;
}

/** An answer as an adapter may see it, after it was recorded. */
export interface Reply {
  readonly status: number;
  /** Names in lower case; several values joined by `, `. */
  readonly headers: Readonly<Record<string, string>>;
  /** Path and query of the address that answered in the end, after redirects: often where a new thing's identifier stands. */
  readonly url: string;
  readonly text: string;
  /** The body read as JSON; throws when it is not. Untyped on purpose: it is the target's. */
  // biome-ignore lint/suspicious/noExplicitAny: the target's own shape, known only to its target file
  readonly json: any;
}

/** What an adapter acts through: one session's own cookies and connections. Paths are relative to the target's origin. */
export interface HttpPort {
  get(path: string, options?: RequestOptions): Promise<Reply>;
  post(path: string, options?: RequestOptions): Promise<Reply>;
  put(path: string, options?: RequestOptions): Promise<Reply>;
  patch(path: string, options?: RequestOptions): Promise<Reply>;
  delete(path: string, options?: RequestOptions): Promise<Reply>;
  request(method: string, path: string, options?: RequestOptions): Promise<Reply>;
  /**
   * Opens a page, fills its form (hidden fields such as CSRF tokens are kept) and sends it as a browser would. `selector` names one of
   * several forms by id, name or action, or in place of the form its button to press.
   */
  submit(path: string, fields: FormFields, selector?: string): Promise<Reply>;
  /** Headers that every later request of this session carries, such as `authorization`. */
  use(headers: Readonly<Record<string, string>>): void;
  /** The value of a cookie that this session holds, percent escapes undone; undefined when there is none. */
  cookie(name: string): string | undefined;
  /** Sends a cookie's value, as it is at that time, in a header of every later request: the double-submit guard against CSRF. */
  mirror(cookie: string, header: string): void;
  /** Asks again and again until background work is done: `http.until(path, ({ json }) => json.status === 'ready')`. Gives up after a limit. */
  until(path: string, isReady: (reply: Reply) => boolean, options?: RequestOptions): Promise<Reply>;
}
