import type { Sighting } from '../model/canary.ts';
import { rare } from './rare.ts';

/** An identifier that the target gave to what an account created. */
export interface Learned {
  readonly id: string;
  readonly account: number;
  readonly slot: number;
}

/**
 * Identifiers learned from their owners' own replies. One that is rare by itself means its owner wherever it stands; a small number
 * only at the path where an owner's own stood, in the same kind of answer. One that two accounts were given names nobody.
 */
export interface Identifiers {
  learn(learned: Learned): void;
  /** Notes where, in a reply of this kind that its owner was shown, the identifier stands. */
  learnFrom(kind: string, json: unknown, id: string): void;
  /** What of all this a reply of this kind shows; `json` is the reply parsed, if the caller has it already. */
  scan(kind: string, body: string | Uint8Array, json?: unknown): Sighting[];
}

export function createIdentifiers({ run }: { readonly run: number }): Identifiers {
  const everywhere = new Map<string, Owner>();
  const inPlace = new Map<string, Owner>();
  const paths = new Map<string, Set<string>>();

  function sighting(id: string, { account, slot }: Learned, place: string): Sighting {
    return { run, account, slot, kind: 'identifier', text: id, place, encoding: [], grade: 'proven' };
  }

  function scanRare(text: string, into: Map<string, Sighting>): void {
    for (const { 0: word, index } of text.matchAll(WORDS)) {
      const owner = everywhere.get(word);
      if (owner !== undefined && owner !== 'several' && !into.has(word))
        into.set(word, sighting(word, owner, `byte ${index}`));
    }
  }

  function scanPaths(kind: string, text: string, json: unknown, into: Map<string, Sighting>): void {
    const known = paths.get(kind);
    if (known === undefined) return;
    const value = json ?? parsed(text);
    for (const path of known) {
      walk(value, path.split('/').slice(1), '', (found, place) => {
        const owner = inPlace.get(found);
        if (owner !== undefined && owner !== 'several') into.set(`${found} ${path}`, sighting(found, owner, place));
      });
    }
  }

  return {
    learn(learned) {
      const index = rare(learned.id) ? everywhere : inPlace;
      const before = index.get(learned.id);
      const isAnother = before !== undefined && (before === 'several' || before.account !== learned.account);
      index.set(learned.id, isAnother ? 'several' : learned);
    },
    learnFrom(kind, json, id) {
      const known = paths.get(kind) ?? new Set();
      findPaths(json, id, '', known);
      if (known.size > 0) paths.set(kind, known);
    },
    scan(kind, body, json) {
      if (everywhere.size === 0 && paths.size === 0) return [];
      const text = typeof body === 'string' ? body : Buffer.from(body.buffer, body.byteOffset, body.length).toString();
      const found = new Map<string, Sighting>();
      if (everywhere.size > 0) scanRare(text, found);
      scanPaths(kind, text, json, found);
      return [...found.values()];
    },
  };
}

type Owner = Learned | 'several';

const WORDS = /[A-Za-z0-9][\w-]{7,}/g;
const PATHS_MAX = 64;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Every place of `id` in `json`, with array positions written as `*`. */
function findPaths(json: unknown, id: string, path: string, into: Set<string>): void {
  if (into.size >= PATHS_MAX) return;
  if (Array.isArray(json)) for (const item of json) findPaths(item, id, `${path}/*`, into);
  else if (typeof json === 'object' && json !== null) {
    for (const [key, value] of Object.entries(json))
      findPaths(value, id, `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, into);
  } else if (String(json) === id) into.add(path);
}

/** Calls `found` with each number or text at a normalised path. */
function walk(
  json: unknown,
  steps: readonly string[],
  place: string,
  found: (id: string, place: string) => void,
): void {
  const [step, ...rest] = steps;
  if (step === undefined) {
    if (typeof json === 'number' || typeof json === 'string') found(String(json), place);
  } else if (step === '*') {
    if (Array.isArray(json))
      json.forEach((item, at) => {
        walk(item, rest, `${place}/${at}`, found);
      });
  } else if (typeof json === 'object' && json !== null) {
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
    walk((json as Record<string, unknown>)[key], rest, `${place}/${step}`, found);
  }
}
