import type { Sighting } from '../model/canary.ts';
import { Lexicon } from './lexicon.ts';
import { pathsOf, valuesAt } from './paths.ts';
import { rare } from './rare.ts';
import { sieve } from './sieve.ts';

/** An identifier that the target gave to what an account created. */
export interface Learned {
  readonly id: string;
  readonly account: number;
  readonly slot: number;
}

/**
 * Identifiers learned from their owners' own replies. One that is rare by itself means its owner wherever it stands; a small number
 * only at the path where an owner's own stood, in the same kind of answer. One that two accounts were given names nobody. What a body
 * costs does not depend on how many are known.
 */
export interface Identifiers {
  learn(learned: Learned): void;
  /** Forgets the identifiers of an account that is not there any more; the target may give them to others. */
  forget(account: number): void;
  /** Notes where, in a reply of this kind that its owner was shown, the identifier stands. */
  learnFrom(kind: string, json: unknown, id: string): void;
  /** What of all this a reply of this kind shows; `json` is the reply parsed, if the caller has it already. */
  scan(kind: string, body: string | Uint8Array, json?: unknown): Sighting[];
}

export function createIdentifiers({ run }: { readonly run: number }): Identifiers {
  const everywhere = new Lexicon<Learned | 'several'>();
  const inPlace = new Map<string, Learned | 'several'>();
  const paths = new Map<string, Set<string>>();
  const byAccount = new Map<number, string[]>();

  const merged = (before: Learned | 'several' | undefined, learned: Learned) =>
    before === undefined || (before !== 'several' && before.account === learned.account) ? learned : 'several';

  function sighting({ id, account, slot }: Learned, place: string): Sighting {
    return { run, account, slot, kind: 'identifier', text: id, place, encoding: [], grade: 'proven' };
  }

  function addRare(body: string | Uint8Array, into: Map<string, Sighting>): void {
    const memory = sieve();
    const from = memory.take(typeof body === 'string' ? body.length * 3 : body.length);
    if (from < 0) return;
    if (typeof body !== 'string') memory.bytes.set(body, from);
    const to = from + (typeof body === 'string' ? memory.bytes.write(body, from) : body.length);
    memory.keep(to);
    for (const { meaning, at } of everywhere.find(memory, from, to)) {
      if (meaning !== 'several' && !into.has(meaning.id)) into.set(meaning.id, sighting(meaning, `byte ${at - from}`));
    }
    memory.free(from);
  }

  function addInPlace(kind: string, body: string | Uint8Array, json: unknown, into: Map<string, Sighting>): void {
    const known = paths.get(kind);
    if (known === undefined) return;
    const value = json ?? parsed(body);
    for (const path of known) {
      valuesAt(value, path, (id, place) => {
        const learned = inPlace.get(id);
        if (learned !== undefined && learned !== 'several') into.set(`${id} ${path}`, sighting(learned, place));
      });
    }
  }

  return {
    learn(learned) {
      const known = byAccount.get(learned.account);
      if (known === undefined) byAccount.set(learned.account, [learned.id]);
      else known.push(learned.id);
      if (rare(learned.id)) everywhere.set(learned.id, merged(everywhere.get(learned.id), learned));
      else inPlace.set(learned.id, merged(inPlace.get(learned.id), learned));
    },
    forget(account) {
      for (const id of byAccount.get(account) ?? []) {
        const meaning = rare(id) ? everywhere.get(id) : inPlace.get(id);
        if (meaning === undefined || meaning === 'several' || meaning.account !== account) continue;
        if (rare(id)) everywhere.delete(id);
        else inPlace.delete(id);
      }
      byAccount.delete(account);
    },
    learnFrom(kind, json, id) {
      const known = paths.get(kind) ?? new Set();
      for (const path of pathsOf(json, id)) if (known.size < PATHS_MAX) known.add(path);
      if (known.size > 0) paths.set(kind, known);
    },
    scan(kind, body, json) {
      const found = new Map<string, Sighting>();
      if (everywhere.size > 0) addRare(body, found);
      if (paths.size > 0) addInPlace(kind, body, json, found);
      return found.size === 0 ? [] : [...found.values()];
    },
  };
}

/** Paths that are remembered for one kind of answer. */
const PATHS_MAX = 64;

function parsed(body: string | Uint8Array): unknown {
  const text = typeof body === 'string' ? body : Buffer.from(body.buffer, body.byteOffset, body.length).toString();
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
