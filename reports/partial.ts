import type { RunRecord } from '../harness/index.ts';

/** That a run ended early, unless its verdict says so, and what else its count of cells counts; empty for a run that was played whole. */
export function partialWords({ partial, verdict, cells }: RunRecord): string[] {
  if (partial === undefined) return [];
  const [, planned] = /\d+ of (\d+) cells were not looked at/.exec(partial) ?? [];
  const isOther = planned !== undefined && Number(planned) !== cells.length;
  return [
    ...(verdict.because.includes(partial) ? [] : [`This run is partial: ${partial}.`]),
    ...(isOther
      ? [
          `The matrix has ${cells.length} cells: of the ${planned} that were to be looked at it leaves out landing pages, and pages that scripts draw, where they show nobody anything.`,
        ]
      : []),
  ];
}
