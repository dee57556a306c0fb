/** Whether what was read is made from a name of the account's; a password that belongs to that name is nobody else's to try. */
export function isMadeOfNames(read: readonly string[]): boolean {
  return read.some(isName) && !read.includes('account.password');
}

/** Whether a property, as `account.notes.number`, names the account: what opens doors, such as a key or a secret address, does not. */
export function isName(path: string): boolean {
  return NAMES.test(path) && !opensDoors(path);
}

/** Whether a property opens doors by itself, as far as its word says. */
export function opensDoors(path: string): boolean {
  const [of, kind, note = ''] = path.split('.');
  return of === 'account' && kind === 'notes' && (OPENS.test(note) || SESSION.test(note));
}

const NAMES = /^account\.(email|username|canary|notes\.)/;
const OPENS =
  /pass|token|secret|key|auth|jwt|sess|feed|sig|code|csrf|hash|cookie|bearer|ticket|cred|otp|nonce|invit|grant|private|link|url/i;
/** The number of a session; that of a resident or of a business is none. */
const SESSION = /^sid$|_sid$|Sid$/;
