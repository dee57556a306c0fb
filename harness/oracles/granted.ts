import type { Sighting } from '../model/canary.ts';
import type { Observation } from '../model/observation.ts';
import type { Evidence } from '../model/verdict.ts';
import { originOf } from './sightings.ts';

/**
 * Whether the owner had shared what was seen with its viewer: from the moment sharing was asked for until taking it back was
 * confirmed. What is asked for after that is somebody else's again.
 */
export function isGranted(evidence: Evidence, seen: Observation, sighting: Sighting): boolean {
  const origin = originOf(evidence, sighting);
  if (origin === undefined) return false;
  const { journal, plan } = evidence;
  const { account, resource, nth, changed } = origin.planting;
  const owner = changed ?? account;
  let isOpen = false;
  for (const { step, outcome, about, observations } of journal) {
    const did = plan.steps[step];
    if (did === undefined || (did.do !== 'share' && did.do !== 'unshare') || did.with !== seen.actor) continue;
    if (about?.account !== owner || about.resource !== resource || about.nth !== nth) continue;
    const begunMs = observations[0]?.sentMs ?? Number.NEGATIVE_INFINITY;
    const endedMs = observations.at(-1)?.lastByteMs ?? Number.POSITIVE_INFINITY;
    if (did.do === 'share') isOpen ||= begunMs < seen.lastByteMs;
    else if (outcome === 'done' && endedMs < seen.sentMs) isOpen = false;
  }
  return isOpen;
}
