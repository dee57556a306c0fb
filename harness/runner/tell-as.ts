import type { DriverName, Plan } from '../model/plan.ts';
import type { Scenario } from '../model/scenario.ts';
import type { Evidence, Leak } from '../model/verdict.ts';
import { judge } from '../oracles/index.ts';
import { proofOf } from './stands-alone.ts';

/** A leak as one scenario tells it. */
export interface ToldAs {
  readonly scenario: Scenario;
  readonly plan: Plan;
  readonly leak: Leak;
}

/**
 * Tells a leak as the strictest scenario whose plan its smallest plan is. A leak that anything brings about is found by all of them, and
 * the one that brought it back first is chance: what is left of its plan may share nothing of what that scenario is about.
 */
export function toldAs(told: ToldAs, evidence: Evidence, all: readonly Scenario[]): ToldAs {
  for (const scenario of all.filter((scenario) => isOver(scenario, told.plan.over)).toSorted(strictestFirst)) {
    const plan = { ...told.plan, scenario: scenario.name };
    if (scenario.claims?.(plan) !== true) continue;
    const leak = sameLeak(scenario, { ...evidence, plan, cwe: scenario.cwe }, told.leak);
    if (leak !== undefined) return { scenario, plan, leak };
  }
  return told;
}

function isOver({ over, also = [] }: Scenario, driver: DriverName): boolean {
  return over === driver || also.includes(driver);
}

/** One that asks for more comes before the one whose question it answers as well. */
function strictestFirst(one: Scenario, other: Scenario): number {
  return Number(one.answers === undefined) - Number(other.answers === undefined);
}

/** The same sighting as this scenario judges it, if what it is about occurred. */
function sameLeak(scenario: Scenario, evidence: Evidence, told: Leak): Leak | undefined {
  if (proofOf(scenario, evidence, told)?.is !== 'occurred') return undefined;
  const { oracle, viewer, seenAt, sighting } = told;
  return judge(scenario, evidence, told.surface).leaks.find(
    (leak) =>
      leak.oracle === oracle &&
      leak.viewer === viewer &&
      leak.seenAt === seenAt &&
      leak.sighting.text === sighting.text,
  );
}
