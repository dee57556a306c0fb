import fc, { type Arbitrary } from 'fast-check';
import type { DriverName, Plan } from '../model/plan.ts';
import type { Scenario } from '../model/scenario.ts';

/** Plans made from one arbitrary at a time; the first batch is what a short run plays. */
const BATCH = 20;

/**
 * A cell's plans, made when they are needed and always the same for the same seed, however many are asked for and in whatever order.
 * `name` gives each cell a seed of its own, so that asking for one surface alone plays the same plans as asking for all.
 */
export function supply(
  arbitrary: Arbitrary<Plan>,
  over: DriverName,
  seed: number,
  name: string,
  { isDaring = () => false, kindOf = () => '' }: Pick<Scenario, 'isDaring' | 'kindOf'> = {},
): (number: number) => Plan {
  let at = -1;
  let plans: readonly Plan[] = [];
  return (number) => {
    const batch = Math.floor(number / BATCH);
    if (batch !== at) {
      const made = fc.sample(arbitrary, { seed: mixed(seed, batch === 0 ? name : `${name}|${batch}`), numRuns: BATCH });
      const inTurn = everyKindFirst(made, kindOf);
      const calmFirst = [...inTurn.filter((plan) => !isDaring(plan)), ...inTurn.filter(isDaring)];
      plans = calmFirst.map((plan) => (plan.over === over ? plan : { ...plan, over }));
      at = batch;
    }
    return plans[number % BATCH] as Plan;
  };
}

/** One plan of each kind, then a second one of each; else as they came. */
function everyKindFirst(made: readonly Plan[], kindOf: (plan: Plan) => string): Plan[] {
  const counts = new Map<string, number>();
  const ranked = made.map((plan) => {
    const rank = counts.get(kindOf(plan)) ?? 0;
    counts.set(kindOf(plan), rank + 1);
    return { plan, rank };
  });
  return ranked.sort((one, other) => one.rank - other.rank).map(({ plan }) => plan);
}

/** FNV-1a, begun with the seed. */
function mixed(seed: number, text: string): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash | 0;
}
