import { RefusedError } from '../model/errors.ts';
import type { AccountPort, HttpPort } from '../model/target.ts';
import { opensDoors } from '../targets/account-names.ts';
import type { Member } from './member.ts';

/**
 * An account to make requests with that has another's names, such as its e-mail address and the numbers that sign-in noted, and of what
 * opens doors its own alone: lending that would prove nothing.
 */
export function namedAs(own: Member, whose: Member): Member {
  if (own.facts.id === whose.facts.id && own.account === whose.account) return own;
  const { role, notes } = own.account;
  const { email, username, canary } = whose.account;
  const isDoor = ([name, value]: [string, string]) => opensDoors(`account.notes.${name}`) || opens(whose, value);
  const names = Object.entries(whose.account.notes).filter((note) => !isDoor(note));
  const kept = Object.entries(notes).filter(([name]) => !names.some(([taken]) => taken === name));
  const account = { email, username, canary, role, notes: Object.fromEntries([...kept, ...names]) };
  // Not enumerable: copying an account asks for neither.
  Object.defineProperties(account, {
    webhook: { get: () => own.account.webhook },
    password: { get: refuse },
  });
  return { ...own, account: account as unknown as AccountPort };
}

/** The port of a session in which another's name is asked for: it stays the asker's own. */
export function keptOwn(http: HttpPort): HttpPort {
  return { ...http, use: refuse, mirror: refuse, submit: refuse };
}

/** Whether an account presents this value as who it is: what is long enough to be that, and stands in its cookies or credentials. */
function opens({ session }: Member, value: string): boolean {
  const credentials = Object.entries(session.headers).filter(([name]) => CREDENTIALS.test(name));
  const presented = [...session.cookies.values(), ...credentials.map(([, text]) => text)];
  return value.length >= CREDENTIAL_CHARS_MIN && presented.some((text) => text.includes(value));
}

const CREDENTIALS = /auth|token|key|secret|sess/i;
const CREDENTIAL_CHARS_MIN = 16;

function refuse(): never {
  throw new RefusedError('with the name of another nobody signs in', 0);
}
