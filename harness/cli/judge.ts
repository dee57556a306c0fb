import type { CommandModule } from 'yargs';
import { CATALOGUE } from '../../scenarios/catalogue.ts';
import type { RunRecord } from '../model/record.ts';
import { rejudge } from '../runner/rejudge.ts';
import type { FailOn } from '../runner/settings.ts';
import { verdictOf } from '../runner/verdict-of.ts';
import { exitCode } from './exit-codes.ts';
import { terminalText } from './reports.ts';
import { readJournal, readRecord } from './stored.ts';

interface JudgeArguments {
  folder: string;
  json: boolean;
  'allow-inconclusive': boolean;
  'fail-on': FailOn | undefined;
}

/** `misdelivery judge DIR`: judges a stored run again, without the target. */
export const judgeCommand: CommandModule<object, JudgeArguments> = {
  command: 'judge [folder]',
  describe: 'Judge a stored run again, without the target',
  builder: (yargs) =>
    yargs
      .positional('folder', { type: 'string', default: 'misdelivery-report', describe: 'Folder of the run' })
      .option('json', { type: 'boolean', default: false, describe: 'Print the record instead of the report' })
      .option('fail-on', {
        choices: ['leak', 'side-channel'] as const,
        describe: 'What ends it with 1. Default: as the run was told',
      })
      .option('allow-inconclusive', {
        type: 'boolean',
        default: false,
        describe: 'Exit with 0 although some cells prove nothing',
      }),
  handler: ({ folder, json, 'allow-inconclusive': allowInconclusive, 'fail-on': failOn }) => {
    const record = judged(folder, failOn);
    process.stdout.write(json ? `${JSON.stringify(record)}\n` : terminalText(folder, record, []));
    process.exitCode = exitCode(record, allowInconclusive);
  },
};

function judged(folder: string, failOn: FailOn | undefined): RunRecord {
  const stored = readRecord(folder);
  const settings = { ...stored.settings, ...(failOn === undefined ? {} : { failOn }) };
  const { head, lines, cut } = readJournal(folder);
  const { cells, plans, unknown } = rejudge(head, lines, CATALOGUE, stored.cells);
  const gone = stored.count.plans - plans;
  const notes = [
    `judged again from ${plans} stored plans; stored verdict: ${stored.verdict.is}`,
    ...(gone > 0
      ? [
          `${gone} plans of the run are not in the journal${cut > 0 ? ` (${cut} cut by a crash)` : ''}, so the looks are fewer`,
        ]
      : []),
    ...(unknown.length > 0 ? [`scenarios that are not known here were left out: ${unknown.join(', ')}`] : []),
  ];
  return {
    ...stored,
    settings,
    cells,
    verdict: verdictOf(cells, stored.partial, stored.sideChannels?.length ?? 0, settings.failOn),
    notes,
  };
}
