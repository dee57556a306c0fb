import { LANDING } from '../model/target.ts';
import type { Job } from './job.ts';

/** Says which part of the cells time did not suffice for, and how much most likely would; undefined when each had its plan. */
export function unasked(jobs: readonly Job[], playedMs: number): string | undefined {
  // A landing page that no browser came to is in no cell.
  const all = jobs.filter(({ lane, facts }) => !(lane === 'browser' && facts.surface === LANDING));
  const missed = all.filter(({ isBegun, left }) => !isBegun && left > 0).length;
  if (missed === 0) return undefined;
  const minutes = Math.ceil((MARGIN * playedMs * all.length) / Math.max(1, all.length - missed) / 60_000);
  const advice = `a service that answers slowly needs more time, such as --budget ${minutes}m, or fewer --surface and --scenario`;
  return `within ${Math.round(playedMs / 1000)} s ${missed} of ${all.length} cells were not looked at: ${advice}`;
}

/** What comes last takes longer than what comes first. */
const MARGIN = 1.3;
