import type { DriverName, Plan } from '../model/plan.ts';
import type { Scenario } from '../model/scenario.ts';
import type { Evidence, Leak } from '../model/verdict.ts';
import { leakingLooks } from '../oracles/index.ts';

/** A leak as it was first seen, with the plan that showed it. */
export interface Found {
  readonly leak: Leak;
  readonly plan: Plan;
  readonly evidence: Evidence;
  readonly scenario: Scenario;
}

/** How often one kind of leak was seen in one cell. */
interface Seen {
  /** The likeliest to come back, best first. */
  readonly best: readonly Found[];
  /** Plans that showed it, and looks. */
  readonly plans: number;
  readonly looks: number;
}

/** Finds kept of each cell: what one plan showed may have been others' doing, and never come back. */
const KEPT_MAX = 3;

/** Everywhere that one kind of leak (oracle and surface) was seen: for each cell its best finds, which a pair made with its own data. */
export class Finds {
  readonly #seen = new Map<string, Seen>();

  /** What one played plan showed of this kind. */
  add(leaks: readonly Leak[], { plan, evidence, scenario }: Omit<Found, 'leak'>): void {
    const [leak] = [...leaks].sort((one, other) => Number(isWithinPair(other)) - Number(isWithinPair(one)));
    if (leak === undefined) return;
    const key = keyOf(scenario, plan.over);
    const { best = [], plans = 0, looks = 0 }: Partial<Seen> = this.#seen.get(key) ?? {};
    this.#seen.set(key, {
      best: [...best, { leak, plan, evidence, scenario }].sort(byLikelihood).slice(0, KEPT_MAX),
      plans: plans + 1,
      looks: looks + leakingLooks(leaks, leak.surface).size,
    });
  }

  /** The best find of each cell, the likeliest to come back first. */
  get best(): readonly Found[] {
    return this.all.slice(0, this.#seen.size);
  }

  /** The finds: the best of each cell, then the second best; those within a pair first, and of these the ones with the fewest steps. */
  get all(): readonly Found[] {
    const cells = [...this.#seen.values()];
    return Array.from({ length: KEPT_MAX }, (_, rank) =>
      cells.flatMap(({ best }) => best.slice(rank, rank + 1)).sort(byLikelihood),
    ).flat();
  }

  /** Whether a pair showed it with its own data. */
  get isWithinPair(): boolean {
    return this.all.some(({ leak }) => isWithinPair(leak));
  }

  /** How often the cell of a find showed it. */
  countOf({ scenario, plan }: Found): { readonly plans: number; readonly looks: number } {
    const { plans = 0, looks = 0 }: Partial<Seen> = this.#seen.get(keyOf(scenario, plan.over)) ?? {};
    return { plans, looks };
  }
}

/** Those within a pair are the likeliest to come back, and of these the ones with the fewest steps. */
function byLikelihood(one: Found, other: Found): number {
  return (
    Number(isWithinPair(other.leak)) - Number(isWithinPair(one.leak)) || one.plan.steps.length - other.plan.steps.length
  );
}

function keyOf({ name }: Scenario, over: DriverName): string {
  return `${name}|${over}`;
}

/** Whether owner and viewer acted in the same plan, which can then be played again by itself. */
export function isWithinPair({ owner, viewer, otherRun }: Leak): boolean {
  return otherRun === undefined && owner.split('/')[0] === viewer.split('/')[0];
}
