import type { Plan } from '../model/plan.ts';
import type { Evidence, Leak } from '../model/verdict.ts';
import { judge, leakingLooks } from '../oracles/index.ts';
import type { JobFacts } from './job.ts';

type Asked = Pick<JobFacts, 'scenario' | 'surface' | 'driver'>;

/** Whether a plan of the first one's answers the other's question as well. */
export function alsoAnswers(one: Asked, plan: Plan, other: Asked): boolean {
  const isElsewhere = one.scenario === other.scenario && one.driver === other.driver && one.surface !== other.surface;
  if (!isElsewhere) return asksForMore(one, other);
  return (
    one.scenario.asksAll === true && plan.steps.some((step) => step.do === 'look' && step.surface === other.surface)
  );
}

/** Whether a look of the first one's plans answers the other's question as well. */
export function asksForMore(one: Asked, other: Asked): boolean {
  const isThere = one.surface === other.surface && one.driver === other.driver;
  return isThere && one.scenario.answers?.includes(other.scenario.name) === true;
}

/** Looks of a plan that prove something to whom it also answers; none where it leaks: what it is about shows in the other's own plans. */
export function looksLent({ scenario, surface }: Asked, evidence: Evidence): number {
  const { looks, leaks } = judge(scenario, evidence, surface);
  const isLeaking = leaks.some((leak) => leak.surface === surface && isAsking(evidence.plan, leak));
  return isLeaking ? 0 : looks - leakingLooks(leaks, surface).size;
}

/** Whether it was seen by looking, not in what a browser went back to. */
function isAsking({ steps }: Plan, { seenAt }: Leak): boolean {
  return steps[seenAt]?.do === 'look';
}
