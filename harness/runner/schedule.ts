import type { Cell, Judgement } from '../model/cell.ts';
import type { DriverName, Plan } from '../model/plan.ts';
import type { Abilities, Scenario } from '../model/scenario.ts';
import { LANDING } from '../model/target.ts';
import type { Evidence, Leak } from '../model/verdict.ts';
import { judge, leakingLooks } from '../oracles/index.ts';
import { alsoAnswers, asksForMore, looksLent } from './answers.ts';
import { Job, type LaneKind } from './job.ts';
import { LIMITS } from './limits.ts';
import type { Settings } from './settings.ts';
import { supply } from './supply.ts';

/** Who plays what next: always the cell of which least is known. */
export class Schedule {
  /** As a report lists them, and in the order in which they are played while nothing is known. */
  readonly #jobs: Job[];
  readonly #order: readonly Job[];

  private constructor(rows: readonly (readonly Job[])[]) {
    this.#jobs = rows.flat();
    const order = diagonally(rows);
    const answered = new Set(order.filter((job) => order.some(({ facts }) => asksForMore(facts, job.facts))));
    this.#order = [...order.filter((job) => !answered.has(job)), ...answered];
  }

  /** One that waits to be told what was played. */
  static empty(): Schedule {
    return new Schedule([]);
  }

  /** A job for each scenario and surface that were asked for and that the target can do. */
  static plan(scenarios: readonly Scenario[], abilities: Abilities, settings: Settings): Schedule {
    const wanted = Object.entries(abilities.surfaces).filter(
      ([surface]) => settings.surfaces.length === 0 || settings.surfaces.includes(surface),
    );
    // Plans about one surface look at others, too: only at those that were asked for.
    const able = { ...abilities, surfaces: Object.fromEntries(wanted) };
    return new Schedule(
      scenarios.map((scenario) => wanted.flatMap(([surface]) => jobsOf(scenario, surface, able, settings))),
    );
  }

