import type { Plan } from '../model/plan.ts';
import type { Evidence, Leak } from '../model/verdict.ts';
import { type Finds, type Found, isWithinPair } from './finds.ts';
import { LIMITS } from './limits.ts';
import { Odds } from './odds.ts';
import type { Pairs } from './pairs.ts';
import { cellDriver, type Schedule } from './schedule.ts';
import type { Stage } from './stage.ts';
import { standsAlone } from './stands-alone.ts';
import { tryPlan, type Wanted } from './trial.ts';

/** Where leaks are played again, and how long. */
export interface Teller {
  readonly stage: Stage;
  readonly pairs: Pairs;
  readonly schedule: Schedule;
  readonly restart: () => Promise<void>;
  /** Pairs that act at the same time where one alone does not bring it back. */
  readonly company: number;
}

/** Whether the time for one leak is over, or a part of it. */
export type IsLate = (share?: number) => boolean;

/** Under which conditions a plan leaks again, and how likely. */
export interface Way {
  readonly found: Found;
  readonly plan: Plan;
  readonly wanted: Wanted;
  readonly company: number;
  readonly isAfresh?: true;
  readonly odds: Odds;
  readonly shown: Shown;
}

/** A leak as a play showed it, and in how many plays of its plan it did. */
export interface Shown {
  readonly leak: Leak;
  readonly evidence: Evidence;
  readonly plan: Plan;
  readonly seen: number;
  readonly plays: number;
}

/** Whose data must be seen, how many pairs play, and what a plan is given that it did not have when it was found. */
interface Manner {
  readonly whose: "the pair's" | "anybody's, alone" | "anybody's";
  readonly company: number;
  readonly alter?: (found: Found) => Plan | undefined;
  /** On a service that was restarted before each play, where that is possible. */
  readonly isAfresh?: true;
}

/**
 * Each cell's best find alone with its pair's own data; then with time for what a page does by itself; then at addresses of its own, and
 * after a restart, so that nothing stored by an earlier play answers; then, for leaks that need it, with other pairs at the same time; then with anybody's
 * data in a play that stands alone, so that the plan is good for a target that has just begun. Then the next best finds, for the best
 * may have been another pair's doing; then whatever leaks.
 */
