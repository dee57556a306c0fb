import type { Oracle } from '../model/verdict.ts';
import { isGranted } from './granted.ts';
import { flowFor, isLent, leakOf, observations, originOf } from './sightings.ts';

/**
 * Did any session see an identifier that the target gave to somebody else's thing? Only `proven` sightings count: an identifier
 * rare by itself, or one at the very path where the viewer's own stands; never a bare small number.
 */
export const foreignIdentifier: Oracle = {
  name: 'foreign-identifier',
  judge(evidence) {
    const leaks = [];
    let looks = 0;
    for (const { entry, seen } of observations(evidence)) {
      looks += 1;
      for (const sighting of seen.foreign) {
        if (sighting.kind !== 'identifier' || sighting.grade !== 'proven' || seen.carried.includes(sighting.text))
          continue;
        if (isLent(seen, sighting)) continue;
        const origin = originOf(evidence, sighting);
        if (origin !== undefined && belongsToViewer(evidence, seen.tenant, sighting.text)) continue;
        if (flowFor(evidence, seen, sighting) !== undefined || isGranted(evidence, seen, sighting)) continue;
        leaks.push(leakOf('foreign-identifier', evidence, entry, seen, sighting));
      }
    }
    if (leaks.length > 0) return { is: 'leak', leaks };
    return looks > 0 ? { is: 'clean', looks } : { is: 'inconclusive', because: 'nobody was shown anything' };
  },
};

/** Where every tenant counts from one, an identifier that the viewer has too names nobody. */
function belongsToViewer(evidence: Parameters<Oracle['judge']>[0], tenant: string | undefined, id: string): boolean {
  const accounts = evidence.accounts.filter((account) => account.tenant === tenant).map(({ id: account }) => account);
  return evidence.plantings.some(
    (planting) => planting.id?.toLowerCase() === id.toLowerCase() && accounts.includes(planting.account),
  );
}
