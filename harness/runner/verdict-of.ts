import type { Cell } from '../model/cell.ts';
import type { RunRecord } from '../model/record.ts';

/** The verdict of a whole run: one leak makes it a leak, and silence is never clean. Side channels count where that was asked for. */
export function verdictOf(
  cells: readonly Cell[],
  partial: string | undefined,
  sideChannels: number,
  failOn: unknown,
): RunRecord['verdict'] {
  const leaking = cells.filter(({ is }) => is === 'leak');
  if (leaking.length > 0) return { is: 'leak', because: `${leaking.length} of ${cells.length} cells leak` };
  const areHintsCounted = failsOnHints({ failOn });
  if (sideChannels > 0 && areHintsCounted)
    return {
      is: 'leak',
      because: `${sideChannels} side channel${sideChannels === 1 ? '' : 's'}, on which this run was told to fail`,
    };
  if (partial !== undefined) return { is: 'inconclusive', because: `the run is partial: ${partial}` };
  if (cells.length === 0)
    return { is: 'inconclusive', because: 'the target has no surface that a scenario can look at' };
  const isOpen = ({ is }: Cell) => is === 'inconclusive';
  const isAnyCounted = areHintsCounted || cells.every(({ isHint }) => isHint === true);
  const silent = cells.filter((cell) => isOpen(cell) && (isAnyCounted || cell.isHint !== true));
  if (silent.length > 0)
    return {
      is: 'inconclusive',
      because: `${silent.length} of ${cells.length} cells prove nothing: ${silent[0]?.surface}: ${silent[0]?.because[0] ?? ''}`,
    };
  const open = cells.filter(isOpen);
  const more = open.length === 0 ? '' : `; ${open.length} more, about side channels, prove nothing`;
  return { is: 'clean', because: `${cells.length - open.length} cells, each looked at with its control seen${more}` };
}

/** Whether side channels fail a run. */
export function failsOnHints({ failOn }: { readonly failOn?: unknown }): boolean {
  return [failOn].flat().includes('side-channel');
}
