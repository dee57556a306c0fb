import { styleText } from 'node:util';
import type { Cell, RunRecord } from '../harness/index.ts';
import { matrixOf, rateWords } from './matrix.ts';
import { headlineOf, proofOf, weaknesses } from './proof.ts';

/** What the terminal report depends on beside the record. */
export interface TerminalOptions {
  readonly color: boolean;
  /** What a scenario's accounts share, in words. */
  readonly shares: (scenario: string) => string;
  /** Folder of the report, as the user would type it. */
  readonly folder: string;
}

/** The report for a terminal: the matrix, each leak's proof, what is inconclusive and why, the verdict. */
export function terminalReport(record: RunRecord, options: TerminalOptions): string {
  const paint = painter(options.color);
  const parts = [
    matrixLines(record, paint),
    leakLines(record, options, paint),
    doubtLines(record, paint),
    closing(record, options, paint),
  ];
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

type Paint = (style: 'red' | 'green' | 'yellow' | 'bold' | 'dim', text: string) => string;

function painter(color: boolean): Paint {
  return (style, text) => (color ? styleText(style, text, { validateStream: false }) : text);
}

const STYLE = { clean: 'green', leak: 'red', inconclusive: 'yellow' } as const;

function matrixLines(record: RunRecord, paint: Paint): string[] {
  const { columns, rows } = matrixOf(record);
  const names = rows.map(({ surface, driver }) =>
    rows.some((row) => row.driver !== driver) ? `${surface} (${driver})` : surface,
  );
  const first = Math.max(7, ...names.map((name) => name.length));
  const widths = columns.map((column) => Math.max(column.length, 9));
  const head = `${'surface'.padEnd(first)}  ${columns.map((column, at) => column.padEnd(widths[at] ?? 0)).join('  ')}`;
  const body = rows.map(({ cells }, at) => {
    const squares = cells.map((cell, column) => square(cell, widths[column] ?? 0, paint));
    return `${(names[at] ?? '').padEnd(first)}  ${squares.join('  ')}`.trimEnd();
  });
  return [paint('bold', head.trimEnd()), ...body];
}

function square(cell: Cell | undefined, width: number, paint: Paint): string {
  if (cell === undefined) return paint('dim', '–'.padEnd(width));
  const text = cell.is === 'leak' ? `LEAK ${cell.leaks}` : cell.is === 'clean' ? `✓ ${cell.looks}` : '? 0';
  return paint(STYLE[cell.is], text.padEnd(width));
}

function leakLines(record: RunRecord, { shares, folder }: TerminalOptions, paint: Paint): string[] {
  return record.leaks.flatMap((told, index) => [
    ...(index > 0 ? [''] : []),
    `${paint('red', 'LEAK')}  ${paint('bold', headlineOf(told, shares))}  ${paint('dim', weaknesses(told.leak))}`,
    ...proofOf(told),
    `Again misdelivery replay ${folder}/leaks/${told.number}.json`,
  ]);
}

function doubtLines({ cells }: RunRecord, paint: Paint): string[] {
  const silent = cells.filter(({ is }) => is === 'inconclusive');
  const byReason = new Map<string, string[]>();
  for (const { surface, scenario, because } of silent) {
    const reason = because[0] ?? 'no reason is known';
    byReason.set(reason, [...(byReason.get(reason) ?? []), `${surface} × ${scenario}`]);
  }
  return [...byReason].map(([reason, where]) => {
    const more = where.length > 3 ? ` and ${where.length - 3} more` : '';
    return `${paint('yellow', '?')} ${where.slice(0, 3).join(', ')}${more}: ${reason}`;
  });
}

function closing(record: RunRecord, { folder }: TerminalOptions, paint: Paint): string[] {
  const { verdict, count, cells, target, left } = record;
  const clean = cells.filter(({ is }) => is === 'clean');
  const worst = Math.max(0, ...clean.map(({ rateMax }) => rateMax));
  const ruledOut = clean.reduce((sum, cell) => sum + cell.ruledOut, 0);
  return [
    paint(
      'bold',
      `${paint(STYLE[verdict.is], verdict.is.toUpperCase())}  ${target.name} at ${target.origin}: ${verdict.because}`,
    ),
    ...(clean.length === 0
      ? []
      : [
          `${clean.length} clean cells, ${clean.reduce((sum, cell) => sum + cell.looks, 0)} proven looks (in ${ruledOut} the target itself ruled the condition out); ` +
            `with 95 % confidence a look leaks at a rate of ${rateWords(worst)} in the least sure of them`,
        ]),
    `${count.plans} plans, ${count.observations} answers, ${megabytes(count.bytes)} read by ${count.accounts} accounts in ${(record.durationMs / 1000).toFixed(1)} s; seed ${record.settings.seed}`,
    ...(left.length > 0
      ? [
          `${left.length} accounts could not be retired: ${left.slice(0, 5).join(', ')}${left.length > 5 ? ' …' : ''}. Try "misdelivery clean".`,
        ]
      : []),
    ...record.notes,
    `Report ${folder}/run.json`,
  ];
}

function megabytes(bytes: number): string {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
