import type { CanaryName } from '../model/canary.ts';
import { createCheck } from './check.ts';

/** Letters in a whole canary. */
export const CANARY_LETTERS = 20;
/** Letters that name run and account: a canary cut after them still says whose it is. */
export const OWNER_LETTERS = 11;
/** Letters that name run, account and slot; the rest is the check. */
export const NAME_LETTERS = 14;

export const RUNS_MAX = 26 ** 4;
export const ACCOUNTS_MAX = 26 ** 5;
export const SLOTS_MAX = 26 ** 3;

/**
 * Writes and reads the text of canaries: `zq`, 4 letters of run, 5 of account, 3 of slot, 6 of keyed check.
 * Each number stands with its least significant letter first, so that even a short piece tells neighbouring accounts apart.
 *
 * False alarms: other text passes for a whole canary with probability 26^-6 (3.2e-9) per word that starts with `zq` and goes on for
 * 18 letters. That is at most one in 200 GB of random letters, one in 13,000 GB of random base64, and none to be expected in
 * English, where no word has the form. A canary cut short is believed only when its run and its account exist.
 */
export interface Codec {
  /** The run whose canaries this codec mints; it reads those of every run of the same key. */
  readonly run: number;
  /** How many accounts this codec has minted for, counting from account 0. */
  readonly accounts: number;
  mint(account: number, slot: number): string;
  /** What twenty letters of either case say about themselves; nothing when their check is not ours. */
  read(text: string): CanaryName | undefined;
  /** The same for letters given as numbers 0 to 25. Of a canary cut short, `count` letters are looked at: at least the 14 of the name. */
  nameOf(letters: Uint8Array, count?: number): CanaryName | undefined;
}

export interface CodecOptions {
  readonly key: Uint8Array;
  readonly run: number;
  /** Letters of the check that are looked at, 0 to 6. Fewer only to measure the false-alarm bound. Default 6. */
  readonly checkLetters?: number;
}

export function createCodec({ key, run, checkLetters = CHECK_LETTERS }: CodecOptions): Codec {
  assertBelow('run', run, RUNS_MAX);
  const check = createCheck(key);
  const scratch = new Uint8Array(CANARY_LETTERS);
  let accounts = 0;

  const checkOf = (ofRun: number, account: number, slot: number): number =>
    Math.floor((check((account << 8) ^ (slot >>> 7), (ofRun << 7) ^ (slot & 127)) / 2 ** 32) * CHECKS);

  function nameOf(letters: Uint8Array, count = CANARY_LETTERS): CanaryName | undefined {
    if (letters[0] !== ZERO[0] || letters[1] !== ZERO[1]) return undefined;
    const ofRun = getNumber(letters, 2, 6);
    const account = getNumber(letters, 6, 11);
    const slot = getNumber(letters, 11, NAME_LETTERS);
    const checked = Math.min(count - NAME_LETTERS, checkLetters);
    const expected = checkOf(ofRun, account, slot) % POWERS[checked]!;
    return getNumber(letters, NAME_LETTERS, NAME_LETTERS + checked) === expected
      ? { run: ofRun, account, slot }
      : undefined;
  }

  return {
    run,
    get accounts() {
      return accounts;
    },
    mint(account, slot) {
      assertBelow('account', account, ACCOUNTS_MAX);
      assertBelow('slot', slot, SLOTS_MAX);
      accounts = Math.max(accounts, account + 1);
      scratch.set(ZERO.subarray(0, 2));
      putNumber(scratch, 2, 6, run);
      putNumber(scratch, 6, 11, account);
      putNumber(scratch, 11, NAME_LETTERS, slot);
      putNumber(scratch, NAME_LETTERS, CANARY_LETTERS, checkOf(run, account, slot));
      return spell(scratch, CANARY_LETTERS);
    },
    read(text) {
      if (text.length !== CANARY_LETTERS || !LETTERS_ONLY.test(text)) return undefined;
      for (let at = 0; at < CANARY_LETTERS; at++) scratch[at] = (text.charCodeAt(at) | 32) - 97;
      return nameOf(scratch);
    },
    nameOf,
  };
}

/** The name that the first 14 letters claim, unchecked. */
export function readName(letters: Uint8Array): CanaryName {
  return {
    run: getNumber(letters, 2, 6),
    account: getNumber(letters, 6, 11),
    slot: getNumber(letters, 11, NAME_LETTERS),
  };
}

/** Numbers 0 to 25 as lower-case text. */
export function spell(letters: Uint8Array, count: number): string {
  let text = '';
  for (let at = 0; at < count; at++) text += LETTERS[letters[at]!]!;
  return text;
}

const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'];
const CHECK_LETTERS = CANARY_LETTERS - NAME_LETTERS;
const CHECKS = 26 ** CHECK_LETTERS;
const POWERS = Array.from({ length: CHECK_LETTERS + 1 }, (_, letters) => 26 ** letters);
const LETTERS_ONLY = /^[a-z]+$/i;
/** How zero is written in each place: not `a` everywhere, because fields refuse words like `zqaaaaaaaaa`. */
const ZERO = Uint8Array.from('zqlumoterakinbalodeni', (letter) => letter.charCodeAt(0) - 97);

function putNumber(into: Uint8Array, from: number, to: number, value: number): void {
  let rest = value;
  for (let at = from; at < to; at++) {
    const next = Math.floor(rest / 26);
    into[at] = (rest - next * 26 + ZERO[at]!) % 26;
    rest = next;
  }
}

function getNumber(letters: Uint8Array, from: number, to: number): number {
  let value = 0;
  for (let at = to - 1; at >= from; at--) {
    const digit = letters[at]! - ZERO[at]!;
    value = value * 26 + (digit < 0 ? digit + 26 : digit);
  }
  return value;
}

function assertBelow(what: string, value: number, max: number): void {
  if (Number.isInteger(value) && value >= 0 && value < max) return;
  throw new RangeError(
    `A canary cannot carry ${what} ${value}: it has room for ${max} of them, 0 to ${max - 1}. Start a new run.`,
  );
}
