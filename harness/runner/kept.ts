import { actorOf } from '../model/account.ts';
import type { Plan, Step } from '../model/plan.ts';
import type { Leak } from '../model/verdict.ts';

/** Caches that keep what is one's own (CWE-524). */
const KEPT = 524;

/**
 * A reference that opens nothing until its owner has used it is no missing check: something on the way kept the answer. Told of a plan
 * that was made as small as it gets, for there the owner's own look is left only where it is needed.
 */
export function toldAsKept(leak: Leak, { steps }: Plan): Leak {
  const ownerRole = actorOf(leak.owner);
  const isOwners = (step: Step | undefined) =>
    step?.do === 'look' && step.by === ownerRole && step.surface === leak.surface;
  const shown = steps[leak.seenAt];
  const isNeeded = steps.slice(0, Math.max(0, leak.seenAt)).some(isOwners) && shown?.alongside !== true;
  // What stands beside the thing that was asked for, such as its owner's name in a heading, tells of something else.
  const isAskedFor = shown?.do === 'look' && shown.ref?.resource === leak.resource;
  if (!isNeeded || !isAskedFor || leak.scenario !== 'same-identifier') return leak;
  const also = 'its owner had to look there first: something on the way kept the answer';
  return { ...leak, also: [...leak.also, also], cwe: [KEPT, ...leak.cwe.filter((number) => number !== KEPT)] };
}
