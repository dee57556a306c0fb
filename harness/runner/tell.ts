import { actorOf } from '../model/account.ts';
import type { Plan } from '../model/plan.ts';
import type { Told } from '../model/record.ts';
import type { Leak } from '../model/verdict.ts';
import { jobOf, type Teller } from './candidates.ts';
import type { Finds, Found } from './finds.ts';
import { innocence } from './innocence.ts';
import { toldAsKept } from './kept.ts';
import { LIMITS } from './limits.ts';
import { type IsLate, playIn, reproduce, type Shown, type Way } from './reproduce.ts';
import { shrink } from './shrink.ts';
import { type ToldAs, toldAs } from './tell-as.ts';

/** What is told of one leak before all are put in order. */
export type Unnumbered = Omit<Told, 'number'>;

/** Plays one kind of leak again: makes its plan small, counts how often it comes back, and checks that the harness did not mix the sessions itself. */
export async function tell(teller: Teller, finds: Finds, isLate: IsLate): Promise<Unnumbered> {
  const all = finds.all;
  /** Of the plans of a find's cell, the part that showed it. */
  const rateIn = (each: Found) => finds.countOf(each).plans / Math.max(1, jobOf(teller, each).judged);
  const { way, plays } = await reproduce(teller, finds, isLate);
  const found = way?.found ?? (all.toSorted((one, other) => rateIn(other) - rateIn(one))[0] as Found);
  const scenarios = [...new Set(all.map(({ scenario }) => scenario))];
  const ofRun = (as: ToldAs) => {
    const seenAs = finds.countOf(as).looks > 0 ? as : found;
    return {
      inRun: { leaks: finds.countOf(seenAs).looks, looks: jobOf(teller, seenAs).looks },
      alsoIn: scenarios.map(({ name }) => name).filter((name) => name !== as.scenario.name),
    };
  };
  if (way === undefined) {
    const { leak, plan, evidence } = found;
    return { leak, plan, ...ofRun(found), seen: 0, plays, company: 1, innocence: innocence(evidence, leak) };
  }
  const count = new Count(teller, way, isLate);
  await shrink(way.plan, way.shown.leak, (plan) => count.stillLeaks(plan));
  const isSmallest = !isLate(LIMITS.shrinkShare);
  const { evidence, seen, plays: repeats, ...shown } = await count.repeated();
  const as = toldAs({ scenario: found.scenario, ...shown }, evidence, {
    scenarios: way.company === 1 ? scenarios : [],
    played: [...new Set(teller.schedule.jobs.map(({ facts }) => facts.scenario))],
    isPruned: isSmallest || count.refuted.some((plan) => isViewersAlone(plan, shown.leak)),
  });
  return {
    // What seldom leaks may lose a step, and keep another, by chance.
    leak: isSmallest && seen === repeats ? toldAsKept(as.leak, as.plan) : as.leak,
    plan: as.plan,
    ...ofRun(as),
    seen,
    plays: repeats,
    company: way.company,
    innocence: innocence(evidence, as.leak),
    ...(isSmallest ? {} : { unfinished: true as const }),
  };
}

/** In the order in which they are read: what comes back for sure before what may not, by Laplace's rule of succession; of what did not come back, what the run saw most. */
export function surestFirst(told: readonly Unnumbered[]): Told[] {
  const sureness = ({ seen, plays }: Unnumbered) => (seen === 0 ? 0 : (seen + 1) / (plays + 2));
  const inRun = ({ inRun = { leaks: 0, looks: 1 } }: Unnumbered) => inRun.leaks / Math.max(1, inRun.looks);
  return told
    .toSorted((one, other) => sureness(other) - sureness(one) || inRun(other) - inRun(one))
    .map((each, index) => ({ ...each, number: index + 1 }));
}

/** Whether the viewer still looks where the leak was, and nobody else does any more. */
function isViewersAlone({ steps }: Plan, { viewer, surface }: Leak): boolean {
  const looks = steps.filter((step) => step.do === 'look' && step.surface === surface);
  return looks.length > 0 && looks.every(({ by }) => by === actorOf(viewer));
}

/** Counts plays and leaks while a plan is made smaller; nothing that was seen is lost by a later play that shows nothing. */
class Count {
  readonly #teller: Teller;
  readonly #way: Way;
  readonly #isLate: IsLate;
  /** Smaller plans that did not leak. */
  readonly refuted: Plan[] = [];
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
      if (again === undefined || again === 'nobody') continue;
      shown = again;
      seen += 1;
      if (seen < needed) continue;
      this.#way.odds.add(seen, plays);
      this.#smallest = { ...shown, plan, seen, plays };
      return true;
    }
    this.refuted.push(plan);
    return false;
  }

  /** Plays the smallest plan until the rate at which it leaks can be stated, or time is up. */
  async repeated(): Promise<Shown> {
    while (!this.#isEnough() && !this.#isLate()) {
      const { plan, seen, plays } = this.#smallest;
      const shown = await this.#play(plan);
      // A play that was cut because time is up had no chance, nor had one in which nobody could act.
      if (shown === 'nobody' || (shown === undefined && this.#isLate())) break;
      this.#smallest = { ...this.#smallest, ...shown, plays: plays + 1, seen: seen + (shown === undefined ? 0 : 1) };
    }
    return this.#smallest;
  }

  #isEnough(): boolean {
    const { seen, plays, plan } = this.#smallest;
    const least = plan.over === 'browser' ? LIMITS.repeatsAtBrowser : LIMITS.repeats;
    return plays >= LIMITS.repeatsMax || (plays >= least && seen >= LIMITS.repeatsSeen);
  }

  #play(plan: Plan): ReturnType<typeof playIn> {
    return playIn(this.#teller, this.#way, plan, () => this.#isLate());
  }
}
