import type { RunRecord } from '../model/record.ts';

/** What the process ends with; `git bisect run` takes 125 as "cannot tell". */
export const EXIT = { clean: 0, leak: 1, inconclusive: 2, usage: 64, broken: 70, skip: 125 } as const;

/** Exit code of a record's verdict. */
export function exitCode({ verdict, partial }: RunRecord, allowInconclusive: boolean): number {
  if (verdict.is === 'inconclusive' && allowInconclusive && partial === undefined) return EXIT.clean;
  return EXIT[verdict.is];
}
