import type { CommandModule } from 'yargs';
import { intervalWords, percent, rateWords } from '../../reports/matrix.ts';
import { plural } from '../../reports/plural.ts';
import { proofOf } from '../../reports/proof.ts';
import { CATALOGUE } from '../../scenarios/catalogue.ts';
import { UsageError } from '../model/errors.ts';
import type { ReplayFile } from '../model/record.ts';
import { looksNeeded } from '../oracles/index.ts';
import { type Replayed, replay } from '../runner/replay.ts';
import { world } from '../runner/world.ts';
import { EXIT } from './exit-codes.ts';
import { openTarget } from './lab-target.ts';
import { endSoon, onInterrupt, workspace } from './process.ts';
import { readReplay } from './stored.ts';

interface ReplayArguments {
  file: string;
  target: string | undefined;
  times: number | undefined;
  'until-leak': boolean;
  bisect: boolean;
  json: boolean;
}

/** `misdelivery replay FILE`: plays a leak's saved plan again. */
export const replayCommand: CommandModule<object, ReplayArguments> = {
  command: 'replay <file>',
  describe: "Play a leak's saved plan again, with fresh accounts",
  builder: (yargs) =>
    yargs
      .positional('file', {
        type: 'string',
        demandOption: true,
        describe: 'A leak file, such as misdelivery-report/leaks/1.json',
      })
      .option('target', {
        type: 'string',
        describe: 'Another target file than the one in the leak file',
        requiresArg: true,
      })
      .option('times', {
        type: 'number',
        describe: 'How often to play it. Default: until it leaks, or so often that one of its rate would have',
        requiresArg: true,
      })
      .option('until-leak', { type: 'boolean', default: false, describe: 'Stop at the first play that leaks' })
      .option('bisect', {
        type: 'boolean',
        default: false,
        describe: 'Exit with 125 when inconclusive, as "git bisect run" wants',
      })
      .option('json', { type: 'boolean', default: false, describe: 'Print the outcome as JSON' })
      .example('$0 replay misdelivery-report/leaks/1.json --times 20', 'see how often it comes back')
      .example('git bisect run npx misdelivery replay leak.json --times 5 --bisect', 'find the commit that brought it')
      .epilogue(
        'Exit codes: 1 it leaked again, 0 it did not although everybody was answered, 2 (125 with --bisect) cannot tell.',
      ),
  handler: async (args) => {
    try {
      process.exitCode = args.bisect ? await orSkip(args) : await replayAndReport(args);
    } finally {
      endSoon();
    }
  },
};

/** In a bisection whatever cannot tell is skipped: a target that does not load, or does not even start, at this commit. */
async function orSkip(args: ReplayArguments): Promise<number> {
  try {
    return await replayAndReport(args);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    return EXIT.skip;
  }
}

async function replayAndReport(args: ReplayArguments): Promise<number> {
  const file = readReplay(args.file);
  const scenario = CATALOGUE.find(({ name }) => name === file.plan.scenario);
  if (scenario === undefined)
    throw new UsageError(
      `${args.file} is of the scenario "${file.plan.scenario}", which this misdelivery does not know. Use the one that wrote it.`,
    );
  const times = args.times ?? playsEnough(file);
  if (!Number.isSafeInteger(times) || times < 1)
    throw new UsageError(`--times is ${args.times}. Expected a whole number of at least 1.`);
  const { faults, traps } = file.target;
  const choice = args.target ?? file.target.file;
  await using opened = await openTarget(choice === undefined ? { fault: faults, trap: traps } : { target: choice });
  const untilLeak = args['until-leak'] || args.times === undefined;
  const outcome = await replay({
    file,
    target: opened.target,
    scenario,
    workspace: workspace(),
    world,
    times,
    untilLeak,
    signal: onInterrupt('Stopping: accounts are retired. Once more ends at once.'),
  });
  const canRetire = opened.target.accounts.retire !== undefined;
  process.stdout.write(args.json ? `${JSON.stringify(outcome)}\n` : words(args.file, file, outcome, canRetire));
  if (outcome.is === 'inconclusive' && args.bisect) return EXIT.skip;
  return EXIT[outcome.is];
}

/** Plays among which a leak that came back as often as this one did would most likely be seen: twice as many as suffice with 95 %. */
function playsEnough({ seen, plays, plan }: ReplayFile): number {
  if (seen === undefined || plays === undefined) return 1;
  return Math.min(2 * looksNeeded(seen / (plays + 1)), plan.over === 'browser' ? PLAYS_MAX_AT_BROWSER : PLAYS_MAX);
}

const PLAYS_MAX = 40;
/** There a play takes seconds. */
const PLAYS_MAX_AT_BROWSER = 10;

function words(path: string, file: ReplayFile, outcome: Replayed, canRetire: boolean): string {
  const { is, plays, seen, leak, because, left } = outcome;
  const proof =
    leak === undefined
      ? []
      : proofOf(
          {
            number: 0,
            leak,
            plan: file.plan,
            seen,
            plays,
            company: file.company,
            ...(file.unfinished === true ? { unfinished: true as const } : {}),
            innocence: 'the sessions were separate',
            alsoIn: [],
          },
          path,
        );
  const verdict = {
    leak: `LEAK  seen in ${seen} of ${plural(plays, 'play')}: a rate of ${percent(seen / plays)} % (95 % interval ${intervalWords(outcome)})`,
    clean: `CLEAN  not seen in ${plural(plays, 'play')}${before(file)}, and everybody was answered: with 95 % confidence a play leaks at a rate of ${rateWords(outcome.rateMax)}`,
    inconclusive: `INCONCLUSIVE  not seen in ${plural(plays, 'play')}, but: ${because ?? ''}`,
  }[is];
  const advice = canRetire ? 'could not be retired. Try "misdelivery clean".' : 'stay: there is no accounts.retire.';
  const leftover = left.length === 0 ? [] : [`${plural(left.length, 'account')} ${advice}`];
  return `${[...proof, verdict, ...leftover].join('\n')}\n`;
}

function before({ seen = 0, plays = 0 }: ReplayFile): string {
  return seen === 0 ? '' : ` (when it was told it came back in ${seen} of ${plays})`;
}
