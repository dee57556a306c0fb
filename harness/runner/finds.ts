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
  readonly found: Found;
  /** Plans that showed it, and looks. */
  readonly plans: number;
  readonly looks: number;
}

/** Everywhere that one kind of leak (oracle and surface) was seen: for each cell its best find, which a pair made with its own data. */
export class Finds {
  readonly #seen = new Map<string, Seen>();

  /** What one played plan showed of this kind. */
  add(leaks: readonly Leak[], { plan, evidence, scenario }: Omit<Found, 'leak'>): void {
    const [leak] = [...leaks].sort((one, other) => Number(isWithinPair(other)) - Number(isWithinPair(one)));
    if (leak === undefined) return;
    const key = keyOf(scenario, plan.over);
    const { found, plans = 0, looks = 0 }: Partial<Seen> = this.#seen.get(key) ?? {};
    const isBetter = found === undefined || (!isWithinPair(found.leak) && isWithinPair(leak));
    this.#seen.set(key, {
      found: isBetter ? { leak, plan, evidence, scenario } : found,
      plans: plans + 1,
      looks: looks + leakingLooks(leaks, leak.surface).size,
    });
  }

  /** The finds, those within a pair first and of these the ones with the fewest steps: the likeliest to come back. */
  get all(): readonly Found[] {
    return [...this.#seen.values()]
      .map(({ found }) => found)
      .sort(
        (one, other) =>
          Number(isWithinPair(other.leak)) - Number(isWithinPair(one.leak)) ||
          one.plan.steps.length - other.plan.steps.length,
      );
  }

  /** Whether a pair showed it with its own data. */
  get isWithinPair(): boolean {
    return [...this.#seen.values()].some(({ found }) => isWithinPair(found.leak));
  }

  /** How often the cell of a find showed it. */
  countOf({ scenario, plan }: Found): { readonly plans: number; readonly looks: number } {
    const { plans = 0, looks = 0 }: Partial<Seen> = this.#seen.get(keyOf(scenario, plan.over)) ?? {};
    return { plans, looks };
  }
}

function keyOf({ name }: Scenario, over: DriverName): string {
  return `${name}|${over}`;
}

/** Whether owner and viewer acted in the same plan, which can then be played again by itself. */
export function isWithinPair({ owner, viewer, otherRun }: Leak): boolean {
  return otherRun === undefined && owner.split('/')[0] === viewer.split('/')[0];
}
