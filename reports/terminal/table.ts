import type { Cell, RunRecord } from '../../harness/index.ts';
import { matrixOf } from '../matrix.ts';
import { reasonsOf } from '../reasons.ts';
import { type Paint, STYLE } from './paint.ts';
import { square } from './square.ts';
import { wrap } from './wrap.ts';

const GAP = 2;
/** Narrowest and widest first column. */
const NAME_MIN = 16;
const NAME_MAX = 34;

/**
 * The matrix for a width: with rates where they fit, else without, else in bands of as many columns as fit; long names are
 * wrapped, never cut.
 */
export function tableLines(record: RunRecord, width: number, paint: Paint): string[] {
  const { columns, rows } = matrixOf(record);
  if (rows.length === 0) return ['No cell was looked at.'];
  const reasons = reasonsOf(record.cells);
  const isMixed = rows.some(({ driver }) => driver !== rows[0]?.driver);
  const names = rows.map(({ surface, driver }) => (isMixed ? `${surface} (${driver})` : surface));
  const longest = Math.max(NAME_MIN, ...names.map((name) => name.length));
  const first = Math.min(longest, NAME_MAX, Math.max(NAME_MIN, Math.floor(width * 0.4)));
  const texts = (withRate: boolean) => rows.map(({ cells }) => cells.map((cell) => square(cell, reasons, withRate)));
  const widthsOf = (all: string[][]) =>
    columns.map((column, at) =>
      Math.max(...headOf(column).map(({ length }) => length), ...all.map((row) => row[at]?.length ?? 0)),
    );
  const rated = texts(true);
  const withRate = first + sum(widthsOf(rated).map((each) => each + GAP)) <= width;
  const shown = withRate ? rated : texts(false);
  const widths = widthsOf(shown);
  const lines = bands(widths, width - first).flatMap((band, index) => [
    ...(index > 0 ? [''] : []),
    ...headLines(band, columns, widths, first).map((line) => paint('bold', line)),
    ...rows.flatMap(({ cells }, row) =>
      rowLines(names[row] ?? '', band, cells, shown[row] ?? [], widths, first, paint),
    ),
  ]);
  return [...lines, ...legend(record.cells, withRate, width).map((line) => paint('dim', line))];
}

/** Groups of columns that fit beside the first one. */
function bands(widths: readonly number[], room: number): number[][] {
  const all: number[][] = [[]];
  let used = 0;
  widths.forEach((each, column) => {
    if (used > 0 && used + GAP + each > room) {
      all.push([]);
      used = 0;
    }
    all.at(-1)?.push(column);
    used += GAP + each;
  });
  return all;
}

/** `same-` over `service`: names of scenarios break at their hyphens. */
function headOf(column: string): string[] {
  const lines = [''];
  for (const word of column.split(/(?<=-)/)) {
    const joined = lines.at(-1) + word;
    if (joined.length <= 10 || joined === word) lines[lines.length - 1] = joined;
    else lines.push(word);
  }
  return lines;
}

function headLines(
  band: readonly number[],
  columns: readonly string[],
  widths: readonly number[],
  first: number,
): string[] {
  const heads = band.map((column) => headOf(columns[column] ?? ''));
  const height = Math.max(...heads.map(({ length }) => length));
  return Array.from({ length: height }, (_, line) => {
    const name = (line === height - 1 ? 'surface' : '').padEnd(first);
    const words = heads.map((head, at) => (head[line - height + head.length] ?? '').padEnd(widths[band[at] ?? 0] ?? 0));
    return [name, ...words].join(' '.repeat(GAP)).trimEnd();
  });
}

function rowLines(
  name: string,
  band: readonly number[],
  cells: readonly (Cell | undefined)[],
  texts: readonly string[],
  widths: readonly number[],
  first: number,
  paint: Paint,
): string[] {
  const [head = '', ...more] = wrap(name, first);
  const squares = band.map((column, at) => {
    const cell = cells[column];
    const text = (texts[column] ?? '').padEnd(at === band.length - 1 ? 0 : (widths[column] ?? 0));
    return paint(cell === undefined ? 'dim' : STYLE[cell.is], text);
  });
  return [[head.padEnd(first), ...squares].join(' '.repeat(GAP)), ...more];
}

function legend(cells: readonly Cell[], withRate: boolean, width: number): string[] {
  const kinds = new Set(cells.map(({ is }) => is));
  const rate = withRate
    ? ' ≤ highest rate at which a look may still leak (95 % confidence)'
    : ' (at 95 % confidence a look leaks at a rate below 3/N)';
  const words = [
    ...(kinds.has('clean') ? [`✓ N proven looks without a leak${rate}`] : []),
    ...(cells.some(({ ruledOut }) => ruledOut > 0) ? ['° in some, the target was seen to rule the condition out'] : []),
    ...(kinds.has('leak')
      ? [`LEAK n/N looks of the proven ones that showed one${withRate ? ', and the 95 % interval of the rate' : ''}`]
      : []),
    ...(kinds.has('inconclusive') ? ['? N proves nothing, reason N below'] : []),
    '– does not apply',
  ];
  return ['', ...wrap(words.join(' · '), width)];
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
