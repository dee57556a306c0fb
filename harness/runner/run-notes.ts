import type { Lanes } from './lanes.ts';
import type { Settings } from './settings.ts';
import type { Stage } from './stage.ts';
import type { Store } from './store.ts';
import type { Tally } from './tally.ts';

/** What a reader of a record should know beside its cells: what was left out, and what was waited for. */
export function notesOf(
  { surroundings }: Stage,
  { omitted }: Store,
  { finds, gone }: Lanes,
  { tell: most }: Settings,
  { troubles }: Pick<Tally, 'troubles'>,
): string[] {
  const hidden = finds.size - most;
  const { refusals, waitedMs } = surroundings.courtesy ?? { refusals: 0, waitedMs: 0 };
  const waited = `the target answered 429 (too many requests) ${refusals} times, and was waited for ${Math.round(waitedMs / 1_000)} s in all`;
  return [
    ...(refusals > 0 ? [`${waited}. Raise its limit for the test, or lower --lanes`] : []),
    ...(omitted > 0 ? [`${omitted} plans were judged and not kept in the journal, which had reached its limit`] : []),
    ...(gone !== undefined ? [`no account could take part any more: ${gone}`] : []),
    ...[...troubles].slice(0, 3).map(([because, times]) => `${because} (${times} time${times === 1 ? '' : 's'})`),
    ...(hidden > 0 ? [`${hidden} more kinds of leak are in the matrix and are not told one by one`] : []),
  ];
}
