import type { Argv, CommandModule } from 'yargs';
import { CATALOGUE } from '../../scenarios/catalogue.ts';
import { run } from '../runner/run.ts';
import type { FailOn } from '../runner/settings.ts';
import { world } from '../runner/world.ts';
import { milliseconds } from './duration.ts';
import { exitCode } from './exit-codes.ts';
import { openTarget } from './lab-target.ts';
import { endSoon, onInterrupt, TOOL, workspace } from './process.ts';
import { progressLine } from './progress.ts';
import { formatsOf, terminalText, writeReports } from './reports.ts';

interface RunArguments {
  target?: string;
  scenario?: string[];
  surface?: string[];
  driver?: ('http' | 'browser')[];
  seed?: number;
  plans?: number;
  budget?: string;
  pairs?: number;
  lanes?: number;
  tell?: number;
  untilLeak: boolean;
  fault?: string[];
  trap?: string[];
  json: boolean;
  report: string;
  format: string;
  trace: boolean;
  failOn: FailOn;
  allowInconclusive: boolean;
}

/** `misdelivery run`: the main job. */
export const runCommand: CommandModule<object, RunArguments> = {
  command: ['run', '$0'],
  describe: 'Enrol pairs of accounts, play plans, judge what every session was shown',
  builder: (yargs) => options(yargs) as Argv<RunArguments>,
  handler: async (args) => {
    try {
      process.exitCode = await runAndReport(args);
    } finally {
      endSoon();
    }
  },
};

function options(yargs: Argv): Argv {
  return yargs
    .option('target', {
      type: 'string',
      describe: 'Target file (TypeScript or JavaScript). Default: an embedded depot',
      requiresArg: true,
    })
    .option('scenario', { type: 'string', array: true, describe: 'Only these scenarios; see "misdelivery list"' })
    .option('surface', { type: 'string', array: true, describe: 'Only these surfaces of the target' })
    .option('driver', {
      array: true,
      choices: ['http', 'browser', 'stream', 'mailbox'] as const,
      describe: 'Only look over these. Default: all',
    })
    .option('seed', {
      type: 'number',
      describe: 'Make the same plans again. Default: a fresh one, printed at the end',
      requiresArg: true,
    })
    .option('plans', {
      type: 'number',
      describe: 'Most plans for each cell of the matrix. Default 20; with --budget, as many as that allows',
      requiresArg: true,
    })
    .option('budget', {
      type: 'string',
      describe: 'Longest time for playing, such as 60s or 5m. Default 40s, or longer while a cell proves nothing yet',
      requiresArg: true,
    })
    .option('pairs', { type: 'number', describe: 'Most pairs of accounts to enrol. Default 200', requiresArg: true })
    .option('lanes', {
      type: 'number',
      describe: "Pairs that act at the same time, each other's load. Default 4",
      requiresArg: true,
    })
    .option('tell', { type: 'number', describe: 'Kinds of leak that are made small. Default 12', requiresArg: true })
    .option('until-leak', { type: 'boolean', default: false, describe: 'Stop playing at the first leak' })
    .option('fault', {
      type: 'string',
      array: true,
      describe: 'Plant this fault in the embedded depot; see "misdelivery lab list"',
    })
    .option('trap', {
      type: 'string',
      array: true,
      describe: 'Add this look-alike to the embedded depot; it must stay clean',
    })
    .option('trace', {
      type: 'boolean',
      default: false,
      describe:
        'Keep a Playwright trace of each leak in a browser. Traces hold cookies, tokens and pages: keep them secret',
    })
    .option('json', { type: 'boolean', default: false, describe: 'Print the record instead of the report' })
    .option('report', {
      type: 'string',
      default: 'misdelivery-report',
      describe: 'Folder for run.json and what goes with it',
      requiresArg: true,
    })
    .option('format', {
      type: 'string',
      default: 'html',
      describe: 'Documents: some of html, junit, sarif, github, with commas between them, or none',
      requiresArg: true,
    })
    .option('fail-on', {
      choices: ['leak', 'side-channel'] as const,
      default: 'leak' as const,
      describe: "What ends a run with 1: leaks, or also what only tells of another's doings",
    })
    .option('allow-inconclusive', {
      type: 'boolean',
      default: false,
      describe: 'Exit with 0 although some cells prove nothing',
    })
    .example('$0 run --fault page-cache-keyed-by-url', 'see a leak, its proof and its replay')
    .example('$0 run --target staging.ts --budget 5m', 'check a service of your own')
    .epilogue('Exit codes: 0 clean, 1 leak, 2 inconclusive, 64 wrong usage, 70 the harness or the target broke.');
}

async function runAndReport(args: RunArguments): Promise<number> {
  const formats = formatsOf(args.format);
  await using opened = await openTarget(args);
  if (args.trace) process.stderr.write(TRACE_WARNING);
  const line = progressLine(args.json ? undefined : process.stderr);
  const record = await run({
    target: opened.target,
    source: opened.source,
    scenarios: CATALOGUE,
    options: optionsOf(args),
    workspace: workspace(),
    reportFolder: args.report,
    world,
    tool: TOOL,
    signal: onInterrupt(),
    onProgress: line.show,
  }).finally(line.clear);
  const files = writeReports(args.report, record, formats);
  process.stdout.write(args.json ? `${JSON.stringify(record)}\n` : terminalText(args.report, record, files));
  return exitCode(record, args.allowInconclusive);
}

const TRACE_WARNING =
  'Traces of leaks hold cookies, tokens and whole pages, unmasked: keep leaks/*.trace.zip as secret as a password, and off shared reports.\n';

function optionsOf({
  scenario,
  surface,
  driver,
  seed,
  plans,
  budget,
  pairs,
  lanes,
  tell,
  untilLeak,
  trace,
  failOn,
  allowInconclusive,
}: RunArguments) {
  return {
    ...(scenario === undefined ? {} : { scenarios: scenario }),
    ...(surface === undefined ? {} : { surfaces: surface }),
    ...(driver === undefined ? {} : { drivers: driver }),
    ...(seed === undefined ? {} : { seed }),
    ...(plans === undefined ? {} : { plans }),
    ...(budget === undefined ? {} : { budgetMs: milliseconds(budget) }),
    ...(pairs === undefined ? {} : { pairs }),
    ...(lanes === undefined ? {} : { lanes }),
    ...(tell === undefined ? {} : { tell }),
    untilLeak,
    trace,
    failOn,
    allowInconclusive,
  };
}
