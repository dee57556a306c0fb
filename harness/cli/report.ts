import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Argv, CommandModule } from 'yargs';
import { UsageError } from '../model/errors.ts';
import { type RunRecord, replayFileOf } from '../model/record.ts';
import { mergeRecords } from '../runner/merge.ts';
import { exitCode } from './exit-codes.ts';
import { formatsOf, terminalText, writeReports } from './reports.ts';
import { readRecord } from './stored.ts';

interface ReportArguments {
  runs: string[];
  format: string;
  into: string | undefined;
  json: boolean;
  allowInconclusive: boolean;
}

/** `misdelivery report RUN…`: writes documents from stored runs; several are merged into one. */
export const reportCommand: CommandModule<object, ReportArguments> = {
  command: 'report <runs..>',
  describe: 'Write documents from stored runs; several runs are merged, their cells add up',
  builder: (yargs) =>
    yargs
      .positional('runs', {
        type: 'string',
        array: true,
        demandOption: true,
        describe: 'Report folders, each with a run.json',
      })
      .option('format', {
        type: 'string',
        default: 'html',
        describe: 'Some of html, junit, sarif, github, with commas between them',
        requiresArg: true,
      })
      .option('into', {
        type: 'string',
        describe: 'Folder for the documents. Default: that of the run; needed for several',
        requiresArg: true,
      })
      .option('json', { type: 'boolean', default: false, describe: 'Print the record instead of the report' })
      .option('allow-inconclusive', {
        type: 'boolean',
        default: false,
        describe: 'Exit with 0 although some cells prove nothing',
      })
      .example('$0 report misdelivery-report --format junit,sarif', 'documents of a run that is over')
      .example('$0 report shard-1 shard-2 --into merged', 'one report of two machines')
      .epilogue(
        'Exit codes as for run: 0 clean, 1 leak, 2 inconclusive, 64 wrong usage.',
      ) as Argv as Argv<ReportArguments>,
  handler: ({ runs, format, into, json, allowInconclusive }) => {
    const formats = formatsOf(format);
    const record = mergeRecords(runs.map(readRecord));
    const folder = into ?? (runs.length === 1 ? (runs[0] as string) : undefined);
    if (folder === undefined)
      throw new UsageError('Several runs need a folder of their own for what they come to. Add --into FOLDER.');
    if (runs.length > 1) keepMerged(folder, record);
    const files = writeReports(folder, record, formats);
    process.stdout.write(json ? `${JSON.stringify(record)}\n` : terminalText(folder, record, files));
    process.exitCode = exitCode(record, allowInconclusive);
  },
};

/** Leaves a merged report whole: its record, and a replay for each leak it tells. Never over a run of its own. */
function keepMerged(folder: string, record: RunRecord): void {
  if (existsSync(join(folder, 'journal.ndjson')))
    throw new UsageError(
      `${folder} holds a run of its own, which a merged report would overwrite. Give --into another folder.`,
    );
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'run.json'), `${JSON.stringify(record, null, 2)}\n`);
  const kinds = { leaks: record.leaks, 'side-channels': record.sideChannels ?? [] };
  for (const [kind, all] of Object.entries(kinds)) {
    if (all.length > 0) mkdirSync(join(folder, kind), { recursive: true });
    for (const told of all) {
      const file = replayFileOf(record.target, told);
      writeFileSync(join(folder, kind, `${told.number}.json`), `${JSON.stringify(file, null, 2)}\n`);
    }
  }
}
