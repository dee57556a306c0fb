import type { TenantId } from '../model/account.ts';
import type { Observation } from '../model/observation.ts';
import type { Plan, Step } from '../model/plan.ts';
import type { Scenario } from '../model/scenario.ts';
import type { Evidence, Leak } from '../model/verdict.ts';
import { viewerOf } from '../oracles/index.ts';
import type { Found } from './finds.ts';

/** What other tenants had done when somebody looked: before, or at the same moment. */
interface Preparation {
  readonly wrote: boolean;
  readonly looked: boolean;
  /** Somebody looked who had written before: what a store keeps of that look is not empty. */
  readonly lookedAtOwn: boolean;
}

/**
 * Whether a play brought about by itself what its leak needs, so that the plan leaks on a target that has just begun as well. What an
 * earlier play left behind (an entry of a cache, a connection one reply behind) makes nearly any plan leak; in one that stands alone
 * others did before the look what they did in the plan that was found, and the look is in the condition that its scenario is about.
 */
export function standsAlone(scenario: Scenario, found: Found, evidence: Evidence, leak: Leak): boolean {
  const isTheLook = (seen: Observation) => seen.surface === leak.surface && viewerOf(seen) === leak.viewer;
  const observation = evidence.journal
    .find(({ step, observations }) => step === leak.seenAt && observations.some(isTheLook))
    ?.observations.findLast(isTheLook);
  if (observation === undefined || leak.seenAt < 0) return false;
  if (!isPrepared(found, preparationOf(evidence, evidence.plan, leak))) return false;
  return scenario.proof(evidence, { step: leak.seenAt, observation }).is !== 'not-shown';
}

/**
 * Whether a smaller plan may stand alone. One that cannot is not even played: a store might keep the empty page that it shows, and hide the
 * leak for a while.
 */
export function mayStandAlone(found: Found, plan: Plan): boolean {
  const { surface } = found.leak;
  return plan.steps.some(
    (step, seenAt) =>
      isLook(step, surface) &&
      isPrepared(found, preparationOf(found.evidence, plan, { surface, seenAt, viewer: viewerAt(found, step) })),
  );
}

function isPrepared({ plan, leak, evidence }: Found, now: Preparation): boolean {
  const then = preparationOf(evidence, plan, leak);
  return (now.wrote || !then.wrote) && (now.looked || !then.looked) && (now.lookedAtOwn || !then.lookedAtOwn);
}

function preparationOf(
  { accounts }: Evidence,
  { steps }: Plan,
  { surface, seenAt, viewer }: Pick<Leak, 'surface' | 'seenAt' | 'viewer'>,
): Preparation {
  const own = accounts.find(({ id }) => id === viewer)?.tenant;
  const tenantAt = ({ by }: Step): TenantId | undefined => accounts.find(({ role }) => role === by)?.tenant;
  const others = steps
    .slice(0, endOfGroup(steps, seenAt))
    .filter((step) => tenantAt(step) !== undefined && tenantAt(step) !== own);
  const isWrite = ({ do: verb }: Step) => verb === 'plant';
  const hadWritten = (look: Step, before: number) =>
    others.slice(0, before).some((step) => isWrite(step) && tenantAt(step) === tenantAt(look));
  return {
    wrote: others.some(isWrite),
    looked: others.some((step) => isLook(step, surface)),
    lookedAtOwn: others.some((step, index) => isLook(step, surface) && hadWritten(step, index)),
  };
}

/** After the last of the steps that start together with this one. */
function endOfGroup(steps: readonly Step[], at: number): number {
  let end = at + 1;
  while (steps[end]?.alongside === true) end += 1;
  return end;
}

function isLook(step: Step, surface: string): boolean {
  return step.do === 'look' && step.surface === surface;
}

function viewerAt({ evidence }: Found, { by }: Step): Leak['viewer'] {
  return evidence.accounts.find(({ role }) => role === by)?.id ?? by;
}
