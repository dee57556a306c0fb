import { actorOf } from '../model/account.ts';
import type { Plan, Step } from '../model/plan.ts';
import type { Leak } from '../model/verdict.ts';
import { type Finds, type Found, isWithinPair } from './finds.ts';
import { LIMITS } from './limits.ts';
import { Odds } from './odds.ts';
import type { Pairs } from './pairs.ts';
import { plainly, plainlyElsewhere } from './plainly.ts';
import { Rest } from './rest.ts';
import { cellDriver, type Schedule } from './schedule.ts';
import type { Stage } from './stage.ts';
import { standsAlone } from './stands-alone.ts';
import type { Wanted } from './trial.ts';

/** Where leaks are played again, and how long. */
export interface Teller {
  readonly stage: Stage;
  readonly pairs: Pairs;
  readonly schedule: Schedule;
  readonly restart: () => Promise<void>;
  /** Pairs that act at the same time where one alone does not bring it back. */
  readonly company: number;
}

/** A plan that may bring a leak back, under which conditions, and in how many plays it must do so. */
export interface Candidate {
  readonly found: Found;
  readonly plan: Plan;
  readonly wanted: Wanted;
  readonly company: number;
  readonly tries: number;
  /** Before each of its plays, where the service still shows what an earlier one has left. */
  readonly rest?: Rest;
}

/** Whose data must be seen, how many pairs play, and what a plan is given that it did not have when it was found. */
interface Manner {
  readonly whose: "the pair's" | "anybody's, alone" | "anybody's";
  readonly company: number;
  readonly alter?: (found: Found) => Plan | undefined;
  readonly rests?: true;
}

/**
 * What is kept for all who come, at addresses of its own, or else whosever it is. What was seen in passing, asked for directly. The
 * simplest plan there is, also at addresses of its own and with rests between plays: whatever was going on when it was found, it may have
 * needed none of it. Each cell's best find alone with its pair's own data; then with time for what a page does by itself; then at addresses of its own, and after
 * a restart, so that nothing stored by an earlier play answers; then, for leaks that need it, with other pairs at the same time; then with
 * anybody's data in a play that stands alone, so that the plan is good for a target that has just begun. Then the next best finds, for the
 * best may have been another pair's doing; then whatever leaks.
 */
function* turnsOf({ company, stage }: Teller, finds: Finds): Generator<readonly [Found, Manner]> {
  const [best = [], ...others] = finds.rounds.map((round) => round.slice(0, LIMITS.findsTriedMax));
  const alone: Manner = { whose: "the pair's", company: 1 };
  const together: Manner = { whose: "the pair's", company };
  const quiet: Manner = { whose: "anybody's, alone", company: 1 };
  const isRestarted = stage.target.hooks?.restart !== undefined;
  if (finds.isKept) yield* each(finds.calmest.slice(0, LIMITS.keptTriedMax), [{ ...alone, alter: elsewhere }, quiet]);
  yield* each(best.slice(0, 1), [
    { ...alone, alter: plainly },
    { ...alone, alter: plainlyElsewhere, ...(finds.isKept ? {} : { rests: true }) },
  ]);
  yield* each(best, [
    { ...alone, alter: directly },
    { ...alone, alter: planting },
    alone,
    { ...alone, alter: lingering },
    { ...alone, alter: elsewhere },
    ...(isRestarted ? [{ ...alone, alter: afresh }] : []),
    together,
    quiet,
  ]);
  yield* each(others.flat(), [alone, together]);
  yield* each(best, [
    { ...quiet, company },
    { whose: "anybody's", company: 1 },
    { whose: "anybody's", company },
  ]);
}

function* each(founds: readonly Found[], manners: readonly Manner[]): Generator<readonly [Found, Manner]> {
  for (const manner of manners) for (const found of founds) yield [found, manner];
}

/** At a browser, where each step takes long, without what came after the leak was seen. */
function asFound(found: Found): Plan {
  const { plan, leak } = found;
  return isSlow(found) && leak.seenAt >= 0 ? { ...plan, steps: plan.steps.slice(0, leak.seenAt + 1) } : plan;
}

