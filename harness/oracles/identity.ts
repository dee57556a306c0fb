import { WHOAMI } from '../model/target.ts';
import type { Oracle } from '../model/verdict.ts';
import { isOverwritten } from './overwritten.ts';
import { showsOwn } from './own-canary.ts';
import { flowFor, isLent, isOfOthers, isOrdinary, leakOf, observations } from './sightings.ts';

/** Does the target know who is asking, after everything? Being taken for somebody else is a leak; being taken for nobody is inconclusive. */
export const identity: Oracle = {
  name: 'identity',
  judge(evidence) {
    const leaks = [];
    let looks = 0;
    let because = 'the target was never asked who is asking';
    for (const { entry, seen } of observations(evidence)) {
      if (seen.surface !== WHOAMI || seen.account === undefined) continue;
      const other = seen.foreign.find(
        (sighting) =>
          sighting.kind === 'canary' &&
          sighting.grade === 'proven' &&
          isOfOthers(evidence, sighting) &&
          !isLent(seen, sighting) &&
          !isOverwritten(evidence, seen, sighting) &&
          flowFor(evidence, seen, sighting) === undefined,
      );
      if (other !== undefined) leaks.push(leakOf('identity', evidence, entry, seen, other));
      else if (!isOrdinary(seen)) continue;
      else if (showsOwn(evidence, seen)) looks += 1;
      else
        because = `${seen.account} was not recognised: ${seen.request} was answered with ${seen.status} and without its own canary`;
    }
    if (leaks.length > 0) return { is: 'leak', leaks };
    return looks > 0 ? { is: 'clean', looks } : { is: 'inconclusive', because };
  },
};
