import { type AccountFacts, accountOf } from '../model/account.ts';
import type { Sighting } from '../model/canary.ts';
import type { Planting } from '../model/planting.ts';

/** Every account and every canary of a run, and whose it is. */
export class Ledger {
  readonly #accounts = new Map<string, AccountFacts>();
  readonly #plantings = new Map<string, Planting[]>();

  enrolled(account: AccountFacts): void {
    this.#accounts.set(account.id, account);
  }

  planted(planting: Planting): void {
    const known = this.#plantings.get(planting.account);
    if (known === undefined) this.#plantings.set(planting.account, [planting]);
    else known.push(planting);
  }

  /** Forgets an account that is not there any more. */
  forget(account: string): void {
    this.#accounts.delete(account);
    this.#plantings.delete(account);
  }

  /** What an account planted so far, oldest first. */
  plantingsOf(account: string): readonly Planting[] {
    return this.#plantings.get(account) ?? [];
  }

  /** The write that a sighting names, where it happened outside the given accounts. */
  originsOf(sightings: readonly Sighting[], known: ReadonlySet<string>): Planting[] {
    const found = new Set<Planting>();
    for (const { account, slot } of sightings) {
      const owner = accountOf(account);
      if (known.has(owner)) continue;
      const planting = this.plantingsOf(owner).find(({ fields }) => fields.some((field) => field.slot === slot));
      if (planting !== undefined) found.add(planting);
    }
    return [...found].map((planting) => ({ ...planting, step: -1 }));
  }

  get accounts(): readonly AccountFacts[] {
    return [...this.#accounts.values()];
  }
}
