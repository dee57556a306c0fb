import { UsageError } from '../model/errors.ts';
import type { DriverName } from '../model/plan.ts';
import { LIMITS } from './limits.ts';

/** What makes a run fail. */
export type FailOn = 'leak' | 'side-channel';

/** What a run may be asked; everything is optional. */
export interface RunOptions {
  /** Names of scenarios. Default: all. */
  readonly scenarios?: readonly string[];
  /** Names of surfaces. Default: all. */
  readonly surfaces?: readonly string[];
  /** Only looks through these drivers. Default: all. */
  readonly drivers?: readonly DriverName[];
  /** Makes the same plans again. Default: a fresh one. */
  readonly seed?: number;
  /** Most plans for each cell of the matrix. Default 20; with a budget, as many as that allows. */
  readonly plans?: number;
  /** Longest time for playing plans, in milliseconds. Default 40 000, and longer while a cell proves nothing yet. */
  readonly budgetMs?: number;
  /** Most pairs of accounts that are enrolled. Default 200. */
  readonly pairs?: number;
  /** Pairs that act at the same time: they are each other's load. Default 4. */
  readonly lanes?: number;
  /** Kinds of leak that are played again until they are small; the others are counted in the matrix. Default 12. */
  readonly tell?: number;
  /** Stop playing at the first leak. Default false. */
  readonly untilLeak?: boolean;
  /** Keep Playwright traces of the browsers that leaks are told in; they hold cookies, tokens and pages. Default false. */
  readonly trace?: boolean;
  /** What makes a run fail: what is shown to the wrong account, or also what only tells of another's doings. Default `leak`. */
  readonly failOn?: FailOn;
  /** Accept inconclusive cells: exit code 0 for them. Default false. */
  readonly allowInconclusive?: boolean;
}

/** The same with every default decided. */
export interface Settings extends Required<Omit<RunOptions, 'scenarios' | 'surfaces' | 'drivers'>> {
  /** Empty for all. */
  readonly scenarios: readonly string[];
  /** Empty for all. */
  readonly surfaces: readonly string[];
  /** Empty for all. */
  readonly drivers: readonly DriverName[];
}

/** Decides every default and refuses what cannot be meant; throws a UsageError that lists every problem. */
export function settle(options: RunOptions, freshSeed: () => number): Settings {
  const problems = (['seed', 'plans', 'budgetMs', 'pairs', 'lanes', 'tell'] as const).flatMap((name) => {
    const value = options[name];
    const least = name === 'seed' ? 0 : 1;
    if (value === undefined || (Number.isSafeInteger(value) && value >= least)) return [];
    return [`${name} is ${value}: expected a whole number of at least ${least}`];
  });
  if (problems.length > 0) throw new UsageError(`${problems.join('; ')}. See "misdelivery run --help".`);
  return {
    scenarios: options.scenarios ?? [],
    surfaces: options.surfaces ?? [],
    drivers: options.drivers ?? [],
    seed: options.seed ?? freshSeed(),
    plans: options.plans ?? (options.budgetMs === undefined ? 20 : LIMITS.plansMax),
    budgetMs: options.budgetMs ?? 40_000,
    pairs: options.pairs ?? 200,
    lanes: options.lanes ?? 4,
    tell: options.tell ?? 12,
    untilLeak: options.untilLeak ?? false,
    trace: options.trace ?? false,
    failOn: options.failOn ?? 'leak',
    allowInconclusive: options.allowInconclusive ?? false,
  };
}
