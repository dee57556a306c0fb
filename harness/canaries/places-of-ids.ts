import { pathsOf, starred } from './paths.ts';

/** Replies of one kind after which a place is believed, and different identifiers that must have stood there. */
const REPLIES_MIN = 4;
const IDS_MIN = 2;
/** Places that are remembered for one kind of reply. */
const PATHS_MAX = 64;

/**
 * Where, in replies of one kind, small identifiers of one kind of thing stand. Some other number is equal to one of them now and then, so
 * a place is believed only when it held for several, and never again once it did not: when another place of the reply showed all
 * that it did and more. A place in a list must have shown several at once: the owner of each thing in a list has a number too.
 */
export class Places {
  readonly resource: string;
  /** Identifiers that were seen at each path. */
  readonly #seen = new Map<string, Set<string>>();
  readonly #refuted = new Set<string>();
  /** Paths at which one reply showed several. */
  readonly #several = new Set<string>();
  readonly #given = new Set<string>();
  #replies = 0;
  #trusted: readonly string[] = [];

  constructor(resource: string) {
    this.resource = resource;
  }

  /** Learns from a reply that shows some of these, which belong to whoever asked for it. */
  learn(json: unknown, ids: readonly string[]): void {
    const stood = new Map<string, Set<string>>();
    for (const id of new Set(ids))
      for (const path of pathsOf(json, id)) stood.set(path, (stood.get(path) ?? new Set()).add(id));
    if (stood.size === 0) return;
    this.#replies += 1;
    for (const path of new Set([...this.#seen.keys(), ...stood.keys()])) {
      const here = stood.get(path) ?? new Set();
      if (isOutdone(here, stood.values())) {
        this.#refuted.add(path);
        this.#seen.delete(path);
      } else if (!this.#refuted.has(path) && (this.#seen.has(path) || this.#seen.size < PATHS_MAX)) {
        this.#seen.set(path, new Set([...(this.#seen.get(path) ?? []), ...here]));
        if (here.size > 1) this.#several.add(path);
      }
    }
    this.#decide();
  }

  /** Believes in a place, `/orders/13/id`, and in all others of its list. */
  trust(place: string): void {
    this.#given.add(starred(place));
    this.#decide();
  }

  get trusted(): readonly string[] {
    return this.#trusted;
  }

  /** Every answer is scanned, and few are learned from. */
  #decide(): void {
    const isIn = (path: string) => !path.includes('*') || this.#several.has(path);
    const learned = [...this.#seen].filter(
      ([path, ids]) => this.#replies >= REPLIES_MIN && ids.size >= IDS_MIN && isIn(path),
    );
    this.#trusted = [...new Set([...this.#given, ...learned.map(([path]) => path)])];
  }
}

/** Whether another place of one answer shows all that this one does, and more. */
export function isOutdone(here: ReadonlySet<string>, all: Iterable<ReadonlySet<string>>): boolean {
  return [...all].some((there) => there.size > here.size && [...here].every((id) => there.has(id)));
}
