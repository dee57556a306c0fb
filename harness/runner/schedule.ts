import fc, { type Arbitrary } from 'fast-check';
import type { Cell, Judgement } from '../model/cell.ts';
import type { Plan } from '../model/plan.ts';
import type { Abilities, Scenario } from '../model/scenario.ts';
import { LANDING } from '../model/target.ts';
import type { Leak } from '../model/verdict.ts';
import { rateMax } from '../oracles/index.ts';
import type { Settings } from './settings.ts';

/** Plans still to be played for one cell, and what the played ones showed. */
export interface Job {
  readonly scenario: Scenario;
  readonly surface: string;
  readonly plans: readonly Plan[];
  next: number;
  looks: number;
  ruledOut: number;
  ruledOutBy: string | undefined;
  leaks: Leak[];
  /** Looks at the surface in question that showed a leak. */
  leakLooks: number;
  readonly doubts: Map<string, number>;
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
          if (abilities.surfaces[surface]?.over.includes(scenario.over) !== true) return [];
          const plans = scenario.plans(abilities, surface);
          return plans === undefined ? [] : [jobOf(scenario, surface, sampled(scenario, surface, plans, settings))];
        }),
    );
    return new Schedule(jobs);
  }

  /** The job of a scenario and surface, made when there is none yet. */
  jobFor(scenario: Scenario, surface: string): Job {
    const known = this.#jobs.find((job) => job.scenario === scenario && job.surface === surface);
    if (known !== undefined) return known;
    const made = jobOf(scenario, surface, []);
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
    job.leaks.push(...judgement.leaks);
    job.leakLooks += new Set(
      judgement.leaks
        .filter(({ surface }) => surface === job.surface)
        .map(({ seenAt, viewer }) => `${seenAt} ${viewer}`),
    ).size;
    for (const doubt of judgement.doubts) job.doubts.set(doubt, (job.doubts.get(doubt) ?? 0) + 1);
  }

  get jobs(): readonly Job[] {
    return this.#jobs;
  }

  get left(): number {
    return this.#jobs.reduce((sum, job) => sum + job.plans.length - job.next, 0);
  }

  /** The matrix: one cell a job, and one more for each surface where a leak showed that nobody had asked about. */
  cells(): Cell[] {
    const asked = this.#jobs.flatMap((job) => {
      const cell = cellOf(job);
      return job.surface === LANDING && cell.is === 'inconclusive' ? [] : [cell];
    });
    const unasked = new Map<string, Cell>();
    for (const { scenario, surface, leaks } of this.#jobs) {
      for (const leak of leaks) {
        if (
          leak.surface === surface ||
          asked.some((cell) => cell.surface === leak.surface && cell.scenario === scenario.name)
        )
          continue;
        const key = `${leak.surface}|${scenario.name}`;
        const known = unasked.get(key);
        unasked.set(key, leakCell(leak, scenario.name, (known?.leaks ?? 0) + 1));
      }
    }
    return [...asked, ...unasked.values()];
  }
}

function jobOf(scenario: Scenario, surface: string, plans: readonly Plan[]): Job {
  return {
    scenario,
    surface,
    plans,
    next: 0,
    looks: 0,
    ruledOut: 0,
    ruledOutBy: undefined,
    leaks: [],
    leakLooks: 0,
    doubts: new Map(),
  };
}

function sampled(scenario: Scenario, surface: string, plans: Arbitrary<Plan>, settings: Settings): Plan[] {
  return fc.sample(plans, { seed: mixed(settings.seed, `${scenario.name}|${surface}`), numRuns: settings.plans });
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
  const silent = job.looks === 0 || lost.length > 0;
  return {
    surface: job.surface,
    scenario: job.scenario.name,
    driver: job.scenario.over,
    is: leaks > 0 ? 'leak' : silent ? 'inconclusive' : 'clean',
    looks: job.looks,
    ruledOut: job.ruledOut,
    ...(job.ruledOutBy === undefined ? {} : { ruledOutBy: job.ruledOutBy }),
    leaks,
    rateMax: rateMax(Math.min(leaks, job.looks), job.looks),
    because: (lost.length > 0 ? [...lost, ...because] : because)
      .slice(0, 5)
      .concat(because.length === 0 && silent ? ['no plan was played'] : []),
  };
}

function leakCell(leak: Leak, scenario: string, leaks: number): Cell {
  return {
    surface: leak.surface,
    scenario,
    driver: leak.driver,
    is: 'leak',
    looks: leaks,
    ruledOut: 0,
    leaks,
    rateMax: 1,
    because: [],
  };
}
