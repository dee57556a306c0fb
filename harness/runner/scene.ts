import type { AccountId, Actor } from '../model/account.ts';
import type { Entry, Thing } from '../model/observation.ts';
import type { Plan, Ref, Step } from '../model/plan.ts';
import type { Planting } from '../model/planting.ts';
import type { Called, Travel } from './adapter.ts';
import { Browsing } from './browsing.ts';
import { Lines } from './lines.ts';
import { Listening } from './listening.ts';
import { type Look, lookAt } from './look.ts';
import type { Made, Pair } from './pair.ts';
import type { Stage } from './stage.ts';

/** What a step led to, and the thing it was about. */
export type Taken = Called<unknown> & { readonly about?: Thing };

/** One plan being played by one pair: what its verbs act on. */
export class Scene {
  readonly stage: Stage;
  readonly pair: Pair;
  readonly plan: Plan;
  readonly browsing: Browsing;
  readonly journal: Entry[] = [];
  readonly plantings: Planting[] = [];
  /** What this plan created, oldest first. */
  readonly made: Made[] = [];
  readonly lines: Lines;
  /** Connections that are held open. */
  readonly listening: Listening;
  /** When this play began, on the run's clock. */
  readonly sinceMs: number;
  readonly #seen = new Map<string, Set<string>>();
  /** What makes the addresses of this play its own, where the plan or a look asks for that. */
  readonly #play: number;

  constructor(stage: Stage, pair: Pair, plan: Plan) {
    this.stage = stage;
    this.pair = pair;
    this.plan = plan;
    this.#play = stage.world.random();
    this.browsing = new Browsing(stage, pair, plan);
    this.listening = new Listening(stage);
    this.sinceMs = stage.world.now();
    this.lines = new Lines(stage.surroundings, () => pair.facts.map(({ tenant }) => tenant));
  }

  note(step: number, by: Actor, { outcome, because, observations, about }: Taken): void {
    this.journal.push({
      step,
      by,
      outcome,
      observations,
      ...(because === undefined ? {} : { because }),
      ...(about === undefined ? {} : { about }),
    });
  }

  /** When the write of each planting began, on the run's clock. */
  readonly plantedMs = new Map<Planting, number>();

  planted(planting: Planting, begunMs = this.stage.world.now()): void {
    this.plantings.push(planting);
    this.plantedMs.set(planting, begunMs);
    this.stage.ledger.planted(planting);
  }

  /** What of its own somebody has seen already in a place, as `account:slot`. */
  seenIn(place: string): Set<string> {
    const known = this.#seen.get(place) ?? new Set();
    this.#seen.set(place, known);
    return known;
  }

  /** How a step's requests travel. */
  travel(step: Step): Travel {
    return this.lines.travel(step);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.browsing[Symbol.asyncDispose]();
    await this.lines[Symbol.asyncDispose]();
    await this.listening[Symbol.asyncDispose]();
  }

  /** A look at an address of this play's own, where the plan or the look itself asks for that; whoever looks, and with whichever session. */
  addressed(look: Look): Look {
    return this.plan.ownAddresses === true || look.variant === 'own-url' ? { ...look, play: this.#play } : look;
  }

  async look(by: Actor, look: Look): Promise<Taken> {
    const asked = this.addressed(look);
    const called = await this.pair.act(by, (session, member) => lookAt(this.stage, session, member, asked));
    return called ?? nothing(`${by} takes no part`);
  }

  /** The thing a reference means in this plan: the nth that its owner created, wrapped round. */
  find(ref: Ref): Made | undefined {
    const account = this.accountOf(ref.of);
    const made = this.made.filter(
      (each) => each.account === account && each.resource === ref.resource && each.ref.id !== undefined,
    );
    return made[ref.nth % Math.max(made.length, 1)];
  }

  accountOf(actor: Actor): AccountId | undefined {
    return actor === 'visitor' ? undefined : this.pair.member(actor)?.facts.id;
  }
}

export function thingOf({ account, resource, nth }: Made): Thing {
  return { account, resource, nth };
}

/** The answer of a verb that had nothing to act on. */
export function nothing(because: string): Taken {
  return { outcome: 'refused', because, observations: [], fields: [] };
}
