import type { Cell, RunRecord, Told } from '../harness/index.ts';
import { leaksOf, leaksWithoutCell } from './leaks-of.ts';
import { intervalWords, matrixOf, rateWords, shareWords } from './matrix.ts';
import type { ReportOptions } from './options.ts';
import { partialWords } from './partial.ts';
import { printable } from './printable.ts';
import { headlineOf, proofOf, weaknesses } from './proof.ts';
import { reasonOf, reasonsOf } from './reasons.ts';
import { againWords, failsOnThem, fileOf, isSideChannel } from './side-channels.ts';

/** A job summary takes a megabyte; what is left of the leaks is in the HTML report. */
const LEAKS_MAX = 12;

const WORDS = { clean: '✅ No leak found', leak: '❌ Leak', inconclusive: '⚠️ Inconclusive' } as const;

/** The record as Markdown for a GitHub job summary: verdict, matrix, proofs, reasons. */
export function githubSummary(raw: RunRecord, options: ReportOptions): string {
  const record = printable(raw);
  const { verdict, target, count, leaks, notes } = record;
  const parts = [
    `## ${WORDS[verdict.is]}: ${text(target.name)}`,
    `${text(verdict.because)}. ${count.plans} plans, ${count.observations} answers, ${count.accounts} accounts, ${(record.durationMs / 1000).toFixed(1)} s, seed ${text(String(record.settings.seed))}.`,
    ...partialWords(record).map(text),
    matrix(record),
    ...leaks.slice(0, LEAKS_MAX).map((told) => leakPart(told, options)),
    ...(leaks.length > LEAKS_MAX ? [`${leaks.length - LEAKS_MAX} more leaks are told in the HTML report.`] : []),
    ...(record.sideChannels ?? []).slice(0, LEAKS_MAX).map((told) => leakPart(told, options)),
    doubts(record.cells),
    notes.map((note) => `- ${text(note)}`).join('\n'),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** Workflow commands: an error for each leak, for a partial run and for each reason why cells prove nothing (a warning where that is allowed). */
export function githubAnnotations(raw: RunRecord, { shares, folder }: ReportOptions): string {
  const record = printable(raw);
  const { target, cells, leaks, partial, settings, verdict } = record;
  const file = target.file === undefined ? {} : { file: target.file };
  const untold = cells.filter((cell) => cell.is === 'leak' && leaksOf(cell, leaks).length === 0);
  const doubtKind = settings.allowInconclusive === true ? 'warning' : 'error';
  const lines = [
    ...leaks.map((told) => {
      const again = `Again ${againWords(told, folder)}`;
      return command(
        'error',
        { ...file, title: `Leak: ${headlineOf(told, shares)}` },
        [...proofOf(told, fileOf(told, folder)), again].join('\n'),
      );
    }),
    ...untold.map(({ surface, scenario, leaks: looks }) =>
      command('error', { ...file, title: `Leak: ${surface} × ${scenario}` }, `${looks} looks showed what is another's`),
    ),
    ...(record.sideChannels ?? []).map((told) =>
      command(
        failsOnThem(record) ? 'error' : 'notice',
        { ...file, title: `Side channel: ${headlineOf(told, shares)}` },
        [...proofOf(told, fileOf(told, folder)), `Again ${againWords(told, folder)}`].join('\n'),
      ),
    ),
    ...(partial === undefined
      ? []
      : [command('error', { ...file, title: 'Inconclusive: the run is partial' }, partial)]),
    ...(cells.length === 0 && partial === undefined
      ? [command('error', { ...file, title: 'Inconclusive' }, verdict.because)]
      : []),
    ...reasonsOf(cells).map((reason) => {
      const where = cells.filter((cell) => cell.is === 'inconclusive' && reasonOf(cell) === reason);
      return command(
        doubtKind,
        { ...file, title: 'Inconclusive' },
        `${reason} (${where.map(({ surface, scenario }) => `${surface} × ${scenario}`).join(', ')})`,
      );
    }),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function command(
  kind: 'error' | 'warning' | 'notice',
  properties: Readonly<Record<string, string>>,
  message: string,
): string {
  const given = Object.entries(properties).map(
    ([name, value]) => `${name}=${percent(value).replaceAll(':', '%3A').replaceAll(',', '%2C')}`,
  );
  return `::${kind} ${given.join(',')}::${percent(message)}`;
}

function percent(value: string): string {
  return value.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function matrix(record: RunRecord): string {
  const { columns, rows } = matrixOf(record);
  if (rows.length === 0) return '';
  const isMixed = rows.some(({ driver }) => driver !== rows[0]?.driver);
  const lines = rows.map(
    ({ surface, driver, cells }) =>
      `| ${text(surface)}${isMixed ? ` (${driver})` : ''} | ${cells.map(square).join(' | ')} |`,
  );
  const told = leaksWithoutCell(record).length;
  const more = told > 0 ? [`\n${told} leaks below are not of a cell.`] : [];
  return [
    `| surface | ${columns.map(text).join(' | ')} |`,
    `|---|${columns.map(() => '---|').join('')}`,
    ...lines,
    ...more,
  ].join('\n');
}

function square(cell: Cell | undefined): string {
  if (cell === undefined) return '–';
  switch (cell.is) {
    case 'leak':
      return `❌ **LEAK** ${shareWords(cell)} (${intervalWords(cell)})`;
    case 'clean':
      return `✅ ${cell.looks}${cell.ruledOut > 0 ? '°' : ''} ${rateWords(cell.rateMax)}`;
    case 'inconclusive':
      return '⚠️ unproven';
  }
}

function leakPart(told: Told, { shares, folder }: ReportOptions): string {
  const lines = [...proofOf(told, fileOf(told, folder)), `Again ${againWords(told, folder)}`];
  return `### ${isSideChannel(told.leak) ? '🔎 Side channel:' : '❌'} ${text(headlineOf(told, shares))} (${weaknesses(told.leak)})\n\n${fenced(lines.join('\n'))}`;
}

/** A fence longer than any run of backticks inside it. */
function fenced(block: string): string {
  const longest = Math.max(2, ...(block.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${block}\n${fence}`;
}

function doubts(cells: readonly Cell[]): string {
  const reasons = reasonsOf(cells);
  if (reasons.length === 0) return '';
  const lines = reasons.map((reason) => {
    const where = cells.filter((cell) => cell.is === 'inconclusive' && reasonOf(cell) === reason);
    return `- ${text(reason)} (${where.map(({ surface, scenario }) => text(`${surface} × ${scenario}`)).join(', ')})`;
  });
  return `### ⚠️ What proves nothing, and why\n\n${lines.join('\n')}`;
}

/** Nothing in it is Markdown, HTML or a mention. */
function text(words: string): string {
  return words.replace(/[\\`*_[\]<>|~#]/g, (sign) => `\\${sign}`).replaceAll('@', '&#64;');
}
