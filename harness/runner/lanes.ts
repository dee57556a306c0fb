import { availableParallelism } from 'node:os';
import type { Entry } from '../model/observation.ts';
import type { Plan } from '../model/plan.ts';
import { isFit, silenceOf } from './afterwards.ts';
import { cutLate } from './cut.ts';
import { gather } from './evidence.ts';
import { type Finds, sortInto } from './finds.ts';
import type { Job, LaneKind } from './job.ts';
import { LIMITS } from './limits.ts';
import type { Pair } from './pair.ts';
import type { Pairs } from './pairs.ts';
import { type Played, play } from './play.ts';
import type { Schedule } from './schedule.ts';
import type { Settings } from './settings.ts';
import type { Stage } from './stage.ts';
import type { Store } from './store.ts';
import type { Tally } from './tally.ts';
import { unasked } from './unasked.ts';

/** What the lanes work with. */
export interface LanesOptions {
  readonly stage: Stage;
  readonly settings: Settings;
  readonly schedule: Schedule;
  readonly pairs: Pairs;
  readonly store: Store;
  readonly tally: Tally;
  /** How long playing goes on after the budget while a cell proves nothing yet, in milliseconds. */
  readonly graceMs: number;
  readonly isStopped: () => boolean;
  readonly onJudged: () => void;
}

/** Pairs that act at the same time, each playing plan after plan; every plan is judged as soon as it is played. */
export class Lanes {
  /** Every kind of leak (oracle and surface) that was found. */
  readonly finds = new Map<string, Finds>();
  /** Every kind of side channel, likewise. */
  readonly hints = new Map<string, Finds>();
  /** Why playing ended before all plans were played. */
  partial: string | undefined;
  /** Why nobody could act any more. */
  gone: string | undefined;
  readonly #options: LanesOptions;
  #untilMs = 0;
  #failures = 0;
  #hasDared = false;
  /** What ended a lane that must not end so: the others stop. */
  #broken: unknown;

  constructor(options: LanesOptions) {
    this.#options = options;
  }

