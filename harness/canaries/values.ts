import { createHash } from 'node:crypto';
import type { Grade, Minted } from '../model/canary.ts';
import type { Known } from './knowledge.ts';
import { Lexicon } from './lexicon.ts';
import type { Sieve } from './sieve.ts';
import { writings } from './writings.ts';

/** Canaries that cannot be read from text alone, as the ledger knows them: looked-up values, digests of e-mail addresses, masked ones. */
export interface Values {
  add(minted: Minted): void;
  /** Forgets everything of an account. */
  forget(account: number): void;
}

export function createValues(sieve: Sieve): Values & Known {
  const lexicon = new Lexicon<readonly Minted[]>();
  const digests = new Map<string, Minted>();
  const byAccount = new Map<number, Minted[]>();
  const byLetter = new Map<string, Minted[]>();

  return {
    get isEmpty() {
      return lexicon.size === 0;
    },
    add(minted) {
      const own = byAccount.get(minted.account);
      if (own === undefined) byAccount.set(minted.account, [minted]);
      else own.push(minted);
      if (minted.shape === 'email') for (const digest of digestsOf(minted.value)) digests.set(digest, minted);
      if (minted.text !== '') {
        const last = minted.text.at(-1)!;
        const others = byLetter.get(last);
        if (others === undefined) byLetter.set(last, [minted]);
        else others.push(minted);
      } else {
        for (const writing of writings(minted)) lexicon.set(writing, [...(lexicon.get(writing) ?? []), minted]);
      }
    },
    forget(account) {
      for (const minted of byAccount.get(account) ?? []) {
        if (minted.shape === 'email') for (const digest of digestsOf(minted.value)) digests.delete(digest);
        for (const writing of minted.text === '' ? writings(minted) : []) {
          const others = lexicon.get(writing)?.filter((other) => other.account !== account) ?? [];
          if (others.length > 0) lexicon.set(writing, others);
          else lexicon.delete(writing);
        }
      }
      byAccount.delete(account);
      for (const [letter, all] of byLetter)
        byLetter.set(
          letter,
          all.filter((minted) => minted.account !== account),
        );
    },
    digest: (hex) => digests.get(hex),
    masked: (begin, end) => onlyOwner(candidates(byLetter, end), begin, end),
    values(from, to) {
      if (lexicon.size === 0) return NONE;
      const found = lexicon.find(sieve, from, to);
      return found.length === 0 ? NONE : agreeing(found.map(({ meaning, at }) => ({ owners: meaning, at: at - from })));
    },
  };
}

const NONE: readonly never[] = [];

function digestsOf(email: string): readonly string[] {
  return ['md5', 'sha1', 'sha256'].map((kind) => createHash(kind).update(email.trim().toLowerCase()).digest('hex'));
}

function candidates(byLetter: ReadonlyMap<string, readonly Minted[]>, end: string): Iterable<Minted> {
  return end === '' ? [...byLetter.values()].flat() : (byLetter.get(end.at(-1)!) ?? []);
}

/** A canary that begins and ends so, if all that do are one account's. */
function onlyOwner(all: Iterable<Minted>, begin: string, end: string): Minted | undefined {
  let only: Minted | undefined;
  for (const minted of all) {
    if (!minted.text.startsWith(begin) || !minted.text.endsWith(end)) continue;
    if (only !== undefined && only.account !== minted.account) return undefined;
    only ??= minted;
  }
  return only;
}

interface Met {
  readonly owners: readonly Minted[];
  readonly at: number;
}

/** How near two values must stand to count as together, in bytes. */
const TOGETHER_BYTES = 1024;

/**
 * The rule against coincidence. Two different values that stand together and have exactly one account in common name it strongly. One
 * alone names its account if no other has it: strongly when it is rare by itself (a postcode of the unassigned area, an address), weakly when it is a
 * phone number or a number of at least five digits, and never when it is a date or a small number.
 */
function agreeing(met: readonly Met[]): readonly { minted: Minted; at: number; grade: Grade }[] {
  return met.flatMap(({ owners, at }, index) => {
    for (const other of near(met, index)) {
      const others = new Set(other.owners.map(({ account }) => account));
      const common = owners.filter(({ account }) => others.has(account));
      if (new Set(common.map(({ account }) => account)).size === 1)
        return [{ minted: common[0]!, at, grade: 'strong' as const }];
    }
    const [first, ...rest] = owners;
    if (first === undefined || rest.some(({ account }) => account !== first.account)) return [];
    const grade = alone(first);
    return grade === undefined ? [] : [{ minted: first, at, grade }];
  });
}

function near(met: readonly Met[], index: number): readonly Met[] {
  const { at, owners } = met[index]!;
  const value = owners[0]?.value;
  return met
    .slice(Math.max(0, index - NEIGHBOURS), index + NEIGHBOURS + 1)
    .filter((other) => Math.abs(other.at - at) <= TOGETHER_BYTES && other.owners[0]?.value !== value);
}

const NEIGHBOURS = 8;
const DIGITS_MIN = 5;

function alone({ shape, value }: Minted): Grade | undefined {
  if (shape === 'postcode' || shape === 'email') return 'strong';
  if (shape === 'date' || (shape === 'number' && value.length < DIGITS_MIN)) return undefined;
  return 'weak';
}
