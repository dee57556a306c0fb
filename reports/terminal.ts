import type { Cell, RunRecord } from '../harness/index.ts';
import { leftWords } from './left.ts';
import { rateWords } from './matrix.ts';
import { neededByAll } from './needed.ts';
import { partialWords } from './partial.ts';
import { printable } from './printable.ts';
import { reasonOf, reasonsOf } from './reasons.ts';
import { failsOnThem } from './side-channels.ts';
import { type Paint, painter, STYLE } from './terminal/paint.ts';
import { tableLines } from './terminal/table.ts';
import { tellings } from './terminal/telling.ts';
import { hanging, wrap } from './terminal/wrap.ts';

/** What the terminal report depends on beside the record. */
export interface TerminalOptions {
  readonly color: boolean;
  /** Width of the terminal in signs. Default 100; what is wider than 120 is not used for sentences. */
  readonly columns?: number;
  /** What a scenario's accounts share, in words. */
  readonly shares: (scenario: string) => string;
  /** Folder of the report, as the user would type it. */
  readonly folder: string;
  /** Files that were written, the one for people first. Default: `run.json` in the folder. */
  readonly documents?: readonly string[];
}

interface Page extends Required<TerminalOptions> {
  readonly paint: Paint;
  /** Width of sentences. */
  readonly text: number;
}

/** The report for a terminal: the matrix, what is inconclusive and why, each leak's proof, the verdict. */
export function terminalReport(raw: RunRecord, options: TerminalOptions): string {
  const record = printable(raw);
  const columns = Math.max(40, options.columns ?? 100);
  const documents = options.documents ?? [`${options.folder}/run.json`];
  const page: Page = { ...options, columns, documents, paint: painter(options.color), text: Math.min(columns, 120) };
  const parts = [
    tableLines(record, columns, page.paint),
    doubtLines(record.cells, page),
    ...tellings(record.leaks, 'LEAK', page),
    ...tellings(record.sideChannels ?? [], 'SIDE', page),
    closing(record, page),
  ];
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function doubtLines(cells: readonly Cell[], { paint, text }: Page): string[] {
  return reasonsOf(cells).flatMap((reason, index) => {
    const where = cells.filter((cell) => cell.is === 'inconclusive' && reasonOf(cell) === reason);
    const names = where.slice(0, 4).map(({ surface, scenario }) => `${surface} × ${scenario}`);
    const more = where.length > 4 ? ` and ${where.length - 4} more` : '';
    const head = `? ${index + 1}`.padEnd(6);
    const [first = '', ...rest] = hanging(head, `${reason} [${names.join('; ')}${more}]`, text);
    return [paint('yellow', head) + first.slice(head.length), ...rest];
  });
}

function closing(record: RunRecord, { paint, text, documents }: Page): string[] {
  const { verdict, count, cells, target } = record;
  const stay = leftWords(record);
  const clean = cells.filter(({ is }) => is === 'clean');
  const word = verdict.is.toUpperCase();
  const [first = '', ...rest] = hanging(`${word}  `, `${target.name} at ${target.origin}: ${verdict.because}`, text);
  const sentences = [
    ...partialWords(record),
    ...(clean.length === 0 ? [] : [sureWords(clean), ...neededByAll(clean, record.looksNeeded)]),
    `${count.plans} plans, ${count.observations} answers, ${megabytes(count.bytes)} read by ${count.accounts} accounts in ${(record.durationMs / 1000).toFixed(1)}\u00a0s; seed ${record.settings.seed}`,
    ...(stay === undefined ? [] : [stay]),
    ...sideWords(record),
    ...record.notes,
  ];
  return [
    paint('bold', paint(STYLE[verdict.is], word) + first.slice(word.length)),
    ...rest.map((line) => paint('bold', line)),
    ...sentences.flatMap((sentence) => wrap(sentence, text)),
    reportLine(documents),
  ];
}

/** What side channels mean for the verdict, where there are any and they did not decide it. */
function sideWords(record: RunRecord): string[] {
  const { length } = record.sideChannels ?? [];
  if (length === 0 || failsOnThem(record)) return [];
  return [
    `${length} side channel${length === 1 ? '' : 's'} above: nothing of another's was shown; a run fails on that with --fail-on side-channel`,
  ];
}

/** `Report folder/report.html, and beside it junit.xml, run.json`. */
function reportLine([first = '', ...others]: readonly string[]): string {
  const names = others.map((path) => path.split(/[\\/]/).at(-1));
  return `Report ${first}${names.length === 0 ? '' : `, and beside it ${names.join(', ')}`}`;
}

function sureWords(clean: readonly Cell[]): string {
  const looks = clean.reduce((sum, cell) => sum + cell.looks, 0);
  const ruledOut = clean.reduce((sum, cell) => sum + cell.ruledOut, 0);
  const worst = Math.max(...clean.map(({ rateMax }) => rateMax));
  const ruled = ruledOut === 0 ? '' : ` (in ${ruledOut} the target itself ruled the condition out)`;
  return `${clean.length} clean cells, ${looks} proven looks${ruled}; with 95 % confidence a look leaks at a rate of ${rateWords(worst)} in the least sure of them`;
}

function megabytes(bytes: number): string {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
