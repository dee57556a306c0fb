import type { Plan, Step } from '../model/plan.ts';
import type { Leak } from '../model/verdict.ts';

/** Whether a plan still leaks; plays it as often as it must. */
export type StillLeaks = (plan: Plan) => Promise<boolean>;

/**
 * Finds a smallest plan that still leaks: first the guess that the proof suggests, then halves and quarters of the flat list are dropped,
 * then one pruning pass drops each step and each delay alone (measured: the pass brings every seed to the smallest plan).
 */
export async function shrink(plan: Plan, leak: Leak, stillLeaks: StillLeaks): Promise<Plan> {
  let smallest = plan;
  const tries = async (steps: readonly Step[]): Promise<boolean> => {
    if (!(await stillLeaks({ ...plan, steps }))) return false;
    smallest = { ...plan, steps };
    return true;
  };
  if (leak.seenAt < 0 && (await tries([]))) return smallest;
  for (const guess of guesses(plan, leak)) if (guess.length < smallest.steps.length && (await tries(guess))) break;
  for (let size = Math.floor(smallest.steps.length / 2); size > 1; size = Math.floor(size / 2)) {
    for (let at = 0; at < smallest.steps.length; ) if (!(await tries(without(smallest.steps, at, size)))) at += size;
  }
  for (let at = smallest.steps.length - 1; at >= 0; at--) await tries(without(smallest.steps, at, 1));
  for (let at = 0; at < smallest.steps.length; at++) {
    for (const trait of TRAITS) {
      const { [trait]: had, ...simpler } = smallest.steps[at] as Step;
      if (had !== undefined) await tries(smallest.steps.with(at, simpler as Step));
    }
  }
  return smallest;
}

/** What the proof names, smallest first: the write and the look; these and the owner's earlier looks; these and all writes. */
function guesses({ steps }: Plan, { plantedAt, seenAt, surface }: Leak): Step[][] {
  const pick = (wanted: (step: Step, index: number) => boolean) => steps.filter(wanted);
  const owner = steps[plantedAt]?.by;
  const isNamed = (index: number) => index === plantedAt || index === seenAt;
  const isWarm = (step: Step, index: number) =>
    step.do === 'look' && step.surface === surface && step.by === owner && index < seenAt;
  const isGroup = (index: number) => groupOf(steps, index) === groupOf(steps, seenAt);
  return [
    pick((_, index) => isNamed(index)),
    pick((step, index) => isNamed(index) || isWarm(step, index)),
    pick((step, index) => isNamed(index) || (index < seenAt && isDisturbance(step))),
    pick((step, index) => isNamed(index) || step.do === 'plant' || isGroup(index)),
    pick((step, index) => isNamed(index) || step.do === 'plant' || ('surface' in step && step.surface === surface)),
  ];
}

function groupOf(steps: readonly Step[], index: number): number {
  let start = Math.max(index, 0);
  while (start > 0 && steps[start]?.alongside === true) start -= 1;
  return start;
}

function without(steps: readonly Step[], at: number, count: number): Step[] {
  return steps.filter((_, index) => index < at || index >= at + count);
}

function isDisturbance({ do: verb, cutMs }: Step): boolean {
  return verb === 'abort' || verb === 'spoil' || cutMs !== undefined;
}

/** What a step may do without, in the order in which it is tried. */
const TRAITS = ['afterMs', 'held', 'wire', 'line', 'alongside'] as const;
