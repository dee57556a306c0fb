import type { Told } from '../harness/index.ts';
import { peopleOf } from './people.ts';

/** Whether its plan is as small as it gets: it was made so, or each of its steps planted what was seen or showed it. */
export function isSmallest({ unfinished, plan, leak }: Told): boolean {
  const isPlanting = (step: number) => step === leak.plantedAt && peopleOf(leak).isSamePair;
  return unfinished !== true || plan.steps.every((_, step) => step === leak.seenAt || isPlanting(step));
}
