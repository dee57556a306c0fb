import type { Cell, RunRecord } from '../../harness/index.ts';
import { intervalWords, percent, rateWords } from '../matrix.ts';
import { neededWords } from '../needed.ts';
import type { ReportOptions } from '../options.ts';
import { plural } from '../plural.ts';

/** A cell in one sentence, for the hint over it and for those who hear the page. */
export function cellSentence(
  cell: Cell,
  { looksNeeded }: Pick<RunRecord, 'looksNeeded'>,
  { question }: Pick<ReportOptions, 'question'>,
): string {
  const asked = question(cell.scenario);
  const doubts =
    cell.because.length === 0 ? '' : ` Some looks did not count: ${[...new Set(cell.because)].join('; ')}.`;
  switch (cell.is) {
    case 'leak':
      return `${asked} Leak: ${cell.leaks} of ${plural(cell.looks, 'proven look')} showed one, a rate of ${percent(cell.leaks / Math.max(cell.looks, 1))} % (95 % interval ${intervalWords(cell)}).${doubts}`;
    case 'clean':
      return `${asked} No leak in ${plural(cell.looks, 'proven look')}; with 95 % confidence a look leaks at a rate of ${rateWords(cell.rateMax)}. ${neededWords(cell, looksNeeded)}${ruledOutWords(cell)}${doubts}`.replace(
        '  ',
        ' ',
      );
    case 'inconclusive':
      return `${asked} Nothing is proven: ${[...new Set(cell.because)].join('; ') || 'no reason is known'}.`;
  }
}

function ruledOutWords({ ruledOut, ruledOutBy }: Cell): string {
  return ruledOut === 0
    ? ''
    : ` In ${ruledOut} of them the target itself ruled the condition out${ruledOutBy === undefined ? '' : ` (${ruledOutBy})`}.`;
}
