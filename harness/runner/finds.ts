import type { DriverName, Plan } from '../model/plan.ts';
import type { Scenario } from '../model/scenario.ts';
import { WHOAMI } from '../model/target.ts';
import type { Evidence, Leak } from '../model/verdict.ts';
import { leakingLooks } from '../oracles/index.ts';
import { LIMITS } from './limits.ts';

/** A leak as it was first seen, with the plan that showed it. */
export interface Found {
  readonly leak: Leak;
  readonly plan: Plan;
  readonly evidence: Evidence;
  readonly scenario: Scenario;
}

/** How often one kind of leak was seen in one cell, and the first finds there. */
interface Seen {
  readonly founds: readonly Found[];
  /** Plans that showed it, and looks. */
  readonly plans: number;
  readonly looks: number;
}

/** Everywhere that one kind of leak (oracle and surface) was seen: for each cell its best finds, those that a pair made with what it had just written. */
export class Finds {
  readonly #seen = new Map<string, Seen>();
  /** In how many plans each text was shown where nothing was that the pair itself had written. */
  readonly #strange = new Map<string, number>();

  /** What one played plan showed of this kind. */
  add(leaks: readonly Leak[], { plan, evidence, scenario }: Omit<Found, 'leak'>): void {
    const [leak] = [...leaks].sort(
      (one, other) => closeness(other) - closeness(one) || isAtOwnAddress(plan, other) - isAtOwnAddress(plan, one),
    );
    if (leak === undefined) return;
    const key = keyOf(scenario, plan.over);
    const { founds = [], plans = 0, looks = 0 }: Partial<Seen> = this.#seen.get(key) ?? {};
    if (!isWithinPair(leak)) this.#strange.set(leak.sighting.text, (this.#strange.get(leak.sighting.text) ?? 0) + 1);
    this.#seen.set(key, {
      founds: closestFirst([...founds, { leak, plan, evidence, scenario }]).slice(0, LIMITS.findsKeptMax),
      plans: plans + 1,
      looks: looks + leakingLooks(leaks, leak.surface).size,
    });
  }

  /** The best find of each cell, the closest first, and of these calm plans and the ones with the fewest steps: the likeliest to come back. */
  get all(): readonly Found[] {
    return this.rounds[0] ?? [];
  }

  /** The best finds of all cells, then the second best of those that have more, and so on: a single one may be another pair's doing. */
  get rounds(): readonly (readonly Found[])[] {
    const cells = [...this.#seen.values()].map(({ founds }) => founds);
    return Array.from({ length: LIMITS.findsKeptMax }, (_, place) =>
      closestFirst(cells.flatMap((founds) => founds[place] ?? []).sort(calmestFirst)),
    );
  }

  /** The best find of each cell, however close: those of ordinary scenarios, calm and short plans first. */
  get calmest(): readonly Found[] {
    const isOdd = ({ scenario }: Found) => Number(scenario.claims === undefined);
    return this.all.toSorted((one, other) => isOdd(one) - isOdd(other) || calmestFirst(one, other));
  }

  /** Most plans showed one and the same text, which neither of their pair had written: it was kept, and is given to all who come. */
  get isKept(): boolean {
    const plans = [...this.#seen.values()].reduce((sum, seen) => sum + seen.plans, 0);
    return Math.max(...this.#strange.values()) * 2 > plans;
  }

  /** How close the closest find is. */
  get closeness(): number {
    return Math.max(...this.all.map(({ leak }) => closeness(leak)));
  }

  /** Looks that showed it, of all cells. */
  get looks(): number {
    return [...this.#seen.values()].reduce((sum, { looks }) => sum + looks, 0);
  }

  /** How often the cell of a find showed it. */
  countOf({ scenario, plan }: Pick<Found, 'scenario' | 'plan'>): { readonly plans: number; readonly looks: number } {
    const { plans = 0, looks = 0 }: Partial<Seen> = this.#seen.get(keyOf(scenario, plan.over)) ?? {};
    return { plans, looks };
  }
}

/** Sorts what one played plan showed into kinds. */
export function sortInto(kinds: Map<string, Finds>, leaks: readonly Leak[], shown: Omit<Found, 'leak'>): void {
  const alike = new Map<string, Leak[]>();
  for (const leak of leaks) {
    const kind = kindOf(leak);
    alike.set(kind, [...(alike.get(kind) ?? []), leak]);
  }
  for (const [kind, some] of alike) {
    const known = kinds.get(kind) ?? new Finds();
    known.add(some, shown);
    kinds.set(kind, known);
  }
}

/** Whatever names somebody else where one asks who one is says the same. */
function kindOf({ oracle, surface }: Leak): string {
  const isNamed = surface === WHOAMI && (oracle === 'identity' || oracle.startsWith('foreign-'));
  return `${isNamed ? 'identity' : oracle}|${surface}`;
}

/** Kinds of leak in the order in which they are told: the closest first, and of these what was seen most. */
export function likeliestFirst(kinds: Iterable<Finds>): Finds[] {
  return [...kinds].sort((one, other) => other.closeness - one.closeness || other.looks - one.looks);
}

function closestFirst(founds: readonly Found[]): readonly Found[] {
  return founds.toSorted((one, other) => closeness(other.leak) - closeness(one.leak));
}

function calmestFirst(one: Found, other: Found): number {
  return (
    isAlone(one) - isAlone(other) ||
    sharing(one) - sharing(other) ||
    isAtOwnAddress(other.plan, other.leak) - isAtOwnAddress(one.plan, one.leak) ||
    one.plan.steps.length - other.plan.steps.length
  );
}

/** 1 where the leak was seen at an address that its play alone had asked for: nothing that others left there helped, or will be missed. */
function isAtOwnAddress({ ownAddresses, steps }: Plan, { seenAt }: Leak): number {
  const step = steps[seenAt];
  return Number(ownAddresses === true || (step?.do === 'look' && step.variant === 'own-url'));
}

/** A plan that has everybody wait would tell the wrong story of a leak that shows anyhow. */
function isAlone({ plan }: Found): number {
  return Number(plan.alone === true);
}

/** What shows without a browser has nothing to do with one; and what shows in one of one's own, not with sharing one. */
function sharing({ plan: { over, profile } }: Found): number {
  if (over !== 'browser') return 0;
  return profile === 'shared' ? 2 : 1;
}

function keyOf({ name }: Scenario, over: DriverName): string {
  return `${name}|${over}`;
}

/** 2 where the plan itself wrote what the pair's other account was shown, 1 where the pair wrote it at some time, 0 where others did. */
function closeness(leak: Leak): number {
  if (!isWithinPair(leak)) return 0;
  return leak.plantedAt >= 0 || leak.resource === 'account' ? 2 : 1;
}

/** Whether owner and viewer acted in the same plan, which can then be played again by itself. */
export function isWithinPair({ owner, viewer, otherRun }: Leak): boolean {
  return otherRun === undefined && owner.split('/')[0] === viewer.split('/')[0];
}
