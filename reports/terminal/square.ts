import type { Cell } from '../../harness/index.ts';
import { intervalWords, rateWords, shareWords } from '../matrix.ts';
import { reasonOf } from '../reasons.ts';

/** What a square of the matrix says: `✓ 12° ≤22%`, `LEAK 4/12 9.9–65%`, `? 1` with the number of its reason. */
export function square(cell: Cell | undefined, reasons: readonly string[], withRate: boolean): string {
  if (cell === undefined) return '–';
  switch (cell.is) {
    case 'leak':
      return `LEAK ${shareWords(cell)}${withRate ? ` ${intervalWords(cell).replaceAll(' ', '')}` : ''}`;
    case 'inconclusive':
      return `? ${reasons.indexOf(reasonOf(cell)) + 1}`;
    case 'clean': {
      const looks = `✓ ${cell.looks}${cell.ruledOut > 0 ? '°' : ''}`;
      return withRate ? `${looks.padEnd(5)} ${rateWords(cell.rateMax).replaceAll(' ', '')}` : looks;
    }
  }
}
