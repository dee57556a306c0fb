import type { CommandModule } from 'yargs';
import { faults } from '../../fixtures/faults/catalogue.ts';
import { TRAPS } from '../../fixtures/traps/catalogue.ts';
import { CATALOGUE } from '../../scenarios/catalogue.ts';
import { UsageError } from '../model/errors.ts';
import { milliseconds } from './duration.ts';
import { EXIT } from './exit-codes.ts';
import { type Score, scoreOf, scoreTable } from './lab-scores.ts';
import { type Subject, type Trial, trial } from './lab-trial.ts';
import { endSoon, onInterrupt } from './process.ts';

interface ScoreArguments {
  seeds: number;
  budget: string;
  fault?: string[];
  trap?: string[];
  clean?: boolean;
  json: boolean;
}

/** `misdelivery lab score`: how surely each fault is found, how soon, and whether anything honest is called a leak. */
export const labScoreCommand: CommandModule<object, ScoreArguments> = {
  command: 'score',
  describe:
    'Look for each fault with fresh seeds: how often it is found, how soon; traps and the plain depot must stay clean',
  builder: {
    seeds: { type: 'number', default: 20, describe: 'Runs for each', requiresArg: true },
    budget: { type: 'string', default: '40s', describe: 'Longest time for playing in each run', requiresArg: true },
    fault: { type: 'string', array: true, describe: 'Only these faults' },
    trap: { type: 'string', array: true, describe: 'Only these traps' },
    clean: { type: 'boolean', describe: 'Only the plain depot' },
    json: { type: 'boolean', default: false, describe: 'Print JSON' },
  },
  handler: async (args) => {
    if (!Number.isSafeInteger(args.seeds) || args.seeds < 1)
      throw new UsageError(`--seeds is ${args.seeds}. Expected a whole number of at least 1.`);
    process.exitCode = await score(args);
    endSoon();
  },
};

async function score({ seeds, budget, json, ...asked }: ScoreArguments): Promise<number> {
  const budgetMs = milliseconds(budget);
  const signal = onInterrupt('Stopping. What was scored so far is shown.');
  const scores: Score[] = [];
  for (const subject of subjectsOf(asked)) {
    if (signal.aborted) break;
    const trials: Trial[] = [];
    for (let seed = 1; seed <= seeds && !signal.aborted; seed++) {
      process.stderr.write(`${subject.id}, seed ${seed} of ${seeds}\n`);
      trials.push(await trial(subject, seed, budgetMs, signal));
    }
    scores.push(scoreOf(subject, trials));
  }
  process.stdout.write(json ? `${JSON.stringify(scores, null, 2)}\n` : `${scoreTable(scores)}\n`);
  return scores.every(({ passes }) => passes) && !signal.aborted ? EXIT.clean : EXIT.leak;
}

/** What was asked for, or everything. */
function subjectsOf({ fault, trap, clean }: Pick<ScoreArguments, 'fault' | 'trap' | 'clean'>): Subject[] {
  const isAll = fault === undefined && trap === undefined && clean !== true;
  const known = new Set(CATALOGUE.map(({ name }) => name));
  return [
    ...chosen('fault', faults, fault, isAll)
      .filter(({ uncaught }) => uncaught === undefined || !isAll)
      .map(({ id, caughtBy }): Subject => ({ kind: 'fault', id, scenarios: [caughtBy] })),
    ...chosen('trap', TRAPS, trap, isAll).map(({ id }): Subject => ({ kind: 'trap', id, scenarios: [] })),
    ...(isAll || clean === true ? [{ kind: 'clean', id: 'plain depot', scenarios: [] } as const] : []),
  ].filter(({ scenarios }) => scenarios.every((name) => known.has(name)));
}

function chosen<T extends { readonly id: string }>(
  kind: string,
  all: readonly T[],
  ids: readonly string[] | undefined,
  isAll: boolean,
): readonly T[] {
  const unknown = ids?.filter((id) => !all.some((each) => each.id === id)) ?? [];
  if (unknown.length > 0)
    throw new UsageError(`There is no ${kind} "${unknown.join('", "')}". See "misdelivery lab list".`);
  return isAll ? all : all.filter(({ id }) => ids?.includes(id));
}
