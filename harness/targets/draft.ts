/** A piece of a target file as it stands in its source: `account.email`, `canary('person')`. */
export class Code {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** A value of a request's body: JSON with pieces of source in it. */
export type DraftValue =
  | Code
  | string
  | number
  | boolean
  | null
  | readonly DraftValue[]
  | { readonly [name: string]: DraftValue };

/** One request of a draft; its path is source where it takes a reference. */
export interface DraftCall {
  readonly method: string;
  readonly path: string | Code;
  readonly how?: 'json' | 'form' | 'multipart';
  readonly body?: DraftValue;
  /** The page whose form is to be sent, where the body holds what only that page knows. */
  readonly page?: string;
}

export interface DraftResource {
  readonly create: DraftCall;
  /** Where in the answer the identifier stands: `json.id`, or source that finds it elsewhere. */
  readonly id: string;
  readonly change?: DraftCall;
  readonly remove?: DraftCall;
}

export interface DraftSurface {
  readonly way: 'get' | 'page';
  readonly path: string | Code;
  /** The resource that its path takes. */
  readonly takes?: string;
  readonly shows?: string;
}

/** What could be learned about a service from a document about it: a target file before somebody has read it over. */
export interface Draft {
  readonly name: string;
  readonly origin: string;
  /** From what it was made, for the first line. */
  readonly from: string;
  readonly enrol?: DraftCall;
  readonly signIn?: DraftCall;
  /** What sign-in gives to later requests, by header; the value is source. */
  readonly carry?: Readonly<Record<string, string>>;
  /** Cookies whose value goes into a header of every request, by cookie. */
  readonly mirror?: Readonly<Record<string, string>>;
  readonly signOut?: DraftCall;
  readonly retire?: DraftCall;
  readonly whoami?: string;
  readonly resources: Readonly<Record<string, DraftResource>>;
  readonly surfaces: Readonly<Record<string, DraftSurface>>;
  /** What could not be guessed, each one line. */
  readonly open: readonly string[];
}

/** A draft is to be read by a person: no more than this of anything. */
export const DRAFT_LIMITS = { resources: 8, surfaces: 24, fields: 16, depth: 7, open: 12 } as const;
