import type { Surface } from '../model/target.ts';
import { isName } from './account-names.ts';
import { firstParameter } from './first-parameter.ts';
import { standIn } from './stand-in.ts';

type Act = NonNullable<Surface['look']>;

/**
 * Whether a look that is written as a function asks at an address made from what names the account. It is tried with stand-ins, as
 * far as its first requests, which nobody answers. One that signs in, or says by other means who asks, is no such look.
 */
export function asksByName(act: Act): boolean {
  const taken = firstParameter(act).split(/\W+/);
  if (!taken.includes('http') || !taken.includes('account') || ENTERS.test(act.toString())) return false;
  const asked: Asked = { read: new Set(), used: new Set(), said: [] };
  try {
    const done: unknown = act(toolsFor(asked) as never);
    if (done instanceof Promise) done.catch(() => {});
  } catch {
    // What it did before it failed still counts.
  }
  const isEntering = ENTRIES.some((verb) => asked.used.has(verb)) || asked.read.has('account.password');
  return !isEntering && asked.said.some((text) => text.includes(NAME)) && !asked.said.some((text) => ENTERS.test(text));
}

/** What a function did with its stand-ins: what it read, which verbs of the port it used, and the addresses it asked at. */
interface Asked {
  readonly read: Set<string>;
  readonly used: Set<string>;
  readonly said: string[];
}

function toolsFor({ read, used, said }: Asked): unknown {
  const note = (path: unknown, { query = {} }: { readonly query?: object } = {}) =>
    said.push(String(path), ...Object.values(query).map(String));
  const call = (verb: string, all: readonly unknown[]) => {
    used.add(verb);
    const [path, options] = verb === 'request' ? all.slice(1) : all;
    if (!ENTRIES.includes(verb)) note(path, options as object | undefined);
    return new Promise(() => {});
  };
  const http = new Proxy(
    {},
    {
      get:
        (_, verb) =>
        (...all: unknown[]) =>
          call(String(verb), all),
    },
  );
  const account = standIn('account', read, (path) => (isName(path) ? NAME : '0'));
  return new Proxy(
    {},
    { get: (_, key) => (key === 'http' ? http : key === 'account' ? account : standIn(String(key), read)) },
  );
}

/** What a name of the account's reads as: digits, so that it may be taken for a number, and seen again in an address. */
const NAME = '7310073';

/** Words of signing in, and of anything that goes past the port. */
const ENTERS =
  /\.(use|mirror|submit)\(|passw|log-?in|sign-?in|\/(sessions?|tokens?|oauth2?|auth)\b|\bfetch\(|\bimport\(|\brequire\(/i;

/** Verbs of the port that change what the session is taken for. */
const ENTRIES: readonly string[] = ['use', 'mirror', 'submit'];
