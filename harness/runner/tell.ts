import type { Plan } from '../model/plan.ts';
import type { Told } from '../model/record.ts';
import type { Evidence, Leak } from '../model/verdict.ts';
import { type Finds, type Found, isWithinPair } from './finds.ts';
import { innocence } from './innocence.ts';
import { toldAsKept } from './kept.ts';
import { LIMITS } from './limits.ts';
import { Odds } from './odds.ts';
import type { Pairs } from './pairs.ts';
import { cellDriver, type Schedule } from './schedule.ts';
import { shrink } from './shrink.ts';
import type { Stage } from './stage.ts';
import { standsAlone } from './stands-alone.ts';
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

/** Plays one kind of leak again: makes its plan small, counts how often it comes back, and checks that the harness did not mix the sessions itself. */
export async function tell(teller: Teller, finds: Finds, number: number, isLate: IsLate): Promise<Told> {
  const all = finds.all;
  const { way, plays } = await reproduce(teller, finds, isLate);
  const found = way?.found ?? (all[0] as Found);
  const alsoIn = [...new Set(all.map(({ scenario }) => scenario.name))].filter((name) => name !== found.scenario.name);
  const inRun = { leaks: finds.countOf(found).looks, looks: jobOf(teller, found).looks };
  if (way === undefined) {
    const { leak, plan, evidence } = found;
    return { number, leak, plan, inRun, seen: 0, plays, company: 1, innocence: innocence(evidence, leak), alsoIn };
  }
  const count = new Count(teller, way, isLate);
  await shrink(way.plan, found.leak, (plan) => count.stillLeaks(plan));
  const isSmallest = !isLate(LIMITS.shrinkShare);
  const told = await count.repeated();
  const leak = isSmallest ? toldAsKept(told.leak, told.plan) : told.leak;
  const unfinished = isSmallest ? {} : { unfinished: true as const };
  return { number, ...told, ...unfinished, leak, inRun, company: way.company, alsoIn };
}

/** Under which conditions a plan leaks again, and how likely. */
interface Way {
  readonly found: Found;
  readonly plan: Plan;
  readonly wanted: Wanted;
  readonly company: number;
  readonly odds: Odds;
  readonly shown: Shown;
}

/** A leak as a play showed it, and in how many plays of its plan it did. */
interface Shown {
  readonly leak: Leak;
  readonly evidence: Evidence;
  readonly plan: Plan;
  readonly seen: number;
  readonly plays: number;
}

/**
 * Each find alone with its pair's own data; then at addresses of its own, so that nothing stored by an earlier play answers; then, for
 * leaks that need it, with other pairs at the same time; then with anybody's data, first in a play that stands alone, so that the plan
 * is good for a target that has just begun. One that was rare in the run is tried more often.
 */
async function reproduce(
  teller: Teller,
  finds: Finds,
  isLate: IsLate,
): Promise<{ readonly way?: Way; readonly plays: number }> {
  const ways = [
    { whose: "the pair's", company: 1 },
    { whose: "the pair's", company: 1, ownAddresses: true },
    { whose: "the pair's", company: teller.company },
    { whose: "anybody's, alone", company: 1 },
    { whose: "anybody's, alone", company: teller.company },
    { whose: "anybody's", company: 1 },
    { whose: "anybody's", company: teller.company },
  ] as const;
  let plays = 0;
  for (const { whose, company, ...addresses } of ways) {
    for (const found of finds.all.slice(0, LIMITS.findsTriedMax)) {
      const plan: Plan = { ...found.plan, ...addresses };
      const wanted = wantedAs(found, whose);
      const { tries } = new Odds(finds.countOf(found).plans, jobOf(teller, found).judged);
      for (let attempt = 1; attempt <= tries; attempt++) {
        if (isLate()) return { plays };
        plays += 1;
        const shown = shownBy(
          await tryPlan({ ...teller, scenario: found.scenario, stop: () => isLate() }, plan, wanted, company),
        );
        if (shown === undefined) continue;
        const way = { found, plan, wanted, company, odds: new Odds(1, attempt, plan.over === 'browser') };
        return { way: { ...way, shown: { ...shown, plan, seen: 1, plays: attempt } }, plays };
      }
    }
  }
  return { plays };
}

