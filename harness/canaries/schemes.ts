import { rare } from './rare.ts';

/** Rare identifiers of one kind and length after which all of them count as rare. */
const RARE_MIN = 3;

/**
 * How a target names each kind of thing. Of random identifiers of ten letters and digits a quarter look like a word by chance; where
 * most of one kind and length are rare by themselves, the others are made in the same way.
 */
export class Schemes {
  readonly #seen = new Map<string, { rare: number; others: number }>();

  /** Notes an identifier that the target has just given, and says whether it means its owner wherever it stands. */
  isRare({ resource, id }: { readonly resource: string; readonly id: string }): boolean {
    const key = `${resource} ${id.length}`;
    const seen = this.#seen.get(key) ?? { rare: 0, others: 0 };
    this.#seen.set(key, seen);
    if (rare(id)) seen.rare += 1;
    else seen.others += 1;
    return rare(id) || (seen.rare >= RARE_MIN && seen.rare > seen.others);
  }
}
