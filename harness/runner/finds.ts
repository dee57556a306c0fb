import type { Plan } from '../model/plan.ts';
import type { Scenario } from '../model/scenario.ts';
import type { Evidence, Leak } from '../model/verdict.ts';

/** A leak as it was first seen, with the plan that showed it. */
export interface Found {
  readonly leak: Leak;
  readonly plan: Plan;
  readonly evidence: Evidence;
  readonly scenario: Scenario;
}

/** Everywhere that one kind of leak (oracle and surface) was seen: for each scenario its best find, which a pair made with its own data. */
export class Finds {
  readonly #best = new Map<string, Found>();

  add(found: Found): void {
    const known = this.#best.get(found.scenario.name);
    if (known === undefined || (!isWithinPair(known) && isWithinPair(found)))
      this.#best.set(found.scenario.name, found);
  }

  /** The finds, those within a pair first and of these the ones with the fewest steps: the likeliest to come back. */
  get all(): readonly Found[] {
    return [...this.#best.values()].sort(
      (one, other) =>
        Number(isWithinPair(other)) - Number(isWithinPair(one)) || one.plan.steps.length - other.plan.steps.length,
    );
  }
}

/** Whether owner and viewer acted in the same plan, which can then be played again by itself. */
function isWithinPair({ leak }: Found): boolean {
  return leak.owner.split('/')[0] === leak.viewer.split('/')[0];
}
