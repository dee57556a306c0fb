import type { Plan } from '../model/plan.ts';
import type { Evidence, Leak } from '../model/verdict.ts';
import { type Candidate, candidatesOf, isSlow, type Teller } from './candidates.ts';
import type { Finds } from './finds.ts';
import { LIMITS } from './limits.ts';
import { Odds } from './odds.ts';
import { tryPlan } from './trial.ts';

/** Whether the time for one leak is over, or a part of it. */
export type IsLate = (share?: number) => boolean;

/** A candidate that leaked, and how likely its plan does. */
export interface Way extends Candidate {
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
    // Resting is worth some of the time, and not that of all the other ways.
    const isRested = () => isOver() || (candidate.rest !== undefined && isLate(LIMITS.restShare));
    const { shown, plays: more } = await tryOut(teller, candidate, isRested);
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
    // A play that was cut because time is up had no chance, nor had one in which nobody could act.
    if (again === undefined && isOver()) break;
    if (again === 'nobody') continue;
    plays += 1;
    const isFirst = shown === undefined;
    if (again !== undefined) {
      shown = { ...again, plan, seen: (shown?.seen ?? 0) + 1, plays };
      left = isFirst && !isSlow(found) ? LIMITS.triesMin + 1 : 0;
    } else if (shown !== undefined) shown = { ...shown, plays };
  }
  return { ...(shown === undefined ? {} : { shown }), plays };
}

/** Plays a plan in the way of a candidate; the leak as it was shown, if it was, or that nobody could act. */
export async function playIn(
  teller: Teller,
  { found: { scenario }, wanted, company, rest }: Candidate,
  plan: Plan,
  stop: () => boolean,
): Promise<Pick<Shown, 'leak' | 'evidence'> | 'nobody' | undefined> {
  for (;;) {
    if (rest !== undefined) await teller.stage.world.sleep(rest.ms);
    const { leaks, evidence, failure, nearly } = await tryPlan({ ...teller, scenario, stop }, plan, wanted, company);
    const [leak] = leaks;
    if (leak !== undefined && evidence !== undefined) return { leak, evidence };
    if (failure !== undefined) return 'nobody';
    if (nearly !== true || stop() || rest?.grows() !== true) return undefined;
  }
}

/** Whether a plan comes back so often that making it smaller is worth while, and that this was no luck. */
function isGood(shown: Shown): boolean {
  return shown.seen > 1 && rateOf(shown) >= LIMITS.rateSeldom;
}

function rateOf({ seen, plays }: Shown): number {
  return seen / plays;
}
