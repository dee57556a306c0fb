import type { ScanOutcome } from '../canaries/index.ts';
import type { Sighting } from '../model/canary.ts';
import type { Surroundings } from './session.ts';

/** Something that came by itself: an event, a message, a mail. */
export interface Arrived {
  readonly bytes: Uint8Array;
  readonly contentType?: string;
  /** Sightings on the way in besides those in the bytes, such as on an envelope. */
  readonly beside?: readonly Sighting[];
  /** What it is in words, with its number: `event 3`. */
  readonly name: string;
  /** What was received, as a report may show it: `GET /events`, `mail for somebody@example.com`. */
  readonly request: string;
  /** What mails and posts are chosen by. */
  readonly label?: string;
  /** Kept for an adapter until it is taken. */
  readonly raw?: Uint8Array;
  /** Part of a protocol, a heartbeat: kept only if it shows something. */
  readonly isBare?: true;
}

/** The same once it was looked through. */
export interface Arrival extends Omit<Arrived, 'bytes' | 'contentType' | 'beside' | 'isBare'> {
  readonly atMs: number;
  readonly length: number;
  readonly sightings: readonly Sighting[];
  readonly unseen?: string;
}

/** Where arrivals are put. */
export interface Heap {
  add(arrived: Arrived): void;
}

/** What came for one viewer, looked through as it came; bytes are not kept. */
export class Arrivals implements Heap {
  readonly #world: Surroundings;
  readonly #kind: string;
  readonly #max: number;
  readonly #waiting: Arrival[] = [];
  readonly #ears = new Set<() => void>();
  #underWay = 0;
  /** What came beyond the limit and was not looked through. */
  #overflow = 0;

  /** `kind`: under which name places of identifiers are known. */
  constructor(world: Surroundings, kind: string, max = WAITING_MAX) {
    this.#world = world;
    this.#kind = kind;
    this.#max = max;
  }

  add(arrived: Arrived): void {
    if (this.#waiting.length + this.#underWay >= this.#max) {
      this.#overflow += 1;
      return;
    }
    const atMs = this.#world.now();
    const { bytes, contentType } = arrived;
    const scan = this.#world.scan.body(contentType === undefined ? {} : { contentType });
    scan.push(bytes);
    const outcome = scan.end();
    if (!(outcome instanceof Promise)) {
      this.#keep(arrived, atMs, outcome);
      return;
    }
    this.#underWay += 1;
    void outcome.then((late) => {
      this.#underWay -= 1;
      this.#keep(arrived, atMs, late);
    });
  }

  /** What came so far and was not taken, oldest first, without taking it. */
  get all(): readonly Arrival[] {
    return this.#waiting;
  }

  /** Takes what is wanted of what came so far. */
  take(isWanted: (arrival: Arrival) => boolean = () => true): Arrival[] {
    const taken = this.#waiting.filter(isWanted);
    const left = this.#waiting.filter((arrival) => !taken.includes(arrival));
    this.#waiting.splice(0, this.#waiting.length, ...left);
    return taken;
  }

  /** Why not all could be looked through, once. */
  lost(): string | undefined {
    const count = this.#overflow;
    this.#overflow = 0;
    return count === 0 ? undefined : `${count} more came than the ${this.#max} that are kept until somebody looks`;
  }

  /** Calls back at the next arrival; returns the way to stop that. */
  onNext(ear: () => void): () => void {
    this.#ears.add(ear);
    return () => this.#ears.delete(ear);
  }

  #keep(
    { bytes, contentType: _type, beside = [], isBare, ...arrived }: Arrived,
    atMs: number,
    outcome: ScanOutcome,
  ): void {
    const { sightings, unseen } = outcome;
    const all = [...sightings, ...beside, ...this.#world.identifiers.scan(this.#kind, bytes)];
    if (isBare === true && all.length === 0) return;
    this.#waiting.push({
      ...arrived,
      atMs,
      length: bytes.length,
      sightings: all.length === 0 ? NONE : all,
      ...(unseen === undefined ? {} : { unseen }),
    });
    for (const ear of [...this.#ears]) ear();
  }
}

const NONE: readonly Sighting[] = [];

/** Arrivals that wait for somebody to look, for one viewer in one place. */
const WAITING_MAX = 2_000;