function wantedAs({ leak, plan, scenario }: Found, whose: "the pair's" | "anybody's, alone" | "anybody's"): Wanted {
  const { oracle, surface } = leak;
  switch (whose) {
    case "the pair's":
      return { oracle, surface, accepts: isWithinPair };
    case "anybody's, alone":
      return { oracle, surface, accepts: (seen, evidence) => standsAlone(scenario, plan, evidence, seen) };
    case "anybody's":
      return { oracle, surface };
  }
}

function shownBy({ leaks: [leak], evidence }: Trial): Pick<Shown, 'leak' | 'evidence'> | undefined {
  return leak === undefined || evidence === undefined ? undefined : { leak, evidence };
}

function jobOf({ schedule }: Teller, { scenario, leak, plan }: Found) {
  return schedule.jobFor(scenario, leak.surface, cellDriver(plan.over, leak));
}

/** Counts plays and leaks while a plan is made smaller; nothing that was seen is lost by a later play that shows nothing. */
class Count {
  readonly #teller: Teller;
  readonly #way: Way;
  readonly #isLate: IsLate;
  #smallest: Shown;
  #replays = 0;

  constructor(teller: Teller, way: Way, isLate: IsLate) {
    this.#teller = teller;
    this.#way = way;
    this.#isLate = isLate;
    this.#smallest = way.shown;
  }

  /** Plays a candidate until it has leaked about as often as the plan before it, or so often that it most likely would have. */
  async stillLeaks(plan: Plan): Promise<boolean> {
    const { tries, needed } = this.#way.odds;
    let shown: Pick<Shown, 'leak' | 'evidence'> | undefined;
    let seen = 0;
    for (let plays = 1; plays - seen <= tries; plays++) {
      if (this.#replays >= LIMITS.shrinkReplaysMax || this.#isLate(LIMITS.shrinkShare)) return false;
      this.#replays += 1;
      const again = await this.#play(plan);
      if (again === undefined) continue;
      shown = again;
      seen += 1;
      if (seen < needed) continue;
      this.#way.odds.add(seen, plays);
      this.#smallest = { ...shown, plan, seen, plays };
      return true;
    }
    return false;
  }

  /** Plays the smallest plan until the rate at which it leaks can be stated, or time is up. */
  async repeated(): Promise<Omit<Shown, 'evidence'> & { readonly innocence: string }> {
    while (!this.#isEnough() && !this.#isLate()) {
      const { plan, seen, plays } = this.#smallest;
      const shown = await this.#play(plan);
      // A play that was cut because time is up had no chance.
      if (shown === undefined && this.#isLate()) break;
      this.#smallest = { ...this.#smallest, ...shown, plays: plays + 1, seen: seen + (shown === undefined ? 0 : 1) };
    }
    const { evidence, ...rest } = this.#smallest;
    return { ...rest, innocence: innocence(evidence, rest.leak) };
  }

  #isEnough(): boolean {
    const { seen, plays, plan } = this.#smallest;
    const least = plan.over === 'browser' ? LIMITS.repeatsAtBrowser : LIMITS.repeats;
    return plays >= LIMITS.repeatsMax || (plays >= least && seen >= LIMITS.repeatsSeen);
  }

  async #play(plan: Plan): Promise<Pick<Shown, 'leak' | 'evidence'> | undefined> {
    const { found, wanted, company } = this.#way;
    return shownBy(
      await tryPlan({ ...this.#teller, scenario: found.scenario, stop: () => this.#isLate() }, plan, wanted, company),
    );
  }
}