function* turnsOf({ company, stage }: Teller, finds: Finds): Generator<readonly [Found, Manner]> {
  const [best = [], ...others] = finds.rounds.map((round) => round.slice(0, LIMITS.findsTriedMax));
  const alone: Manner = { whose: "the pair's", company: 1 };
  const together: Manner = { whose: "the pair's", company };
  const quiet: Manner = { whose: "anybody's, alone", company: 1 };
  const afresh: Manner[] = stage.target.hooks?.restart === undefined ? [] : [{ ...alone, isAfresh: true }];
  yield* each(best, [
    alone,
    { ...alone, alter: lingering },
    { ...alone, alter: elsewhere },
    ...afresh,
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

function asFound({ plan }: Found): Plan {
  return plan;
}

/** At addresses of its own; a mail or a message has none. */
function elsewhere({ plan, leak }: Found): Plan | undefined {
  return leak.driver === 'mailbox' || leak.driver === 'stream' ? undefined : { ...plan, ownAddresses: true };
}

/** A plan at a browser that stays for a while where the leak was seen: a page that asks by itself now and then may not have done so yet. */
function lingering({ plan, leak }: Found): Plan | undefined {
  const next = plan.steps[leak.seenAt + 1];
  if (plan.over !== 'browser' || next === undefined) return undefined;
  return { ...plan, steps: plan.steps.with(leak.seenAt + 1, { ...next, afterMs: LIMITS.lingerMs }) };
}

/** A plan that may bring the leak back, and in how many plays it must do so. */
interface Candidate extends Pick<Way, 'found' | 'plan' | 'wanted' | 'company' | 'isAfresh'> {
  readonly tries: number;
}

/** Each turn with a few tries; and when none came back, those that were rare in the run with as many as that demands. */
function* candidatesOf(teller: Teller, finds: Finds): Generator<Candidate> {
  for (const isFirst of [true, false])
    for (const [found, { whose, alter = asFound, ...manner }] of turnsOf(teller, finds)) {
      const plan = alter(found);
      const { tries } = new Odds(finds.countOf(found).plans, jobOf(teller, found).judged);
      // At a browser, where a play takes seconds, another manner is worth more than another try.
      const first = isSlow(found) ? LIMITS.triesMin : Math.min(tries, LIMITS.triesFirst);
      if (plan === undefined || (!isFirst && tries === first)) continue;
      yield { ...manner, found, plan, wanted: wantedAs(teller, found, whose), tries: isFirst ? first : tries };
    }
}

/** Plays one candidate after the other until one comes back often enough to work with; when time is short, the best so far must do. */
export async function reproduce(
  teller: Teller,
  finds: Finds,
  isLate: IsLate,
): Promise<{ readonly way?: Way; readonly plays: number }> {
  let plays = 0;
  let best: Way | undefined;
  const isOver = () => isLate(best === undefined ? 1 : LIMITS.searchShare);
  for (const candidate of candidatesOf(teller, finds)) {
    if (isOver()) break;
    const { shown, plays: more } = await tryOut(teller, candidate, isOver);
    plays += more;
    if (shown === undefined) continue;
    const way = { ...candidate, shown, odds: new Odds(shown.seen, shown.plays, isSlow(candidate.found)) };
    if (isSlow(candidate.found) || isGood(shown)) return { way, plays };
    if (best === undefined || rateOf(shown) > rateOf(best.shown)) best = way;
  }
  return { ...(best === undefined ? {} : { way: best }), plays };
}

/** Plays a candidate until it leaks, then a little more, for once may be luck. */
async function tryOut(
  teller: Teller,
  candidate: Candidate,
  isOver: () => boolean,
): Promise<{ readonly shown?: Shown; readonly plays: number }> {
  const { found, plan, tries } = candidate;
  let shown: Shown | undefined;
  let plays = 0;
  for (let left = tries; left > 0 && !isOver(); left--) {
    const again = await playIn(teller, candidate, plan, isOver);
    plays += 1;
    const isFirst = shown === undefined;
    if (again !== undefined) {
      shown = { ...again, plan, seen: (shown?.seen ?? 0) + 1, plays };
      left = isFirst && !isSlow(found) ? LIMITS.triesMin + 1 : 0;
    } else if (shown !== undefined) shown = { ...shown, plays };
  }
  return { ...(shown === undefined ? {} : { shown }), plays };
}

/** Plays a plan in the way of a candidate; the leak as it was shown, if it was. */
export async function playIn(
  teller: Teller,
  { found: { scenario }, wanted, company, isAfresh }: Omit<Candidate, 'tries'>,
  plan: Plan,
  stop: () => boolean,
): Promise<Pick<Shown, 'leak' | 'evidence'> | undefined> {
  if (isAfresh && scenario.unsettles !== true) await teller.restart();
  const { leaks, evidence } = await tryPlan({ ...teller, scenario, stop }, plan, wanted, company);
  const [leak] = leaks;
  return leak === undefined || evidence === undefined ? undefined : { leak, evidence };
}

function isSlow({ plan }: Found): boolean {
  return plan.over === 'browser';
}

/** Whether a plan comes back so often that making it smaller is worth while, and that this was no luck. */
function isGood(shown: Shown): boolean {
  return shown.seen > 1 && rateOf(shown) >= LIMITS.rateSeldom;
}

function rateOf({ seen, plays }: Shown): number {
  return seen / plays;
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

export function jobOf({ schedule }: Teller, { scenario, leak, plan }: Found) {
  return schedule.jobFor(scenario, leak.surface, cellDriver(plan.over, leak));
}
