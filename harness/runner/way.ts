import type { Plan } from '../model/plan.ts';
import type { Evidence, Leak } from '../model/verdict.ts';
import { type Finds, type Found, isWithinPair } from './finds.ts';
import { LIMITS } from './limits.ts';
import { Odds } from './odds.ts';
import type { Pairs } from './pairs.ts';
import { cellDriver, type Schedule } from './schedule.ts';
import type { Stage } from './stage.ts';
import { mayStandAlone, standsAlone } from './stands-alone.ts';
import { type Trial, tryPlan, type Wanted } from './trial.ts';

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

/** A leak as a play showed it, and in how many plays of its plan it did. */
export interface Shown {
  readonly leak: Leak;
  readonly evidence: Evidence;
  readonly plan: Plan;
  readonly seen: number;
  readonly plays: number;
}

/** Under which conditions a plan leaks again, and how likely. */
export interface Way {
  readonly found: Found;
  readonly wanted: Wanted;
  readonly company: number;
  readonly odds: Odds;
  readonly shown: Shown;
  /** Whether a smaller plan is worth a play. */
  readonly isWorth: (plan: Plan) => boolean;
}

/**
 * Each find alone with its pair's own data; then at addresses of its own, so that nothing stored by an earlier play answers; then with
 * anybody's data in a play that stands alone, so that the plan is good for a target that has just begun; then, for leaks that need it, the
 * same with other pairs at the same time; and then anyhow.
 */
const WAYS = [
  { whose: "the pair's", isAlone: true },
  { whose: "the pair's", isAlone: true, ownAddresses: true },
  { whose: "anybody's, alone", isAlone: true },
  { whose: "the pair's", isAlone: false },
  { whose: "anybody's, alone", isAlone: false },
  { whose: "anybody's", isAlone: true },
  { whose: "anybody's", isAlone: false },
] as const;

/**
 * The first way by which a leak comes back more often than not, or else the one by which it came back most often. Where anybody's data
 * comes back, others at the same time may bring the pair's own as surely: that proof is the better one, and needs nothing left behind.
 */
export async function findWay(
  teller: Teller,
  finds: Finds,
  isLate: IsLate,
): Promise<{ readonly way?: Way; readonly plays: number }> {
  let plays = 0;
  let best: Way | undefined;
  const isSure = (way: Way | undefined) => way !== undefined && way.odds.rate >= LIMITS.rateSure;
  for (const { whose, isAlone, ...addresses } of WAYS) {
    const isPairs = whose === "the pair's";
    if (isSure(best) && !isPairs) break;
    const triesMax = isSure(best) ? LIMITS.triesMin : LIMITS.triesMax;
    for (const found of finds.all.slice(0, LIMITS.findsTriedMax)) {
      if (isLate(best === undefined ? 1 : LIMITS.wayShare)) break;
      const plan: Plan = { ...found.plan, ...addresses };
      const isWorth = (smaller: Plan) => whose !== "anybody's, alone" || mayStandAlone(found, smaller);
      const trying = { found, plan, wanted: wantedAs(found, whose), company: isAlone ? 1 : teller.company, isWorth };
      const tried = await tryWay(teller, trying, finds, triesMax, isLate);
      plays += tried.plays;
      if (isSure(tried.way) && isPairs) return { ...tried, plays };
      if (tried.way !== undefined && tried.way.odds.rate > (best?.odds.rate ?? 0)) best = tried.way;
      if (isSure(tried.way)) break;
    }
  }
  return best === undefined ? { plays } : { way: best, plays };
}

/** Plays until it came back, more often where it was rare in the run, and then until that was no luck. */
async function tryWay(
  teller: Teller,
  { plan, ...trying }: Pick<Way, 'found' | 'wanted' | 'company' | 'isWorth'> & { readonly plan: Plan },
  finds: Finds,
  triesMax: number,
  isLate: IsLate,
): Promise<{ readonly way?: Way; readonly plays: number }> {
  const { found, wanted, company } = trying;
  const isSlow = plan.over === 'browser';
  const tries = Math.min(new Odds(finds.countOf(found).plans, jobOf(teller, found).judged).tries, triesMax);
  let [plays, seen, inVain] = [0, 0, 0];
  let shown: ReturnType<typeof shownBy>;
  const isEnough = () => (seen === 0 ? inVain >= tries : isSlow || seen > 1 || inVain >= LIMITS.luckyMax);
  while (!isEnough() && !isLate()) {
    const again = shownBy(await tryPlan(trierOf(teller, found, isLate), plan, wanted, company));
    // A play that was cut because time is up had no chance.
    if (again === undefined && isLate()) break;
    plays += 1;
    if (again === undefined) inVain += 1;
    else {
      if (seen === 0) inVain = 0;
      seen += 1;
      shown = again;
    }
  }
  if (shown === undefined) return { plays };
  const odds = new Odds(seen, plays, isSlow);
  return { way: { ...trying, odds, shown: { ...shown, plan, seen, plays } }, plays };
}

function wantedAs(found: Found, whose: (typeof WAYS)[number]['whose']): Wanted {
  const { scenario } = found;
  const { oracle, surface } = found.leak;
  switch (whose) {
    case "the pair's":
      return { oracle, surface, accepts: isWithinPair };
    case "anybody's, alone":
      return { oracle, surface, accepts: (seen, evidence) => standsAlone(scenario, found, evidence, seen) };
    case "anybody's":
      return { oracle, surface };
  }
}

/** Who plays a find again, and gives up when time is up. */
export function trierOf(teller: Teller, { scenario }: Found, isLate: IsLate) {
  return { ...teller, scenario, stop: () => isLate() };
}

/** The leak of a play, the pair's own first: its proof is the easier one to follow. */
export function shownBy({ leaks, evidence }: Trial): Pick<Shown, 'leak' | 'evidence'> | undefined {
  const leak = leaks.find(isWithinPair) ?? leaks[0];
  return leak === undefined || evidence === undefined ? undefined : { leak, evidence };
}

/** The job whose cell a find counts in. */
export function jobOf({ schedule }: Teller, { scenario, leak, plan }: Found) {
  return schedule.jobFor(scenario, leak.surface, cellDriver(plan.over, leak));
}
