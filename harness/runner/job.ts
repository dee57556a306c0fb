import type { Cell, Judgement } from '../model/cell.ts';
import type { DriverName, Plan } from '../model/plan.ts';
import type { Scenario } from '../model/scenario.ts';
import { LANDING } from '../model/target.ts';
import { rateOf } from '../oracles/index.ts';
import { LIMITS } from './limits.ts';

/** What a job is about. */
export interface JobFacts {
  readonly scenario: Scenario;
  readonly surface: string;
  readonly driver: DriverName;
  /** Most plans that are played for it. */
  readonly plansMax: number;
  /** The plan of this number, from 0; the same whenever it is asked for. */
  readonly planAt: (number: number) => Plan;
}

/** Lanes of which there are many at the same time, that of browsers, and the one that plays when no other does. */
export type LaneKind = 'many' | 'browser' | 'alone';

/** Plans to be played for one cell, and what the played ones showed. */
export class Job {
  readonly facts: JobFacts;
  /** Plans given out. */
  taken = 0;
  /** Of these, the ones that were judged. */
  judged = 0;
  looks = 0;
  /** Looks at this surface that showed a leak, in whichever of the scenario's plans. */
  leakLooks = 0;
  #barren = 0;
  #ruledOut = 0;
  #ruledOutBy: string | undefined;
  readonly #doubts = new Map<string, number>();
  /** Conditions that looks were about, and why each was not shown; `true` when it was at least once. */
  readonly #conditions = new Map<string, string | true>();

  constructor(facts: JobFacts) {
    this.facts = facts;
  }

  /** Where its plans are played. */
  get lane(): LaneKind {
    if (this.facts.driver === 'browser') return 'browser';
    return this.facts.scenario.alone === true ? 'alone' : 'many';
  }

  get left(): number {
    return this.facts.plansMax - this.taken;
  }

  /** Those that are still to be played. */
  get plans(): Plan[] {
    return Array.from({ length: this.left }, (_, index) => this.facts.planAt(this.taken + index));
  }

  /** Whether its next plan could bring a careless service down. */
  get isDaring(): boolean {
    return this.left > 0 && this.facts.scenario.isDaring?.(this.facts.planAt(this.taken)) === true;
  }

  take(): Plan {
    this.taken += 1;
    return this.facts.planAt(this.taken - 1);
  }

  /**
   * How much is known of the cell, in looks; whoever knows least plays next. Plans under way count as much as those before them; one
   * that proved nothing counts too, or a blind surface would take all the time; a leak that was seen is known already.
   */
  get known(): number {
    const each = this.judged === 0 ? LOOKS_EXPECTED : Math.max(this.looks / this.judged, LOOKS_EXPECTED);
    const looks = this.looks + this.#barren * LOOKS_EXPECTED + (this.taken - this.judged) * each;
    return this.leakLooks > 0 ? looks * LEAK_WEIGHT : looks;
  }

  add(judgement: Judgement): void {
    this.judged += 1;
    this.looks += judgement.looks;
    if (judgement.looks === 0) this.#barren += 1;
    this.#ruledOut += judgement.ruledOut;
    this.#ruledOutBy = judgement.ruledOutBy ?? this.#ruledOutBy;
    for (const [condition, shown] of judgement.conditions ?? [])
      if (this.#conditions.get(condition) !== true) this.#conditions.set(condition, shown);
    for (const doubt of judgement.doubts) this.doubt(doubt);
  }

  /** Looks that a plan of another scenario's brought. */
  lend(looks: number): void {
    this.looks += looks;
  }

  /** Whether anything was tried for it. */
  get isBegun(): boolean {
    return this.taken > 0 || this.looks > 0;
  }

  /** Notes why something proved nothing. */
  doubt(because: string): void {
    this.#doubts.set(because, (this.#doubts.get(because) ?? 0) + 1);
  }

  /** Looks that were answered with a server error, or with success and nothing of the viewer's own. */
  get vain(): number {
    return [...this.#doubts].reduce((sum, [doubt, count]) => sum + (VAIN.test(doubt) ? count : 0), 0);
  }

  /** Whether whoever looked got an answer, and nothing of its own in it. */
  get isBlind(): boolean {
    return this.looks === 0 && [...this.#doubts.keys()].some((doubt) => BLIND.test(doubt));
  }

  /** Whether the cell says something, or more plans are not likely to make it say anything; most landing pages never do. */
  get isSettled(): boolean {
    const enough = this.facts.surface === LANDING ? 1 : LIMITS.plansUntilBlind;
    const isOpen = this.is === 'inconclusive' && this.judged < enough;
    return this.left === 0 || ((this.judged > 0 || this.looks > 0) && !isOpen);
  }

  /** Whether it is not settled, and no plan that might settle it is under way. */
  get isWanting(): boolean {
    return !this.isSettled && !this.isUnderWay;
  }

  get isUnderWay(): boolean {
    return this.taken > this.judged;
  }

  get is(): Cell['is'] {
    return this.#isWith(this.#lost);
  }

  #isWith(lost: readonly string[]): Cell['is'] {
    if (this.leakLooks > 0) return 'leak';
    return this.looks === 0 || lost.length > 0 || this.#missing.length > 0 ? 'inconclusive' : 'clean';
  }

  /** What it says; nothing was lost at a surface that shows nobody anything without a browser. */
  cell(drawn: readonly string[] = []): Cell {
    const { scenario, surface, driver } = this.facts;
    const isDrawn = (words: string) => driver === 'http' && drawn.some((each) => words.includes(` at ${each}, which`));
    const lost = this.#lost.filter((words) => !isDrawn(words));
    const because = [...this.#doubts].sort(([, one], [, other]) => other - one).map(([doubt]) => doubt);
    const is = this.#isWith(lost);
    const isSilent = is === 'inconclusive';
    return {
      surface,
      scenario: scenario.name,
      driver,
      is,
      ...(scenario.isHint === true ? { isHint: true as const } : {}),
      looks: this.looks,
      ruledOut: this.#ruledOut,
      ...(this.#ruledOutBy === undefined ? {} : { ruledOutBy: this.#ruledOutBy }),
      leaks: this.leakLooks,
      ...rateOf(this.leakLooks, this.looks),
      because: [...lost, ...this.#missing, ...because]
        .slice(0, 5)
        .concat(because.length === 0 && isSilent ? ['no plan was played'] : []),
    };
  }

  get #lost(): string[] {
    return [...this.#doubts.keys()].filter((doubt) => doubt.startsWith('lost:'));
  }

  get #missing(): string[] {
    return [...this.#conditions].flatMap(([condition, why]) =>
      why === true ? [] : [`${condition} never came into play: ${why}`],
    );
  }
}

/** Doubts of `judge` about such looks. */
const BLIND = /was not shown anything of its own \(\w+ answered 2/;
const VAIN = new RegExp(`^the target answered 5|${BLIND.source}`);

/** Looks that a plan is expected to bring before one was judged; one that brought none counts as much. */
const LOOKS_EXPECTED = 2;

/** A cell that leaks gets one plan where another, as well known, gets so many. */
const LEAK_WEIGHT = 4;
