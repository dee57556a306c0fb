import type { Entry } from '../model/observation.ts';
import type { Plan } from '../model/plan.ts';
import { type Count, RECORD_VERSION, type RunRecord, type TargetSource, type Told } from '../model/record.ts';
import type { Scenario } from '../model/scenario.ts';
import { type Target, WHOAMI } from '../model/target.ts';
import { judge } from '../oracles/index.ts';
import { choose } from './choose.ts';
import { gather } from './evidence.ts';
import { Finds, type Found } from './finds.ts';
import { LIMITS } from './limits.ts';
import { Pairs } from './pairs.ts';
import { play } from './play.ts';
import { retirePairs } from './retire.ts';
import { type Job, Schedule } from './schedule.ts';
import { setStage, type Workspace } from './set-stage.ts';
import type { RunOptions, Settings } from './settings.ts';
import { settle } from './settings.ts';
import type { Stage } from './stage.ts';
import { Store } from './store.ts';
import { tell } from './tell.ts';
import { verdictOf } from './verdict-of.ts';
import type { World } from './world.ts';

/** What a run is asked for. */
export interface RunRequest {
  readonly target: Target;
  readonly source: TargetSource;
  readonly scenarios: readonly Scenario[];
  readonly options: RunOptions;
  readonly workspace: Workspace;
  /** Folder for `run.json` and what goes with it. */
  readonly reportFolder: string;
  readonly world: World;
  readonly tool: string;
  /** Ends the run early; what was done is recorded and called partial. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/** How far a run is, for a line on the terminal. */
export interface Progress {
  readonly phase: 'playing' | 'telling' | 'retiring';
  readonly plans: number;
  readonly plansLeft: number;
  readonly looks: number;
  readonly observations: number;
  readonly leaks: number;
  /** Milliseconds since the phase began. */
  readonly elapsedMs: number;
  readonly budgetMs: number;
}

/** Enrols pairs, plays plans, judges what every session was shown, tells each leak, retires everyone, and records it all. */
export async function run(request: RunRequest): Promise<RunRecord> {
  const { target, world } = request;
  const settings = settle(request.options, world.random);
  const scenarios = choose(request.scenarios, target, settings);
  const store = new Store(request.reportFolder);
  const stage = setStage(target, request.workspace, world);
  const startedAt = world.timestamp();
  const begunMs = world.now();
  const { name, origin } = request.source;
  stage.created.write({
    do: 'run',
    run: stage.run,
    target: request.source.file ?? name,
    origin,
    embedded: request.source.file === undefined,
    at: startedAt,
    pid: process.pid,
  });
  store.begin({ version: RECORD_VERSION, run: stage.run, surfaces: stage.surfaces, shared: target.shared ?? [] });
  const runner = new Runner(request, settings, stage, store, scenarios);
  await runner.playAll();
  const told = await runner.tellAll();
  const left = await runner.retireAll();
  if (left.length === 0) stage.created.close();
  const cells = runner.schedule.cells();
  const partial = runner.partial;
  const record: RunRecord = {
    version: RECORD_VERSION,
    tool: request.tool,
    run: stage.run,
    startedAt,
    durationMs: Math.round(world.now() - begunMs),
    target: request.source,
    settings: { ...settings },
    verdict: verdictOf(cells, partial),
    ...(partial === undefined ? {} : { partial }),
    cells,
    leaks: told,
    count: runner.count(left.length),
    left,
    notes: runner.notes(),
  };
  store.finish(record);
  return record;
}

class Runner {
  readonly schedule: Schedule;
  partial: string | undefined;
  readonly #request: RunRequest;
  readonly #settings: Settings;
  readonly #stage: Stage;
  readonly #store: Store;
  readonly #pairs: Pairs;
  readonly #found = new Map<string, Finds>();
  #phase: Progress['phase'] = 'playing';
  #phaseMs = 0;
  #plans = 0;
  #looks = 0;
  #observations = 0;
  #bytes = 0;
  #leaks = 0;
  #failures = 0;
  #retired = 0;

  constructor(request: RunRequest, settings: Settings, stage: Stage, store: Store, scenarios: readonly Scenario[]) {
    this.#request = request;
    this.#settings = settings;
    this.#stage = stage;
    this.#store = store;
    this.#pairs = new Pairs(stage, settings.pairs);
    this.schedule = Schedule.plan(scenarios, stage.abilities, settings);
  }

