import { tenantOf } from '../model/account.ts';
import type { Sighting } from '../model/canary.ts';
import type { Observation } from '../model/observation.ts';
import type { Evidence } from '../model/verdict.ts';
import { originOf } from './sightings.ts';

/** Whether another has written it into what is the viewer's own: seen there it tells of the right to write, and who may read what is another matter. */
export function isOverwritten(evidence: Evidence, { tenant }: Observation, sighting: Sighting): boolean {
  const changed = originOf(evidence, sighting)?.planting.changed;
  return changed !== undefined && tenantOf(changed) === tenant;
}
