import type { Oracle } from '../model/verdict.ts';
import { isGranted } from './granted.ts';
import { isOverwritten } from './overwritten.ts';
import { flowFor, isLent, isOfOthers, leakOf, observations } from './sightings.ts';

/**
 * Did any session see a canary that is not its own? A sighting counts when it names its owner (`proven` or `strong`),
 * was not sent by the viewer itself, and no shared flow is meant to carry it. CWE-488, CWE-639.
 */
export const foreignCanary: Oracle = {
  name: 'foreign-canary',
  judge(evidence) {
    const leaks = [];
    let looks = 0;
    for (const { entry, seen } of observations(evidence)) {
      looks += 1;
      for (const sighting of seen.foreign) {
        if (sighting.kind === 'identifier' || sighting.grade === 'weak' || !isOfOthers(evidence, sighting)) continue;
        if (seen.carried.includes(sighting.text) || isLent(seen, sighting)) continue;
        if (isOverwritten(evidence, seen, sighting)) continue;
        if (flowFor(evidence, seen, sighting) !== undefined || isGranted(evidence, seen, sighting)) continue;
        leaks.push(leakOf('foreign-canary', evidence, entry, seen, sighting));
      }
    }
    if (leaks.length > 0) return { is: 'leak', leaks };
    return looks > 0 ? { is: 'clean', looks } : { is: 'inconclusive', because: 'nobody was shown anything' };
  },
};