  async playAll(): Promise<void> {
    this.#begin('playing');
    await Promise.all(Array.from({ length: this.#settings.lanes }, () => this.#lane()));
    if (this.partial === undefined && this.schedule.jobs.some((job) => job.next === 0)) {
      this.partial = `the budget of ${this.#settings.budgetMs / 1000} s ended before every cell was looked at`;
    }
  }

  /** Plays each kind of leak again until it is small; the quiet after the lanes have ended is part of the method. */
  async tellAll(): Promise<Told[]> {
    this.#begin('telling');
    const isLate = () => this.#isStopped() || this.#stage.world.now() - this.#phaseMs > LIMITS.tellMs;
    const told: Told[] = [];
    for (const finds of [...this.#found.values()].slice(0, LIMITS.leaksToldMax)) {
      told.push(
        await tell(
          { stage: this.#stage, pairs: this.#pairs },
          finds.all,
          told.length + 1,
          this.#settings.lanes,
          isLate,
        ),
      );
      this.#report();
    }
    return told;
  }

  async retireAll(): Promise<string[]> {
    this.#begin('retiring');
    const late = () => this.#isStopped() && this.#stage.world.now() - this.#phaseMs > LIMITS.hurryMs;
    const pairs = this.#pairs.all;
    const left = await retirePairs(this.#stage, pairs, late);
    this.#retired = pairs.reduce((sum, pair) => sum + pair.all.length, 0) - left.length;
    return left;
  }

  count(left: number): Count {
    return {
      plans: this.#plans,
      looks: this.#looks,
      observations: this.#observations,
      bytes: this.#bytes,
      accounts: this.#retired + left,
      retired: this.#retired,
      leaks: this.#leaks,
    };
  }

  notes(): string[] {
    const { omitted } = this.#store;
    const hidden = this.#found.size - LIMITS.leaksToldMax;
    return [
      ...(omitted > 0 ? [`${omitted} plans were judged and not kept in the journal, which had reached its limit`] : []),
      ...(hidden > 0 ? [`${hidden} more kinds of leak are in the matrix and are not told one by one`] : []),
    ];
  }

  async #lane(): Promise<void> {
    while (!this.#mustEnd()) {
      const { pair, prelude, failure } = await this.#pairs.acquire();
      if (failure !== undefined) await this.#noteFailure(pair, prelude, failure);
      else await this.#playWith(pair, prelude);
      this.#pairs.release(pair);
    }
  }

  async #playWith(pair: Parameters<typeof play>[1], prelude: readonly Entry[]): Promise<void> {
    this.#failures = 0;
    let before = prelude;
    for (
      let played = 0;
      played < LIMITS.plansPerPairMax && pair.made.length < LIMITS.plantsPerPairMax && !this.#mustEnd();
      played++
    ) {
      const next = this.schedule.take();
      if (next === undefined) return;
      const outcome = await play(this.#stage, pair, next.plan, () => this.#isStopped());
      this.#judge(next.job, pair, next.plan, before, outcome);
      before = [];
      if (!this.#isAlive(outcome.journal)) return;
    }
  }

  /** A pair that could not be enrolled is judged all the same: being greeted as somebody else is a leak. */
  async #noteFailure(pair: Parameters<typeof play>[1], prelude: readonly Entry[], failure: string): Promise<void> {
    this.#failures += 1;
    const next = this.schedule.take();
    if (next !== undefined) {
      this.#judge(next.job, pair, next.plan, prelude, { journal: [], plantings: [] });
      next.job.doubts.set(failure, (next.job.doubts.get(failure) ?? 0) + 1);
    }
    if (this.#failures >= LIMITS.enrolFailuresMax) this.partial ??= `no account could take part: ${failure}`;
  }

  #judge(
    job: Job,
    pair: Parameters<typeof play>[1],
    plan: Plan,
    prelude: readonly Entry[],
    played: Awaited<ReturnType<typeof play>>,
  ): void {
    const { scenario, surface } = job;
    const evidence = gather(this.#stage, pair, plan, scenario.cwe, prelude, played);
    this.#store.keep(scenario.name, surface, evidence);
    const judgement = judge(scenario, evidence, surface);
    this.schedule.add(job, judgement);
    for (const leak of judgement.leaks) this.#find({ leak, plan, evidence, scenario });
    this.#plans += 1;
    this.#looks += judgement.looks;
    this.#leaks += judgement.leaks.length;
    for (const { observations } of evidence.journal) {
      this.#observations += observations.length;
      for (const seen of observations) this.#bytes += seen.bytes;
    }
    this.#report();
  }

  #find(found: Found): void {
    const key = `${found.leak.oracle}|${found.leak.surface}`;
    const known = this.#found.get(key) ?? new Finds();
    known.add(found);
    this.#found.set(key, known);
  }

  /** Whether everybody is still recognised after the plan; a pair with a dead session is given up for a fresh one. */
  #isAlive(journal: readonly Entry[]): boolean {
    const asked = journal.filter(
      ({ step, observations }) => step === journal.at(-1)?.step && observations.at(-1)?.surface === WHOAMI,
    );
    return asked.every(({ observations }) => observations.at(-1)?.own.length !== 0);
  }

  #mustEnd(): boolean {
    const isSpent = this.#stage.world.now() - this.#phaseMs > this.#settings.budgetMs;
    return this.#isStopped() || this.partial !== undefined || isSpent || this.schedule.left === 0;
  }

  #isStopped(): boolean {
    if (this.#request.signal?.aborted === true) this.partial ??= 'it was interrupted';
    return this.#request.signal?.aborted === true;
  }

  #begin(phase: Progress['phase']): void {
    this.#phase = phase;
    this.#phaseMs = this.#stage.world.now();
    this.#report();
  }

  #report(): void {
    this.#request.onProgress?.({
      phase: this.#phase,
      plans: this.#plans,
      plansLeft: this.schedule.left,
      looks: this.#looks,
      observations: this.#observations,
      leaks: this.#leaks,
      elapsedMs: this.#stage.world.now() - this.#phaseMs,
      budgetMs: this.#settings.budgetMs,
    });
  }
}
