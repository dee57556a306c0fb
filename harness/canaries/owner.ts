import type { CanaryName, Grade } from '../model/canary.ts';
import { CANARY_LETTERS, type Codec, NAME_LETTERS, OWNER_LETTERS, readName, spell } from './codec.ts';
import type { Word } from './word.ts';

/** The slot of a canary that was cut before its slot. */
export const SLOT_UNKNOWN = -1;

/** What a scan must know of a run to believe a canary that was cut short, before its check. */
export interface Owners {
  readonly codec: Codec;
  /** How many accounts a run has, counted from 0; none for a run that is not ours. */
  readonly accounts: (run: number) => number;
}

export interface Owned {
  readonly name: CanaryName;
  readonly text: string;
  readonly grade: Grade;
}

/**
 * Whose canary a word is. The whole twenty letters are `proven` by their check. Cut short, it is `strong` while it names an account
 * that exists in a run that is ours (and as much of the check as is left agrees), and `weak` when the piece of the account's number that
 * is left fits a single account.
 */
export function ownerOf(word: Word, { codec, accounts }: Owners): Owned | undefined {
  if (word.count === CANARY_LETTERS) {
    const name = codec.nameOf(word.letters);
    if (name !== undefined) return { name, text: spell(word.letters, CANARY_LETTERS), grade: 'proven' };
  }
  const left = word.unbroken;
  if (left < WEAK_LETTERS || left >= CANARY_LETTERS) return undefined;
  const { run, account, slot } = readName(word.letters);
  const known = accounts(run);
  const text = spell(word.letters, left);
  if (left >= NAME_LETTERS) {
    const isOurs = account < known && codec.nameOf(word.letters, left) !== undefined;
    return isOurs ? { name: { run, account, slot }, text, grade: 'strong' } : undefined;
  }
  if (left >= OWNER_LETTERS) {
    return account < known ? { name: { run, account, slot: SLOT_UNKNOWN }, text, grade: 'strong' } : undefined;
  }
  const step = 26 ** (left - RUN_END);
  const least = account % step;
  const isOnly = least < known && least + step >= known;
  return isOnly ? { name: { run, account: least, slot: SLOT_UNKNOWN }, text, grade: 'weak' } : undefined;
}

const RUN_END = 6;
/** Fewer letters than this turn up by chance. */
const WEAK_LETTERS = 9;
