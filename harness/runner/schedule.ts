import fc, { type Arbitrary } from 'fast-check';
import type { Cell, Judgement } from '../model/cell.ts';
import type { DriverName, Plan } from '../model/plan.ts';
import type { Abilities, Scenario } from '../model/scenario.ts';
import { LANDING } from '../model/target.ts';
import { rateMax } from '../oracles/index.ts';
import { LIMITS } from './limits.ts';
import type { Settings } from './settings.ts';

/** Plans still to be played for one cell, and what the played ones showed. */
export interface Job {
  readonly scenario: Scenario;
  readonly surface: string;
  readonly driver: DriverName;
  readonly plans: readonly Plan[];
  next: number;
  looks: number;
  ruledOut: number;
  ruledOutBy: string | undefined;
  /** Looks at this surface that showed a leak, in whichever of the scenario's plans. */
  leakLooks: number;
  readonly doubts: Map<string, number>;
  /** Conditions that looks were about, and why each was not shown; `true` when it was at least once. */
  readonly conditions: Map<string, string | true>;
}

/** Who plays what next: the cell with the fewest proven looks, then the one with the fewest plans. */
export class Schedule {
  readonly #jobs: Job[];

  private constructor(jobs: Job[]) {
    this.#jobs = jobs;
  }

  static of(jobs: Job[]): Schedule {
    return new Schedule(jobs);
  }

  /** A job for each scenario and surface that were asked for and that the target can do. */
  static plan(scenarios: readonly Scenario[], abilities: Abilities, settings: Settings): Schedule {
    const jobs = scenarios.flatMap((scenario) =>
      Object.keys(abilities.surfaces)
        .filter((surface) => settings.surfaces.length === 0 || settings.surfaces.includes(surface))
        .flatMap((surface) => {
          const drivers = [scenario.over, ...(scenario.also ?? [])].filter((driver) =>
            abilities.surfaces[surface]?.over.includes(driver),
          );
          const plans = drivers.length === 0 ? undefined : scenario.plans(abilities, surface);
          if (plans === undefined) return [];
          return drivers.map((driver) =>
            jobOf(scenario, surface, driver, sampled(scenario, surface, driver, plans, settings)),
          );
        }),
    );
    return new Schedule(jobs);
  }

  /** The job of a scenario and surface, made when there is none yet. */
  jobFor(scenario: Scenario, surface: string, driver: DriverName): Job {
    const known = this.#jobs.find(
      (job) => job.scenario === scenario && job.surface === surface && job.driver === driver,
    );
    if (known !== undefined) return known;
    const made = jobOf(scenario, surface, driver, []);
    this.#jobs.push(made);
    return made;
  }

  /** The next plan; undefined when all are played. */
  take(): { readonly job: Job; readonly plan: Plan } | undefined {
    let job: Job | undefined;
    for (const each of this.#jobs) {
      if (
        each.next < each.plans.length &&
        (job === undefined || each.next < job.next || (each.next === job.next && each.looks < job.looks))
      )
        job = each;
    }
    const plan = job?.plans[job.next];
    if (job === undefined || plan === undefined) return undefined;
    job.next += 1;
    return { job, plan };
  }

  add(job: Job, judgement: Judgement): void {
    job.looks += judgement.looks;
    job.ruledOut += judgement.ruledOut;
    job.ruledOutBy = judgement.ruledOutBy ?? job.ruledOutBy;
    for (const surface of new Set(judgement.leaks.map((leak) => leak.surface))) {
      const looks = judgement.leaks
        .filter((leak) => leak.surface === surface)
        .map(({ seenAt, viewer }) => `${seenAt} ${viewer}`);
      this.jobFor(job.scenario, surface, job.driver).leakLooks += new Set(looks).size;
    }
    for (const [condition, shown] of judgement.conditions ?? []) {
      if (job.conditions.get(condition) !== true) job.conditions.set(condition, shown);
    }
    for (const doubt of judgement.doubts) job.doubts.set(doubt, (job.doubts.get(doubt) ?? 0) + 1);
  }

  get jobs(): readonly Job[] {
    return this.#jobs;
  }

  get left(): number {
    return this.#jobs.reduce((sum, job) => sum + job.plans.length - job.next, 0);
  }

  /** The matrix: one cell a job; a landing page that nobody can see is none. */
  cells(): Cell[] {
    return this.#jobs.map(cellOf).filter((cell) => cell.surface !== LANDING || cell.is !== 'inconclusive');
  }
}

function jobOf(scenario: Scenario, surface: string, driver: DriverName, plans: readonly Plan[]): Job {
  return {
    scenario,
    surface,
    driver,
    plans,
    next: 0,
    looks: 0,
    ruledOut: 0,
    ruledOutBy: undefined,
    leakLooks: 0,
    doubts: new Map(),
    conditions: new Map(),
  };
}

/** The same plans over every driver that a scenario is asked over, as far as they go: a browser's plans are few, for they are slow. */
function sampled(
  scenario: Scenario,
  surface: string,
  over: DriverName,
  plans: Arbitrary<Plan>,
  settings: Settings,
): Plan[] {
  const numRuns = Math.min(
    scenario.plansMax ?? Number.POSITIVE_INFINITY,
    over === 'browser' ? Math.ceil(settings.plans / LIMITS.plansPerBrowserPlan) : settings.plans,
  );
  const made = fc.sample(plans, { seed: mixed(settings.seed, `${scenario.name}|${surface}`), numRuns });
  return made.map((plan) => (plan.over === over ? plan : { ...plan, over }));
}

/** A seed of its own for each cell, so that asking for one surface alone plays the same plans as asking for all (FNV-1a). */
function mixed(seed: number, text: string): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash | 0;
}

function cellOf(job: Job): Cell {
  const leaks = job.leakLooks;
  const because = [...job.doubts].sort(([, one], [, other]) => other - one).map(([doubt]) => doubt);
  const lost = because.filter((doubt) => doubt.startsWith('lost:'));
  const missing = [...job.conditions].flatMap(([condition, why]) =>
    why === true ? [] : [`${condition} never came into play: ${why}`],
  );
  const silent = job.looks === 0 || lost.length > 0 || missing.length > 0;
  return {
    surface: job.surface,
    scenario: job.scenario.name,
    driver: job.driver,
    is: leaks > 0 ? 'leak' : silent ? 'inconclusive' : 'clean',
    looks: job.looks,
    ruledOut: job.ruledOut,
    ...(job.ruledOutBy === undefined ? {} : { ruledOutBy: job.ruledOutBy }),
    leaks,
    rateMax: rateMax(Math.min(leaks, job.looks), job.looks),
    because: [...lost, ...missing, ...because]
      .slice(0, 5)
      .concat(because.length === 0 && silent ? ['no plan was played'] : []),
  };
}
