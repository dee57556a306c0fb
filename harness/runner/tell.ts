import type { Plan } from '../model/plan.ts';
import type { Told } from '../model/record.ts';
import type { Evidence, Leak } from '../model/verdict.ts';
import { LIMITS } from './limits.ts';
import { shrink } from './shrink.ts';
import { type Trier, tryPlan, type Wanted } from './trial.ts';

/** A leak as it was first seen, with the plan that showed it. */
export interface Found {
  readonly leak: Leak;
  readonly plan: Plan;
  readonly evidence: Evidence;
  readonly alsoIn: readonly string[];
}

/** Plays a leak's plan again: makes it small, counts how often it comes back, and checks that the harness did not mix the sessions itself. */
export async function tell(trier: Trier, found: Found, number: number, company: number, isLate: () => boolean): Promise<Told> {
  const wanted: Wanted = { oracle: found.leak.oracle, surface: found.leak.surface, withinPair: true };
  const settings = await reproduce(trier, found, wanted, company, isLate);
  if (settings === undefined) return { ...unshrunk(found, number), innocence: innocence(found.evidence, found.leak) };
  const { wanted: same, company: together, tries } = settings;
  let replays = 0;
  const stillLeaks = async (plan: Plan): Promise<boolean> => {
    for (let attempt = 0; attempt < tries; attempt++) {
      if (replays >= LIMITS.shrinkReplaysMax || isLate()) return false;
      replays += 1;
      if ((await tryPlan(trier, plan, same, together)).leaks.length > 0) return true;
    }
    return false;
  };
  const plan = await shrink(found.plan, found.leak, stillLeaks);
  let seen = 0;
  let plays = 0;
  let last: { leak: Leak; evidence: Evidence } | undefined;
  while (plays < LIMITS.repeats && !(isLate() && last !== undefined)) {
    const trial = await tryPlan(trier, plan, same, together);
    plays += 1;
    const leak = trial.leaks[0];
    if (leak === undefined || trial.evidence === undefined) continue;
    seen += 1;
    last = { leak, evidence: trial.evidence };
  }
  const shown = last ?? { leak: found.leak, evidence: found.evidence };
  return {
    number,
    leak: shown.leak,
    plan: last === undefined ? found.plan : plan,
    seen,
    plays,
    company: together,
    innocence: innocence(shown.evidence, shown.leak),
    alsoIn: found.alsoIn,
  };
}

/** Under which conditions the plan leaks again: alone within the pair, then with company, then with anybody's data. */
async function reproduce(trier: Trier, found: Found, wanted: Wanted, company: number, isLate: () => boolean) {
  const anybody = { ...wanted, withinPair: false };
  const ways = [
    { wanted, company: 1 },
    { wanted: anybody, company: 1 },
    { wanted: anybody, company },
  ];
  for (const way of ways) {
    for (let attempt = 1; attempt <= LIMITS.shrinkTriesMax; attempt++) {
      if (isLate()) return undefined;
      const { leaks } = await tryPlan(trier, found.plan, way.wanted, way.company);
      if (leaks.length > 0) return { ...way, tries: attempt === 1 ? 2 : LIMITS.shrinkTriesMax * 2 };
    }
  }
  return undefined;
}

function unshrunk({ leak, plan, alsoIn }: Found, number: number): Omit<Told, 'innocence'> {
  return { number, leak, plan, seen: 0, plays: LIMITS.shrinkTriesMax * 3, company: 1, alsoIn };
}

/** Whether owner and viewer ever used the same socket: were it so, the harness itself might have mixed them. */
export function innocence(evidence: Evidence, leak: Leak): string {
  if (!evidence.accounts.some(({ id }) => id === leak.owner) && !leak.owner.endsWith('/visitor')) {
    return "the owner belonged to another pair, with sockets and cookie jars of its own";
  }
  const ports = (name: string) =>
    new Set(
      evidence.journal.flatMap(({ observations }) =>
        observations.flatMap((seen) => ((seen.account ?? seen.session.split('#')[0]) === name && seen.facts.localPort !== undefined ? [seen.facts.localPort] : [])),
      ),
    );
  const viewer = ports(leak.viewer);
  const owner = ports(leak.owner);
  const both = [...viewer].filter((port) => owner.has(port));
  if (both.length > 0) return `the harness used local port ${both[0]} for both: see whether the target or the harness mixed them`;
  return `the harness's own sockets were separate (${list(owner)} and ${list(viewer)}), and so were its cookie jars`;
}

function list(ports: ReadonlySet<number>): string {
  const all = [...ports];
  if (all.length === 0) return 'none';
  return all.length > 3 ? `${all.slice(0, 3).join(', ')} …` : all.join(', ');
}