  /** The job of a scenario and surface, made without plans when there is none yet. */
  jobFor(scenario: Scenario, surface: string, driver: DriverName): Job {
    const known = this.#jobs.find(
      ({ facts }) => facts.scenario === scenario && facts.surface === surface && facts.driver === driver,
    );
    if (known !== undefined) return known;
    const made = new Job({ scenario, surface, driver, plansMax: 0, planAt: noPlan });
    this.#jobs.push(made);
    return made;
  }

  /**
   * The next plan for a lane, of those that any service survives unless it is asked to `dare`, and of cells that are open yet where only
   * these are asked for; undefined when all are played.
   */
  take(lane: LaneKind = 'many', dare = true, onlyOpen = false): { readonly job: Job; readonly plan: Plan } | undefined {
    let next: { readonly job: Job; readonly known: number } | undefined;
    for (const job of this.#order) {
      if (job.left === 0 || job.lane !== lane || (!dare && job.isDaring) || (onlyOpen && !this.#isWanting(job)))
        continue;
      const { known } = job;
      if (next === undefined || known < next.known) next = { job, known };
    }
    return next === undefined ? undefined : { job: next.job, plan: next.job.take() };
  }

  /** Judges what a plan showed: for its own job, and for others that it answers, unless it leaks there. */
  judge(job: Job, evidence: Evidence): Judgement {
    const judgement = judge(job.facts.scenario, evidence, job.facts.surface);
    this.add(job, judgement);
    for (const other of this.#jobs)
      if (alsoAnswers(job.facts, evidence.plan, other.facts)) other.lend(looksLent(other.facts, evidence));
    return judgement;
  }

  /** A look that showed a leak counts for the surface it was at, whichever surface its plan was about. */
  add(job: Job, judgement: Judgement): void {
    const { scenario, driver } = job.facts;
    job.add(judgement);
    const places = new Map<Job, Leak[]>();
    for (const leak of judgement.leaks) {
      const leaking = this.jobFor(scenario, leak.surface, cellDriver(driver, leak));
      places.set(leaking, [...(places.get(leaking) ?? []), leak]);
    }
    for (const [leaking, leaks] of places) {
      const { size } = leakingLooks(leaks, leaking.facts.surface);
      leaking.leakLooks += size;
      if (leaking !== job) leaking.looks += size;
    }
  }

  get jobs(): readonly Job[] {
    return this.#jobs;
  }

  /** Whether a cell over a browser waits for its first plan while all others have had a few. */
  get browserIsBehind(): boolean {
    return (
      this.#order.every(
        ({ lane, taken, left }) => lane === 'browser' || left === 0 || taken >= LIMITS.plansBeforeBrowser,
      ) && this.#order.some(({ lane, isBegun, left }) => lane === 'browser' && !isBegun && left > 0)
    );
  }

  /** Whether every cell says something, or is not likely to. */
  get isSettled(): boolean {
    return this.#order.every((job) => job.isSettled);
  }

  /** Whether a first plan was given out for every cell of these kinds of lanes, as far as there are any. */
  isBegun(...lanes: readonly LaneKind[]): boolean {
    return this.#order.every((job) => !lanes.includes(job.lane) || job.isBegun || job.left === 0);
  }

  /** Whether it needs another plan, and none is under way that might answer it. */
  #isWanting(job: Job): boolean {
    return job.isWanting && !this.#order.some((other) => other.isUnderWay && asksForMore(other.facts, job.facts));
  }

  get left(): number {
    return this.#jobs.reduce((sum, job) => sum + job.left, 0);
  }

  /** Whether plans are left for a kind of lane; in cells that are open yet, where only these are asked for. */
  hasFor(lane: LaneKind, onlyOpen = false): boolean {
    return this.#order.some((job) => job.left > 0 && job.lane === lane && (!onlyOpen || this.#isWanting(job)));
  }

  /** Pages that show nothing over HTTP and something in a browser: scripts draw them. */
  get drawn(): string[] {
    const of = (driver: DriverName, surface: string) =>
      this.#jobs.filter(({ facts }) => facts.driver === driver && facts.surface === surface);
    const surfaces = [...new Set(this.#jobs.map(({ facts }) => facts.surface))];
    return surfaces.filter(
      (surface) =>
        of('browser', surface).some(({ looks }) => looks > 0) &&
        of('http', surface).some(({ isBlind }) => isBlind) &&
        of('http', surface).every(({ is }) => is === 'inconclusive'),
    );
  }

  /** Those whose looks mean something: a page that scripts draw has none over HTTP. */
  get telling(): Job[] {
    const { drawn } = this;
    return this.#jobs.filter(({ facts }) => facts.driver !== 'http' || !drawn.includes(facts.surface));
  }

  /** The matrix: one cell a job; a landing page that nobody can see is none. */
  cells(): Cell[] {
    const { drawn } = this;
    return this.telling
      .map((job) => job.cell(drawn))
      .filter(({ surface, is }) => surface !== LANDING || is !== 'inconclusive');
  }
}

/** In whose column a leak counts: mail and events arrive whatever a plan acts through; all else is a browser's where the plan is. */
export function cellDriver(over: DriverName, leak: Leak): DriverName {
  return over === 'browser' && leak.driver === 'http' ? over : leak.driver;
}

/** The same plans over every driver that a scenario is asked over, as far as they go: a browser's plans are few, for they are slow. */
function jobsOf(scenario: Scenario, surface: string, abilities: Abilities, settings: Settings): Job[] {
  // What a browser adds to a landing page, which seldom shows anything of one's own, is what it keeps of the one before.
  const also = surface === LANDING ? [] : (scenario.also ?? []);
  const drivers = [scenario.over, ...also].filter(
    (driver) =>
      abilities.surfaces[surface]?.over.includes(driver) &&
      (settings.drivers.length === 0 || settings.drivers.includes(driver)),
  );
  const plans = drivers.length === 0 ? undefined : scenario.plans(abilities, surface);
  if (plans === undefined || (abilities.surfaces[surface]?.isJob === true && scenario.jobs !== true)) return [];
  const most = scenario.plansMax ?? Number.POSITIVE_INFINITY;
  return drivers.map((driver) => {
    const asked = driver === 'browser' ? Math.ceil(settings.plans / LIMITS.plansPerBrowserPlan) : settings.plans;
    const planAt = supply(plans, driver, settings.seed, `${scenario.name}|${surface}`, scenario);
    return new Job({ scenario, surface, driver, plansMax: Math.min(most, asked), planAt });
  });
}

/** Every scenario in turn, each beginning with another surface, so that a short run asks every question and looks everywhere. */
function diagonally(rows: readonly (readonly Job[])[]): Job[] {
  const length = Math.max(0, ...rows.map((row) => row.length));
  return Array.from({ length }, (_, turn) =>
    rows.flatMap((row, shift) => (turn < row.length ? [row[(turn + shift) % row.length] as Job] : [])),
  ).flat();
}

function noPlan(): never {
  throw new Error('A job without plans was asked for one.');
}