/** What came while the two were enrolled, whatever the plan was: both ask for it at an address that nobody else has asked for. */
function directly({ leak, plan, evidence }: Found): Plan | undefined {
  if (leak.seenAt >= 0 || leak.driver !== 'http' || !isWithinPair(leak)) return undefined;
  if (evidence.surfaces[leak.surface] === undefined) return undefined;
  const look = (id: string): Step => ({
    do: 'look',
    by: actorOf(id),
    surface: leak.surface,
    variant: 'own-url',
  });
  return { scenario: plan.scenario, over: 'http', steps: [look(leak.owner), look(leak.viewer)] };
}

/** Before it the owner's write, where an earlier plan of the same pair had made what was shown. */
export function planting(found: Found): Plan | undefined {
  const { owner, resource, plantedAt, seenAt } = found.leak;
  if (plantedAt >= 0 || seenAt < 0 || resource === 'account' || !isWithinPair(found.leak)) return undefined;
  if (!found.evidence.plantings.some((each) => each.resource === resource)) return undefined;
  const plan = asFound(found);
  return { ...plan, steps: [{ do: 'plant', by: actorOf(owner), resource }, ...plan.steps] };
}

/** At addresses of its own; a mail or a message has none. */
function elsewhere(found: Found): Plan | undefined {
  const { driver } = found.leak;
  return driver === 'mailbox' || driver === 'stream' ? undefined : { ...asFound(found), ownAddresses: true };
}

/** On a service that was restarted just before. */
function afresh(found: Found): Plan {
  return { ...asFound(found), afresh: true };
}

/** A plan at a browser that stays for a while where the leak was seen: a page that asks by itself now and then may not have done so yet. */
function lingering(found: Found): Plan | undefined {
  const { seenAt } = found.leak;
  const next = found.plan.steps[seenAt + 1];
  if (!isSlow(found) || seenAt < 0 || next === undefined) return undefined;
  const plan = asFound(found);
  return { ...plan, steps: [...plan.steps, { ...next, afterMs: LIMITS.lingerMs }] };
}

/** Each turn with a few tries; and when none came back, those that were rare in the run with as many as that demands. */
export function* candidatesOf(teller: Teller, finds: Finds): Generator<Candidate> {
  for (const isFirst of [true, false])
    for (const [found, { whose, alter = asFound, company, rests }] of turnsOf(teller, finds)) {
      const plan = alter(found);
      const { tries } = new Odds(finds.countOf(found).plans, jobOf(teller, found).judged);
      // At a browser, where a play takes seconds, another manner is worth more than another try.
      const first = isSlow(found) ? LIMITS.triesMin : Math.min(tries, LIMITS.triesFirst);
      if (plan === undefined || (!isFirst && tries === first)) continue;
      const wanted = wantedAs(teller, found, whose);
      const rest = rests === true ? { rest: new Rest() } : {};
      yield { company, found, plan, wanted, tries: isFirst ? first : tries, ...rest };
    }
}

function wantedAs({ stage }: Teller, { leak, plan, scenario }: Found, whose: Manner['whose']): Wanted {
  const { oracle, surface } = leak;
  // What an earlier play of the same pair planted would not be there for those who play the plan again.
  const isPlanted = ({ plantedAt, resource }: Leak) =>
    plantedAt >= 0 || stage.target.resources?.[resource] === undefined;
  switch (whose) {
    case "the pair's":
      return { oracle, surface, accepts: (seen) => isWithinPair(seen) && isPlanted(seen) };
    case "anybody's, alone":
      return { oracle, surface, accepts: (seen, evidence) => standsAlone(scenario, plan, evidence, seen) };
    case "anybody's":
      return { oracle, surface };
  }
}

/** At a browser each play takes seconds. */
export function isSlow({ plan }: Found): boolean {
  return plan.over === 'browser';
}

export function jobOf({ schedule }: Teller, { scenario, leak, plan }: Omit<Found, 'evidence'>) {
  return schedule.jobFor(scenario, leak.surface, cellDriver(plan.over, leak));
}
