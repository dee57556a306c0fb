import type { RunRecord } from '../../harness/index.ts';
import { reasonOf, reasonsOf } from '../reasons.ts';

/** What a reader of the results must know beside them: cells that prove nothing, a run that ended early, leaks that are not told. */
export function notifications({ cells, partial, verdict, notes }: RunRecord) {
  const doubts = reasonsOf(cells).map((reason) => {
    const where = cells.filter((cell) => cell.is === 'inconclusive' && reasonOf(cell) === reason);
    return note(
      'warning',
      `Inconclusive: ${reason} (${where.map(({ surface, scenario }) => `${surface} × ${scenario}`).join(', ')})`,
    );
  });
  const isEmpty = cells.length === 0 && partial === undefined;
  return [
    ...(partial === undefined ? [] : [note('error', `The run is partial: ${partial}`)]),
    ...(isEmpty ? [note('error', verdict.because)] : []),
    ...doubts,
    ...notes.map((text) => note('note', text)),
  ];
}

function note(level: 'error' | 'warning' | 'note', text: string) {
  return { level, message: { text } };
}
