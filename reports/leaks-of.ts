import type { Cell, RunRecord, Told } from '../harness/index.ts';

/** The leaks that are told of a cell; the same leak may have shown in several. */
export function leaksOf(cell: Cell, leaks: readonly Told[]): Told[] {
  return leaks.filter(
    ({ leak, alsoIn }) =>
      leak.surface === cell.surface && (leak.scenario === cell.scenario || alsoIn.includes(cell.scenario)),
  );
}

/** Leaks that no leaking cell stands for, such as those on the way in: no document may be silent about them. */
export function leaksWithoutCell({ cells, leaks }: RunRecord): Told[] {
  const covered = new Set(cells.filter(({ is }) => is === 'leak').flatMap((cell) => leaksOf(cell, leaks)));
  return leaks.filter((told) => !covered.has(told));
}
