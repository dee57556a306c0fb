import type { Observation } from '../model/observation.ts';
import type { Plan, Step } from '../model/plan.ts';
import type { Scenario } from '../model/scenario.ts';
import type { Evidence, Leak, Proof } from '../model/verdict.ts';
import { viewerOf } from '../oracles/index.ts';

/**
 * Whether a play brought about by itself what its leak needs, so that the plan leaks on a target that has just begun as well. What an
 * earlier play left behind (an entry of a cache, a connection one reply behind) makes nearly any plan leak; one that stands alone had
 * somebody else write before the look, and look there too, if the plan that was found did, and the look in the condition that its
 * scenario is about.
 */
export function standsAlone(scenario: Scenario, found: Plan, evidence: Evidence, leak: Leak): boolean {
  const proof = proofOf(scenario, evidence, leak);
  if (proof === undefined) return false;
  const { steps } = evidence.plan;
  const tenant = evidence.accounts.find(({ id }) => id === leak.viewer)?.tenant;
  const isOthers = ({ by }: Step) => evidence.accounts.some((each) => each.role === by && each.tenant !== tenant);
  const isWrite = (step: Step) => step.do === 'plant' && isOthers(step);
  const isLook = (step: Step) => step.do === 'look' && step.surface === leak.surface && isOthers(step);
  if (found.steps.some(isWrite) && !steps.slice(0, leak.seenAt).some(isWrite)) return false;
  if (found.steps.some(isLook) && !steps.some(isLook)) return false;
  return proof.is !== 'not-shown';
}

/** Whether what a scenario is about occurred in the look that showed a leak; nothing where no step of the plan was that look. */
export function proofOf(scenario: Scenario, evidence: Evidence, leak: Leak): Proof | undefined {
  const isTheLook = (seen: Observation) => seen.surface === leak.surface && viewerOf(seen) === leak.viewer;
  const observation = evidence.journal
    .find(({ step, observations }) => step === leak.seenAt && observations.some(isTheLook))
    ?.observations.findLast(isTheLook);
  if (observation === undefined || leak.seenAt < 0) return undefined;
  return scenario.proof(evidence, { step: leak.seenAt, observation });
}
