import type { Page } from 'playwright';
import type { Arriving, MailPort, Post } from './arriving.ts';
import type { Shape, ShapeLimits } from './canary.ts';
import type { HttpPort } from './port.ts';
import type { SharedFlow } from './verdict.ts';

export type { FormFields, FormValue, HttpPort, Pairs, Reply, RequestOptions, UploadedFile } from './port.ts';

/** Mints a canary for one field: `canary('person')`. */
export type CanaryPort = (shape: Shape, limits?: ShapeLimits) => string;

/** The account an adapter works for. */
export interface AccountPort {
  readonly email: string;
  readonly password: string;
  /** A name that tells accounts apart and fits most user-name rules: letters only, 20 of them. */
  readonly username: string;
  readonly role: 'alpha' | 'bravo' | 'colleague';
  /** A canary kept for the account's own fields; the same shape gives the same value again. */
  readonly canary: CanaryPort;
  /** A place for what sign-in must remember for later calls, such as an API key; never recorded. */
  readonly notes: Record<string, string>;
  /** An address of the run's own, for this account alone: what the service posts there has arrived for it. */
  readonly webhook: string;
}

/** What an adapter is given. A reference to a resource comes under the resource's name: `({ http, order }) => …`. */
export interface Tools {
  readonly http: HttpPort;
  /** The session of whoever runs the service, where `accounts.operator` signs one in: for accounts that only an administrator can make. */
  readonly operator: HttpPort;
  readonly account: AccountPort;
  readonly canary: CanaryPort;
  /** Where the target file has `mail`. */
  readonly mail: MailPort;
  // biome-ignore lint/suspicious/noExplicitAny: what `create` returned, known only to its target file
  readonly [resource: string]: any;
}

/** What `create` returns: at least the identifier that the target assigned. */
export interface Created {
  readonly id: string | number;
  readonly [key: string]: unknown;
}

/** A kind of thing that an account can create on the target. */
export interface Resource {
  create(tools: Tools): Promise<Created>;
  /** Writes a fresh canary into a thing that exists. */
  change?(tools: Tools): Promise<unknown>;
  remove?(tools: Tools): Promise<unknown>;
  /** Lets another tenant see one: `http` is the owner's session, `account` the other. */
  share?(tools: Tools): Promise<unknown>;
  /** Takes that back. */
  unshare?(tools: Tools): Promise<unknown>;
}

/** A path, or how to make one from references and the account. */
export type Path = string | ((tools: Tools) => string);

/** A place an account can look. Give one of `get`, `post`, `page`, `events`, `socket`, `mail`, `webhook`, `job` and `look`. */
export interface Surface extends Arriving {
  readonly get?: Path;
  /** A read that is asked for by POST, such as GraphQL or a search; give `json` or `form` with it. */
  readonly post?: Path;
  readonly json?: unknown | ((tools: Tools) => unknown);
  readonly form?: Readonly<Record<string, string>> | ((tools: Tools) => Readonly<Record<string, string>>);
  /** A page for people: asked for as a browser would. */
  readonly page?: Path;
  /** Anything else: every answer the port brings is recorded under this surface. */
  readonly look?: (tools: Tools) => Promise<unknown>;
  /** The same for background work (an export, an import): starts it, waits with `http.until`, fetches what came of it. */
  readonly job?: (tools: Tools) => Promise<unknown>;
  readonly headers?: Readonly<Record<string, string>>;
  /** The positive control: the resource (or `account`) whose owner must see its own canary here. */
  readonly shows?: string;
}

/** What a page function is given: Playwright's page, in the browser where the account signs in or out. */
export interface PageTools {
  readonly page: Page;
  readonly account: AccountPort;
}

/** Signing in and out as people do. Paths for `page.goto` are relative to the target's origin. */
export interface AccountPages {
  signIn?(tools: PageTools): Promise<unknown>;
  signOut?(tools: PageTools): Promise<unknown>;
}

/** How an account comes to be, signs in, and goes. A missing ability means that the target cannot do that. */
export interface Accounts {
  /** Signs in whoever may create and close accounts; enrol, colleague and retire are then given that session as `operator`. */
  operator?(tools: Pick<Tools, 'http'>): Promise<unknown>;
  /** Sign-up. Absent where every credential is accepted or `given` lists the accounts. */
  enrol?(tools: Tools): Promise<unknown>;
  /** Adds a second user to the caller's tenant: `http` is the owner's session, `account` the newcomer. */
  colleague?(tools: Tools): Promise<unknown>;
  /** Takes the second user out of the tenant again: `http` is the owner's session, `account` the one who must go. */
  dismiss?(tools: Tools): Promise<unknown>;
  signIn?(tools: Tools): Promise<unknown>;
  signOut?(tools: Tools): Promise<unknown>;
  /** Ends every session of the account, wherever it is signed in. */
  signOutEverywhere?(tools: Tools): Promise<unknown>;
  /** Gives the account another password: `({ http, account, password }) => …`, where `account.password` is still the old one. */
  changePassword?(tools: Tools): Promise<unknown>;
  /** Closes the account, with all that it owns. */
  retire?(tools: Tools): Promise<unknown>;
  /** Where the target says who is asking. */
  readonly whoami?: Surface;
  /** How people sign in and out in a browser. Default: the browser gets the cookies of a sign-in over HTTP, and loses them. */
  readonly pages?: AccountPages;
  /** Accounts that exist already, taken two at a time. */
  readonly given?: readonly { readonly email: string; readonly password: string; readonly username?: string }[];
}

/** Something done to the service from outside: a function, a command for the shell, or an address that is asked by POST. */
export type Hook = string | ((tools: Tools) => Promise<unknown>);

/** The service under test, as its target file describes it. */
export interface Target {
  readonly name: string;
  /** `http://127.0.0.1:4173`, without a path. */
  readonly origin: string;
  readonly accounts: Accounts;
  readonly resources?: Readonly<Record<string, Resource>>;
  readonly surfaces: Readonly<Record<string, Surface>>;
  /** Data flows that are meant to cross, each with a reason. */
  readonly shared?: readonly SharedFlow[];
  /** What may happen to the service while it is in use: `restart`, `deploy`, `flushCache` and the like, by any name. */
  readonly hooks?: Readonly<Record<string, Hook>>;
  /** Where an anonymous visit begins. Default `/`; false to have none. */
  readonly landing?: string | false;
  /** Domain of synthetic e-mail addresses. Default `example.com`. */
  readonly mailDomain?: string;
  /** Where the service's mail arrives. */
  readonly mail?: Post;
  /** Where the run listens for webhooks: a port of this machine, and the origin under which the service reaches it. Default: a free port of the loopback interface. */
  readonly webhooks?: { readonly port?: number; readonly origin?: string };
  /** Accept a certificate that nobody signed, as staging often has. Default false. */
  readonly insecureTls?: boolean;
}

/** The name under which `accounts.whoami` is a surface like any other. */
export const WHOAMI = 'who am I';

/** The name under which all mail is a surface like any other, where the target file names none. */
export const MAILBOX = 'mailbox';

/** The name under which the page of an anonymous visit is a surface like any other. */
export const LANDING = 'landing page';
