import type { Surface } from '../model/target.ts';
import { isMadeOfNames, opensDoors } from './account-names.ts';
import { asksByName } from './asks-by-name.ts';
import { standIn } from './stand-in.ts';

/** What making a surface's request reads of its tools, as `order.id`, `account.notes.number`: its functions are tried with a stand-in. */
export function readBy({ get, page, events, socket, post, json, form, say, auth }: Surface): string[] {
  return [get, page, events, socket, post, json, form, say, auth].flatMap(readByMaking);
}

/**
 * Whether a surface's address, or what is said on its socket, is made from what names the account: an e-mail address, a user name, a
 * number that sign-in noted. It is then asked for with another's name, and with what opens doors of one's own.
 */
export function namesAccount(surface: Surface): boolean {
  const { get, page, post, events, socket, look } = surface;
  if (look !== undefined) return asksByName(look);
  if ([get, page, post, events, socket].every((way) => way === undefined)) return false;
  const { auth, ...others } = surface;
  return isMadeOfNames(readBy(isOwnEntry({ auth }) ? others : surface));
}

/** Whether what goes along with opening is how one signs in there, by password or by saying who one is: it then stays one's own. */
export function isOwnEntry({ auth }: { readonly auth?: Surface['auth'] | undefined }): boolean {
  const read = readByMaking(auth);
  return !isMadeOfNames(read) || !read.some(opensDoors);
}

function readByMaking(make: unknown): string[] {
  if (typeof make !== 'function') return [];
  const read = new Set<string>();
  try {
    make(standIn('', read));
  } catch {
    // The stand-in cannot please every function; what was read before it failed still counts.
  }
  return [...read];
}
