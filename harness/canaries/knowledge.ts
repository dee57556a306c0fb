import type { Grade, Minted } from '../model/canary.ts';
import type { ScanLimits } from './limits.ts';
import type { Owners } from './owner.ts';
import type { Sieve } from './sieve.ts';
import type { Symbols } from './symbols.ts';
import type { Word } from './word.ts';

/** What every sweep of a scan has in common. */
export interface Knowledge extends Owners {
  readonly sieve: Sieve;
  /** Readers that every sweep uses in turn. */
  readonly symbols: Symbols;
  readonly word: Word;
  readonly known: Known;
  readonly limits: ScanLimits;
  /** Only plain and case-folded canaries; nothing is decoded. */
  readonly isPlain: boolean;
}

/** What the ledger told of canaries that cannot be read from text alone. */
export interface Known {
  /** There are no looked-up values. */
  readonly isEmpty: boolean;
  /** The canary whose e-mail address has this digest. */
  digest(hex: string): Minted | undefined;
  /** The one account's canary that begins and ends so. */
  masked(begin: string, end: string): Minted | undefined;
  /** Looked-up values in a region, each with its offset from `from`. */
  values(from: number, to: number): readonly { readonly minted: Minted; readonly at: number; readonly grade: Grade }[];
}
