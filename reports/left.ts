import type { RunRecord } from '../harness/index.ts';

/** Names at most so many of them; the record has all. */
const NAMES_MAX = 5;

/** Which accounts are left on the target, and what to do about it; undefined when none is, or when a note says that all are. */
export function leftWords({ left, notes }: Pick<RunRecord, 'left' | 'notes'>): string | undefined {
  if (left.length === 0 || notes.some((note) => note.includes('no accounts.retire'))) return undefined;
  const names = `${left.slice(0, NAMES_MAX).join(', ')}${left.length > NAMES_MAX ? ' …' : ''}`;
  return `${left.length} accounts could not be retired: ${names}. Try "misdelivery clean".`;
}
