import type { DriverName, Plan } from '../model/plan.ts';
import type { Scenario } from '../model/scenario.ts';
import type { Evidence, Leak } from '../model/verdict.ts';
import { judge } from '../oracles/index.ts';
import { isWithinPair } from './finds.ts';
import { proofOf } from './stands-alone.ts';

/** A leak as one scenario tells it. */
export interface ToldAs {
  readonly scenario: Scenario;
  readonly plan: Plan;
  readonly leak: Leak;
}

/** What is known beside the leak. */
export interface Retelling {
  /** Scenarios that saw the leak. */
  readonly scenarios: readonly Scenario[];
  /** Every scenario that was played. */
  readonly played: readonly Scenario[];
  /** Whether the plan was seen to need each look that is left in it. */
  readonly isPruned: boolean;
}

/**
 * Tells a leak as the strictest scenario whose plan its smallest plan is. A leak that anything brings about is found by all of them, and
 * the one that brought it back first is chance: what is left of its plan may share nothing of what that scenario is about. Where looks may
 * be left that nothing needs, the scenario that asks for least tells it.
 */
export function toldAs(told: ToldAs, evidence: Evidence, { scenarios, played, isPruned }: Retelling): ToldAs {
  const least = played.find(isLeast);
  if (least !== undefined && sharesNothing(told)) return as(least, told);
  const inOrder = (some: readonly Scenario[]) => {
    const able = some.filter((scenario) => isOver(scenario, told.plan.over)).toSorted(strictestFirst);
    return isPruned ? able : able.reverse();
  };
  // One that never met the leak, for it was played too seldom, may yet be the one whose plan it is.
  const others = scenarios.length === 0 ? [] : played.filter((each) => !scenarios.includes(each));
  for (const scenario of [...inOrder(scenarios), ...inOrder(others)]) {
    const plan = { ...told.plan, scenario: scenario.name };
    if (scenario.claims?.(plan) !== true) continue;
    const leak = sameLeak(scenario, { ...evidence, plan, cwe: scenario.cwe }, told.leak);
    if (leak !== undefined) return { scenario, plan, leak };
  }
  return told;
}

/** What came without a step, and what came from another pair in what only this pair shares, came by sharing the service. */
function sharesNothing({ scenario, leak, plan }: ToldAs): boolean {
  if (scenario.pairwise === true && !isWithinPair(leak)) return true;
  return leak.seenAt < 0 && plan.steps.length === 0;
}

function isLeast({ claims, answers }: Scenario): boolean {
  return answers === undefined && claims?.({ scenario: '', over: 'http', steps: [] }) === true;
}

function as(scenario: Scenario, { plan, leak }: ToldAs): ToldAs {
  const { name, cwe } = scenario;
  return { scenario, plan: { ...plan, scenario: name }, leak: { ...leak, scenario: name, cwe } };
}

function isOver({ over, also = [] }: Scenario, driver: DriverName): boolean {
  return over === driver || also.includes(driver);
}

/** One that asks for more comes before the one whose question it answers as well. */
function strictestFirst(one: Scenario, other: Scenario): number {
  return Number(one.answers === undefined) - Number(other.answers === undefined);
}

/** The same sighting as this scenario judges it, if what it is about occurred; a leak shows that nothing ruled it out. */
function sameLeak(scenario: Scenario, evidence: Evidence, told: Leak): Leak | undefined {
  if ((proofOf(scenario, evidence, told)?.is ?? 'not-shown') === 'not-shown') return undefined;
  const { oracle, viewer, seenAt, sighting } = told;
  return judge(scenario, evidence, told.surface).leaks.find(
    (leak) =>
      leak.oracle === oracle &&
      leak.viewer === viewer &&
      leak.seenAt === seenAt &&
      leak.sighting.text === sighting.text,
  );
}
