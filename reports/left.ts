import type { RunRecord } from '../harness/index.ts';

/** Names at most so many of them; the record has all. */
const NAMES_MAX = 5;

/** Which accounts are left on the target, and what to do about it; undefined when none is. */
export function leftWords({ left, notes }: RunRecord): string | undefined {
  if (left.length === 0) return undefined;
  const names = `${left.slice(0, NAMES_MAX).join(', ')}${left.length > NAMES_MAX ? ' …' : ''}`;
  // Without a way to close accounts there is nothing that `clean` could do either.
  const advice = notes.some((note) => note.includes('no accounts.retire')) ? '' : ' Try "misdelivery clean".';
  return `${left.length} accounts could not be retired: ${names}.${advice}`;
}
