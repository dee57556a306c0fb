import type { BodyContext, ScanOutcome } from '../body.ts';
import type { Enclosed } from '../sweep.ts';

/** Opens files that were found in a body, and those inside them, and adds what they show. */
export async function openEnclosed(
  _context: BodyContext,
  _files: readonly Enclosed[],
  outcome: ScanOutcome,
  _placeOf: (offset: number) => string = () => '',
): Promise<ScanOutcome> {
  return outcome;
}
