import type { Cell } from '../harness/index.ts';

/** Why a cell proves nothing, in the words under which it is listed. */
export function reasonOf({ because }: Cell): string {
  return because[0] ?? 'no reason is known';
}

/** Every reason for which a cell proves nothing, most cells first. */
export function reasonsOf(cells: readonly Cell[]): string[] {
  const counts = new Map<string, number>();
  for (const cell of cells) {
    if (cell.is === 'inconclusive') counts.set(reasonOf(cell), (counts.get(reasonOf(cell)) ?? 0) + 1);
  }
  return [...counts].sort(([, one], [, other]) => other - one).map(([reason]) => reason);
}
