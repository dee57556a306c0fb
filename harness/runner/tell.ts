import type { Plan } from '../model/plan.ts';
import type { Told } from '../model/record.ts';
import type { Evidence, Leak } from '../model/verdict.ts';
import type { Found } from './finds.ts';
import { innocence } from './innocence.ts';
import { LIMITS } from './limits.ts';
import type { Pairs } from './pairs.ts';
import { shrink } from './shrink.ts';
import type { Stage } from './stage.ts';
import { tryPlan, type Wanted } from './trial.ts';

/** Where leaks are played again. */
export interface Teller {
  readonly stage: Stage;
  readonly pairs: Pairs;
}

/** Plays one kind of leak again: makes its plan small, counts how often it comes back, and checks that the harness did not mix the sessions itself. */
export async function tell(
  teller: Teller,
  finds: readonly Found[],
  number: number,
  company: number,
  isLate: () => boolean,
): Promise<Told> {
  const way = await reproduce(teller, finds, company, isLate);
  const found = way?.found ?? (finds[0] as Found);
  const alsoIn = finds.filter((each) => each !== found).map(({ scenario }) => scenario.name);
  if (way === undefined) {
    const { leak, plan, evidence } = found;
    return {
      number,
      leak,
      plan,
      seen: 0,
      plays: LIMITS.shrinkTriesMax,
      company: 1,
      innocence: innocence(evidence, leak),
      alsoIn,
    };
  }
  const plan = await shrink(way.plan, found.leak, stillLeaks(teller, way, isLate));
  return { number, ...(await repeat(teller, way, plan, isLate)), company: way.company, alsoIn };
}

/** Under which conditions a plan leaks again, and how often it must be tried. */
interface Way {
  readonly found: Found;
  readonly plan: Plan;
  readonly wanted: Wanted;
  readonly company: number;
  readonly tries: number;
}

/**
 * Each find alone with its pair's own data; then at addresses of its own, so that nothing stored by an earlier play answers; then, for
 * leaks that need it, with other pairs at the same time; and last with anybody's data.
 */
async function reproduce(
  teller: Teller,
  finds: readonly Found[],
  company: number,
  isLate: () => boolean,
): Promise<Way | undefined> {
  const ways = [
    { withinPair: true, company: 1, ownAddresses: false },
    { withinPair: true, company: 1, ownAddresses: true },
    { withinPair: true, company, ownAddresses: false },
    { withinPair: false, company: 1, ownAddresses: false },
    { withinPair: false, company, ownAddresses: false },
  ];
  for (const { withinPair, company: together, ownAddresses } of ways) {
    for (const found of finds.slice(0, LIMITS.findsTriedMax)) {
      const plan: Plan = ownAddresses ? { ...found.plan, ownAddresses } : found.plan;
      const wanted = { oracle: found.leak.oracle, surface: found.leak.surface, withinPair };
      for (let attempt = 1; attempt <= LIMITS.shrinkTriesMax; attempt++) {
        if (isLate()) return undefined;
        const { leaks } = await tryPlan({ ...teller, scenario: found.scenario }, plan, wanted, together);
        if (leaks.length > 0)
          return { found, plan, wanted, company: together, tries: attempt === 1 ? 2 : LIMITS.shrinkTriesMax * 2 };
      }
    }
  }
  return undefined;
}

function stillLeaks(teller: Teller, { found, wanted, company, tries }: Way, isLate: () => boolean) {
  let replays = 0;
  return async (plan: Plan): Promise<boolean> => {
    for (let attempt = 0; attempt < tries; attempt++) {
      if (replays >= LIMITS.shrinkReplaysMax || isLate()) return false;
      replays += 1;
      const { leaks } = await tryPlan({ ...teller, scenario: found.scenario }, plan, wanted, company);
      if (leaks.length > 0) return true;
    }
    return false;
  };
}

/** Plays the smallest plan until the rate at which it leaks can be stated; when time is short, at least until it leaked once. */
async function repeat(teller: Teller, { found, wanted, company }: Way, plan: Plan, isLate: () => boolean) {
  let seen = 0;
  let plays = 0;
  let shown: { leak: Leak; evidence: Evidence } = found;
  while (plays < LIMITS.repeats && !(isLate() && seen > 0)) {
    const { leaks, evidence } = await tryPlan({ ...teller, scenario: found.scenario }, plan, wanted, company);
    plays += 1;
    const leak = leaks[0];
    if (leak === undefined || evidence === undefined) continue;
    seen += 1;
    shown = { leak, evidence };
  }
  return {
    leak: shown.leak,
    plan: seen > 0 ? plan : found.plan,
    seen,
    plays,
    innocence: innocence(shown.evidence, shown.leak),
  };
}