  async play(): Promise<void> {
    const { settings, stage, schedule } = this.#options;
    const begunMs = stage.world.now();
    this.#untilMs = begunMs + settings.budgetMs;
    const hasPages = schedule.hasFor('browser');
    if (hasPages) stage.browsers.warm().catch(() => undefined);
    // What holds up everybody comes first, before anybody could be held up; again when every other cell had its first plan; and at the end.
    const aloneMs = begunMs + settings.budgetMs * LIMITS.aloneShare;
    await this.#lane('alone', () => stage.world.now() > aloneMs || schedule.isBegun('alone'));
    await this.#together(hasPages, () => !schedule.isBegun('alone') && schedule.isBegun('many', 'browser'));
    await this.#lane('alone', () => schedule.isBegun('alone'));
    await this.#together(hasPages);
    await this.#lane('alone');
    if (this.#broken !== undefined) throw this.#broken;
    // A target that lets nobody in any more takes nothing from what every cell had shown; one that answers nobody was not there to the end,
    // unless it was only then asked for what it did not survive.
    const isUnseen = schedule.cells().some(({ is }) => is === 'inconclusive');
    if (this.gone !== undefined && (isUnseen || (/was not answered/.test(this.gone) && !this.#hasDared)))
      this.partial ??= `no account could take part: ${this.gone}`;
    this.partial ??= unasked(schedule.jobs, stage.world.now() - begunMs);
  }

  /** Lets all play that need not be alone, those with browsers among them. */
  async #together(hasPages: boolean, isEnough = () => false): Promise<void> {
    const { budgetMs, lanes } = this.#options.settings;
    const worthwhile = Math.max(1, Math.floor(budgetMs / LIMITS.browserLaneMs));
    const browserLanes = hasPages ? Math.min(LIMITS.browserLanes, lanes, worthwhile, availableParallelism()) : 0;
    const byBrowser = Array.from({ length: browserLanes }, () => this.#lane('browser', isEnough));
    await Promise.all(Array.from({ length: lanes }, (_, index) => this.#lane('many', isEnough, index)));
    await cutLate(this.#options.stage, Promise.all(byBrowser), (agoMs) => this.#isOver(agoMs));
  }

  /**
   * Plans over a browser have lanes of their own: each is as slow as many others, which go on meanwhile. While a cell over a browser waits
   * for its first plan, and all others have had theirs, one other lane is enough: they share the machine with the browser.
   */
  async #lane(lane: LaneKind, isEnough = () => false, index = 0): Promise<void> {
    const { schedule } = this.#options;
    const mustEnd = () => this.#mustEnd() || isEnough();
    const mustRest = () => lane === 'many' && index > 0 && schedule.browserIsBehind;
    await this.#turns(lane, mustEnd, mustRest).catch((error) => {
      this.#broken ??= error;
    });
  }

  async #turns(lane: LaneKind, mustEnd: () => boolean, mustRest: () => boolean): Promise<void> {
    const { pairs, stage, schedule } = this.#options;
    while (!mustEnd() && schedule.hasFor(lane, this.#isLate)) {
      if (mustRest()) {
        await stage.world.sleep(LIMITS.pollMs);
        continue;
      }
      const { pair, prelude, failure } = await pairs.acquire();
      if (failure === undefined) await this.#playWith(pair, prelude, lane, () => mustEnd() || mustRest());
      else await this.#noteFailure(pair, prelude, failure, lane);
      if (lane === 'browser') await stage.browsers.leave(pair.facts.map(({ id }) => id));
      pairs.release(pair);
    }
  }

  async #playWith(pair: Pair, prelude: readonly Entry[], lane: LaneKind, mustEnd: () => boolean): Promise<void> {
    const { stage, isStopped } = this.#options;
    for (let played = 0; played < LIMITS.plansPerPairMax && !mustEnd(); played++) {
      const next = this.#take(lane);
      if (next === undefined) return;
      const outcome = await play(stage, pair, next.plan, {
        stop: () => isStopped() || this.#hasEnough || this.#isOver(LIMITS.overtimeMs),
      });
      this.#judge(next.job, pair, next.plan, played === 0 ? prelude : [], outcome);
      const silence = silenceOf(outcome.journal);
      if (silence !== undefined) return this.#giveTime(silence);
      this.#failures = 0;
      if (!isFit(next.plan, outcome.journal)) return;
    }
  }

  /** What a careless service may not survive is asked of it last: late, or when there is nothing else left to ask. */
  #take(lane: LaneKind): ReturnType<Schedule['take']> {
    const { schedule, settings } = this.#options;
    const calm = schedule.take(lane, this.#isOver(-settings.budgetMs * LIMITS.daringShare), this.#isLate);
    const next = calm ?? schedule.take(lane, true, this.#isLate);
    this.#hasDared ||= next?.job.facts.scenario.isDaring?.(next.plan) === true;
    return next;
  }

  /** A pair that could not be enrolled is judged all the same: being greeted as somebody else is a leak. */
  async #noteFailure(pair: Pair, prelude: readonly Entry[], failure: string, lane: LaneKind): Promise<void> {
    const next = this.#take(lane);
    if (next !== undefined) {
      next.job.doubt(failure);
      this.#judge(next.job, pair, next.plan, prelude, { journal: [], plantings: [] });
    }
    await this.#giveTime(failure);
  }

  /** A target that is busy, or that somebody starts again, may answer the next time; one that does not so often in a row is gone. */
  async #giveTime(because: string): Promise<void> {
    this.#failures += 1;
    if (this.#failures >= LIMITS.failuresMax) this.gone ??= because;
    else await this.#options.stage.world.sleep(LIMITS.failurePauseMs * this.#failures);
  }

  #judge(job: Job, pair: Pair, plan: Plan, prelude: readonly Entry[], played: Played): void {
    const { stage, store, schedule, pairs, tally, onJudged } = this.#options;
    const { scenario, surface } = job.facts;
    const evidence = gather(stage, pair, plan, scenario.cwe, prelude, played);
    store.keep(scenario.name, surface, evidence);
    const judgement = schedule.judge(job, evidence);
    tally.add(evidence, judgement);
    const { leaks, sideChannels = [] } = judgement;
    sortInto(this.finds, leaks, { plan, evidence, scenario });
    sortInto(this.hints, sideChannels, { plan, evidence, scenario });
    if (leaks.length + sideChannels.length > 0) pairs.isMixing = true;
    onJudged();
  }

  #mustEnd(): boolean {
    const { schedule, isStopped } = this.#options;
    if (isStopped()) this.partial ??= 'it was interrupted';
    if (this.#hasEnough) this.partial ??= 'it was asked to stop at the first leak';
    return (
      this.#broken !== undefined ||
      this.partial !== undefined ||
      this.gone !== undefined ||
      schedule.left === 0 ||
      this.#isOver(0)
    );
  }

  /** Whether the one leak was found that was asked for. */
  get #hasEnough(): boolean {
    return this.#options.settings.untilLeak && this.finds.size > 0;
  }

  /** Whether the budget has ended, so that only cells which prove nothing yet are played. */
  get #isLate(): boolean {
    return this.#options.stage.world.now() > this.#untilMs;
  }

  /** Whether the time ended, that long ago: with the budget, or later as long as a cell proves nothing yet. */
  #isOver(agoMs: number): boolean {
    const { stage, schedule, graceMs } = this.#options;
    const overMs = stage.world.now() - this.#untilMs - agoMs;
    return overMs > 0 && (overMs > graceMs || schedule.isSettled);
  }
}
