import type { Sighting } from '../model/canary.ts';
import { Lexicon } from './lexicon.ts';
import { valuesAt } from './paths.ts';
import { Places } from './places-of-ids.ts';
import { Schemes } from './schemes.ts';
import { sieve } from './sieve.ts';

/** An identifier that the target gave to what an account created. */
export interface Learned {
  readonly id: string;
  readonly account: number;
  readonly slot: number;
  /** What kind of thing it is: another kind's may have the same small number. */
  readonly resource: string;
}

/**
 * Identifiers learned from their owners' own replies. One that is rare by itself means its owner wherever it stands; a small number
 * only at a path where the owners' own were seen to stand, in the same kind of answer. One that two accounts were given names nobody. What a body
 * costs does not depend on how many are known.
 */
export interface Identifiers {
  learn(learned: Learned): void;
  /** Forgets the identifiers of an account that is not there any more; the target may give them to others. */
  forget(account: number): void;
  /** Notes where, in a reply of this kind, the identifiers of such things stand that belong to whoever was shown it. */
  learnFrom(kind: string, resource: string, json: unknown, ids: readonly string[]): void;
  /** Takes over that they stand at this place in replies of this kind, as an earlier run had learned it. */
  trust(kind: string, resource: string, place: string): void;
  /** What of all this a reply of this kind shows; `json` is the reply parsed, if the caller has it already. */
  scan(kind: string, body: string | Uint8Array, json?: unknown): Sighting[];
}

export function createIdentifiers({ run }: { readonly run: number }): Identifiers {
  const everywhere = new Lexicon<Learned | 'several'>();
  const inPlace = new Map<string, Learned | 'several'>();
  const places = new Map<string, Places>();
  const schemes = new Schemes();
  const byAccount = new Map<number, Learned[]>();

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
    const known = places.get(kind);
    const trusted = known?.trusted ?? [];
    if (known === undefined || trusted.length === 0) return;
    const value = json ?? parsed(body);
    for (const path of trusted) {
      valuesAt(value, path, (id, place) => {
        const learned = inPlace.get(named(known.resource, id));
        if (learned !== undefined && learned !== 'several') into.set(`${id} ${path}`, sighting(learned, place));
      });
    }
  }

  function placesOf(kind: string, resource: string): Places {
    const known = places.get(kind);
    if (known?.resource === resource) return known;
    const made = new Places(resource);
    places.set(kind, made);
    return made;
  }

  return {
    learn(learned) {
      const known = byAccount.get(learned.account);
      if (known === undefined) byAccount.set(learned.account, [learned]);
      else known.push(learned);
      const name = named(learned.resource, learned.id);
      if (schemes.isRare(learned)) everywhere.set(learned.id, merged(everywhere.get(learned.id), learned));
      else inPlace.set(name, merged(inPlace.get(name), learned));
    },
    forget(account) {
      for (const { id, resource } of byAccount.get(account) ?? []) {
        for (const [known, name] of [
          [everywhere, id],
          [inPlace, named(resource, id)],
        ] as const) {
          const meaning = known.get(name);
          if (meaning !== undefined && meaning !== 'several' && meaning.account === account) known.delete(name);
        }
      }
      byAccount.delete(account);
    },
    learnFrom(kind, resource, json, ids) {
      placesOf(kind, resource).learn(json, ids);
    },
    trust(kind, resource, place) {
      placesOf(kind, resource).trust(place);
    },
    scan(kind, body, json) {
      const found = new Map<string, Sighting>();
      if (everywhere.size > 0) addRare(body, found);
      if (places.size > 0) addInPlace(kind, body, json, found);
      return found.size === 0 ? [] : [...found.values()];
    },
  };
}

function named(resource: string, id: string): string {
  return `${resource} ${id}`;
}

function parsed(body: string | Uint8Array): unknown {
  const text = typeof body === 'string' ? body : Buffer.from(body.buffer, body.byteOffset, body.length).toString();
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
