import type { Minted } from '../model/canary.ts';
import type { Known } from './sweep.ts';

/** Canaries that cannot be read from text alone, as the ledger knows them: looked-up values, digests of e-mail addresses, masked ones. */
export interface Values {
  add(minted: Minted): void;
  /** Forgets everything of an account. */
  forget(account: number): void;
}

export function createValues(): Values & Known {
  return {
    add: () => undefined,
    forget: () => undefined,
    digest: () => undefined,
    masked: () => undefined,
    values: () => [],
  };
}
