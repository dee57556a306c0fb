import type { Plan, Step } from '../model/plan.ts';
import type { Told } from '../model/record.ts';
import type { Teller } from './candidates.ts';
import { type Finds, type Found, isWithinPair } from './finds.ts';
import { innocence } from './innocence.ts';
import { tryPlan } from './trial.ts';

/** A difference must come back in so many of so many plays: what changes by chance seldom does. */
const SEEN_MIN = 2;
const PLAYS = 3;

/** What became of differences that were played again. */
export interface Confirmed {
  readonly told: readonly Told[];
  /** What is said of those that did not come back. */
  readonly untold: readonly string[];
  /** The same of those that were seen once, and never played again. */
  readonly open: readonly string[];
}

/**
 * Plays each side channel's plan again with fresh accounts, and tells those that come back at the same place. The plans are made smaller
 * only by looks at other surfaces: that alpha acts several times and is silent several times is what they prove.
 */
export async function confirmAll(teller: Teller, kinds: readonly Finds[], isLate: () => boolean): Promise<Confirmed> {
  const told: Told[] = [];
  const [untold, open]: [string[], string[]] = [[], []];
  for (const finds of kinds) {
    const [first] = finds.all;
    if (first === undefined) continue;
    const found = { ...first, plan: narrowed(first.plan, first.leak.surface) };
    const { seen, plays } = await confirm(teller, found, isLate);
    // What several plans of the run have shown is known, though there was no time left to play it again.
    const isSure = seen >= SEEN_MIN || (plays < PLAYS && finds.countOf(first).plans >= SEEN_MIN);
    if (isSure) told.push(tellingOf(found, told.length + 1, seen, plays));
    else if (plays - seen > PLAYS - SEEN_MIN)
      untold.push(`a difference at ${first.leak.surface} did not come back when it was played again, and is not told`);
    else open.push(`a difference at ${first.leak.surface} was seen, and no time was left to play it again`);
  }
  return { told, untold, open };
}

/** A plan without looks at surfaces other than this one, where it looks at this one at all. */
function narrowed(plan: Plan, surface: string): Plan {
  const isElsewhere = (step: Step) => step.do === 'look' && step.surface !== surface;
  const steps = plan.steps.filter((step) => !isElsewhere(step));
  return steps.some(({ do: verb }) => verb === 'look') ? { ...plan, steps } : plan;
}

async function confirm(teller: Teller, { leak, plan, scenario }: Found, isLate: () => boolean) {
  const wanted = { oracle: leak.oracle, surface: leak.surface, accepts: isWithinPair };
  let seen = 0;
  let plays = 0;
  while (plays < PLAYS && seen < SEEN_MIN && plays - seen <= PLAYS - SEEN_MIN && !isLate()) {
    const { leaks } = await tryPlan({ ...teller, scenario }, plan, wanted, 1);
    plays += 1;
    if (leaks.some(({ field }) => field === leak.field)) seen += 1;
  }
  return { seen, plays };
}

function tellingOf({ leak, plan, evidence }: Found, number: number, seen: number, plays: number): Told {
  return { number, leak, plan, seen, plays, company: 1, innocence: innocence(evidence, leak), alsoIn: [] };
}
