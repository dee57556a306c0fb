import { Code, type Draft, type DraftCall } from './draft.ts';
import { bodyOf, GUARD } from './har-body.ts';
import { type Recorded, withoutSecrets } from './har-log.ts';
import { member } from './openapi-id.ts';

/** What a recording says about its account. */
export interface HarAccounts extends Pick<Draft, 'enrol' | 'signIn' | 'carry' | 'mirror' | 'signOut' | 'whoami'> {
  /** What the account was called by, and what a synthetic one says instead. */
  readonly known: ReadonlyMap<string, Code>;
  readonly used: readonly Recorded[];
}

const SIGN_UP = /sign-?_?up|register|registration|enrol|join/i;
const SIGN_OUT = /log-?_?out|sign-?_?out/i;
const ME = /\/(me|whoami|self|current-?_?user|profile|userinfo|account|settings)\/?(\?|$)/i;

/** Finds who signed up and in, and what the session then went by. */
export function accountsIn(recorded: readonly Recorded[]): HarAccounts {
  const secret = recorded.filter(
    ({ method, body, status }) => method === 'POST' && status < 400 && passwordOf(body) !== undefined,
  );
  const enrolled = secret.find(({ path, body }) => SIGN_UP.test(path) || passwords(body).length > 1);
  const entered = secret.find((each) => each !== enrolled);
  const known = new Map([enrolled, entered].flatMap((each) => (each === undefined ? [] : knownIn(each))));
  const left = recorded.find(({ path, status }) => SIGN_OUT.test(path) && status < 400);
  const names = [...known].filter(([, { text }]) => text !== 'account.password').map(([value]) => value);
  const greets = recorded.filter(({ method, text }) => method === 'GET' && names.some((name) => text.includes(name)));
  const whoami = greets.find(({ path }) => ME.test(path)) ?? greets[0];
  const token = entered === undefined ? undefined : tokenOf(entered, recorded);
  return {
    known,
    used: [enrolled, entered, left, whoami].filter((each) => each !== undefined),
    ...(enrolled === undefined ? {} : { enrol: callIn(enrolled, recorded, 'account', known) }),
    ...(entered === undefined ? {} : { signIn: callIn(entered, recorded, 'account', known) }),
    ...(token === undefined ? {} : { carry: token }),
    mirror: mirrorsIn(recorded),
    ...(left === undefined ? {} : { signOut: callIn(left, recorded, 'account', known) }),
    ...(whoami === undefined ? {} : { whoami: whoami.path.split('?')[0] ?? whoami.path }),
  };
}

/** A request as a draft says it; a form with a guard against forgery is filled on its page. */
export function callIn(
  each: Recorded,
  recorded: readonly Recorded[],
  of: 'account' | 'thing',
  known: ReadonlyMap<string, Code>,
): DraftCall {
  const path = withoutSecrets(each.path);
  if (each.how === undefined) return { method: each.method, path };
  const body = bodyOf(each, of, known);
  const isGuarded = each.how !== 'json' && Object.keys(each.body).some((name) => GUARD.test(name));
  const page = isGuarded ? pageOf(each, recorded) : undefined;
  return { method: each.method, path, how: each.how, body, ...(page === undefined ? {} : { page }) };
}

function pageOf({ headers, path }: Recorded, recorded: readonly Recorded[]): string | undefined {
  const { referer = '' } = headers;
  const from = URL.canParse(referer) ? new URL(referer).pathname + new URL(referer).search : '';
  const pages = recorded.filter(({ method, mediaType }) => method === 'GET' && mediaType.includes('html'));
  return [from, path].find((wanted) => pages.some((page) => page.path === wanted));
}

function passwords(body: Recorded['body']): string[] {
  return Object.entries(body).flatMap(([name, value]) =>
    /pass/i.test(name) && typeof value === 'string' ? [value] : [],
  );
}

function passwordOf(body: Recorded['body']): string | undefined {
  return passwords(body)[0];
}

function knownIn({ body }: Recorded): [string, Code][] {
  return Object.entries(body).flatMap(([name, value]): [string, Code][] => {
    if (typeof value !== 'string' || value === '') return [];
    if (/pass/i.test(name)) return [[value, new Code('account.password')]];
    if (/^[^@\s]+@[^@\s]+$/.test(value)) return [[value, new Code('account.email')]];
    return /^(user_?-?name|login|user|handle|nick)/i.test(name) ? [[value, new Code('account.username')]] : [];
  });
}

/** A value of the answer that later requests carry in a header. */
function tokenOf({ json }: Recorded, recorded: readonly Recorded[]): Record<string, string> | undefined {
  for (const [path, value] of stringsIn(json, 'json', 3)) {
    if (value.length < TOKEN_CHARS_MIN) continue;
    for (const { headers } of recorded) {
      const found = Object.entries(headers).find(([name, each]) => name !== 'cookie' && each.includes(value));
      if (found === undefined) continue;
      const [name, each] = found;
      const before = each.slice(0, each.indexOf(value));
      const isPlain = /^[\w ]*$/.test(before) && each === before + value;
      if (isPlain) return { [name]: before === '' ? path : `\`${before}\${${path}}\`` };
    }
  }
  return undefined;
}

const TOKEN_CHARS_MIN = 12;

function stringsIn(value: unknown, at: string, depth: number): [string, string][] {
  if (typeof value === 'string') return [[at, value]];
  if (typeof value !== 'object' || value === null || depth === 0) return [];
  return Object.entries(value).flatMap(([name, each]) => stringsIn(each, `${at}${member(name)}`, depth - 1));
}

/** Cookies whose value is sent in a header too. */
function mirrorsIn(recorded: readonly Recorded[]): Record<string, string> {
  const found: Record<string, string> = {};
  for (const { headers } of recorded) {
    const cookies = (headers.cookie ?? '').split(/;\s*/).map((pair) => pair.split('=', 2));
    for (const [name, value] of Object.entries(headers)) {
      const cookie = /csrf|xsrf/i.test(name)
        ? cookies.find(([, each]) => each !== undefined && unescaped(each) === value)
        : undefined;
      if (cookie?.[0] !== undefined) found[cookie[0]] = name;
    }
  }
  return found;
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
