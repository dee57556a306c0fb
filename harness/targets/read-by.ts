import type { Surface } from '../model/target.ts';

/** What making a surface's request reads of its tools, as `order.id`, `account.notes.number`: its functions are tried with a stand-in. */
export function readBy({ get, page, events, socket, post, json, form, say, auth }: Surface): string[] {
  const read = new Set<string>();
  for (const make of [get, page, events, socket, post, json, form, say, auth]) {
    if (typeof make !== 'function') continue;
    try {
      make(standIn('', read) as never);
    } catch {
      // The stand-in cannot please every function; what was read before it failed still counts.
    }
  }
  return [...read];
}

/**
 * Whether a surface's address is made from what names the account: an e-mail address, a user name, a number that sign-in noted. What opens
 * doors by itself, such as a key or the secret address of a feed, is nothing to ask for another's with.
 */
export function namesAccount(surface: Surface): boolean {
  const isAsked = [surface.get, surface.page, surface.post].some((way) => way !== undefined);
  const read = readBy(surface).filter((path) => path.startsWith('account.'));
  return isAsked && read.some((path) => NAMES.test(path)) && !read.some((path) => OPENS.test(path));
}

const NAMES = /^account\.(email$|username$|canary$|notes\.)/;
const OPENS =
  /^account\.(password|notes\..*(pass|token|secret|key|auth|jwt|sess|feed|sig|code|csrf|hash|cookie|bearer))/i;

/** Answers every property and call with itself, reads as "0", and notes what was read. */
function standIn(path: string, read: Set<string>): unknown {
  return new Proxy(() => {}, {
    get(_, key) {
      if (key === Symbol.toPrimitive) return () => '0';
      const inner = path === '' ? String(key) : `${path}.${String(key)}`;
      read.add(inner);
      return standIn(inner, read);
    },
    apply: () => standIn(path, read),
  });
}
