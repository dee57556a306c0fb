import type { Plan, Step, Variant } from '../model/plan.ts';
import type { Leak } from '../model/verdict.ts';
import { guesses } from './guesses.ts';

/** Whether a plan still leaks; plays it as often as it must. */
export type StillLeaks = (plan: Plan) => Promise<boolean>;

/**
 * Finds a smallest plan that still leaks: first the guess that the proof suggests, then halves and quarters of the flat list are dropped,
 * then one pruning pass drops each step, each odd way to ask and each delay alone (measured: the pass brings every seed to the smallest plan).
 */
export async function shrink(plan: Plan, leak: Leak, stillLeaks: StillLeaks): Promise<Plan> {
  let smallest = plan;
  const tries = async (steps: readonly Step[]): Promise<boolean> => {
    if (isHarmless(plan, steps) || !(await stillLeaks({ ...plan, steps }))) return false;
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
      const { [trait]: had, ...simpler } = smallest.steps[at] as Step & { variant?: Variant; lacks?: number };
      if (had !== undefined) await tries(smallest.steps.with(at, simpler as Step));
    }
  }
  return smallest;
}

/** Where nobody else sits down at a shared browser nobody can be shown anybody's data: not worth a play. */
function isHarmless({ profile }: Plan, steps: readonly Step[]): boolean {
  return profile === 'shared' && !steps.some(({ do: verb }) => verb === 'switch-account');
}

function without(steps: readonly Step[], at: number, count: number): Step[] {
  return steps.filter((_, index) => index < at || index >= at + count);
}

/** What a step may do without, in the order in which it is tried. */
const TRAITS = ['variant', 'lacks', 'afterMs', 'held', 'wire', 'line', 'alongside'] as const;
