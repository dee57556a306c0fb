import type { Sighting } from '../model/canary.ts';
import type { Entry, Observation } from '../model/observation.ts';
import type { Evidence, Leak, Oracle } from '../model/verdict.ts';
import { flowFor, isOrdinary, leakOf, observations } from './sightings.ts';

/** Weaknesses: a right that outlives its end (CWE-672), and wrong authorization (CWE-863). */
const CWE = [863, 672];

/**
 * Does a right end when it is taken away? A colleague who was taken out of the tenant, and whom its owner's data is shown to by a
 * request sent after that was confirmed, is a leak.
 */
export const revoked: Oracle = {
  name: 'revoked',
  judge(evidence) {
    const dismissals = evidence.journal.filter(
      ({ step, outcome }) => evidence.plan.steps[step]?.do === 'dismiss' && outcome === 'done',
    );
    if (dismissals.length === 0) return { is: 'inconclusive', because: 'no right was taken away' };
    const leaks: Leak[] = [];
    let looks = 0;
    for (const { entry, seen } of observations(evidence)) {
      if (seen.actor !== 'colleague' || !isOrdinary(seen) || !isDismissed(evidence, dismissals, entry, seen)) continue;
      looks += 1;
      const sighting = ownersOwn(evidence, seen);
      if (sighting === undefined || flowFor(evidence, seen, sighting) !== undefined) continue;
      leaks.push({ ...leakOf('revoked', evidence, entry, seen, sighting), ...TOLD });
    }
    if (leaks.length > 0) return { is: 'leak', leaks };
    return looks > 0
      ? { is: 'clean', looks }
      : { is: 'inconclusive', because: 'nobody looked after a right had ended' };
  },
};

const TOLD = { cwe: CWE, also: ['the owner had taken the colleague out of the tenant before'] };

/** Whether it was asked after a confirmed dismissal that no joining has followed. */
function isDismissed(
  { journal, plan }: Evidence,
  dismissals: readonly Entry[],
  entry: Entry,
  { sentMs }: Observation,
): boolean {
  return dismissals.some(({ step, observations: answers }) => {
    const isBack = journal.some(
      (each) =>
        plan.steps[each.step]?.do === 'join' && each.by === 'colleague' && each.step > step && each.step <= entry.step,
    );
    return !isBack && entry.step > step && answers.every(({ lastByteMs }) => lastByteMs < sentMs);
  });
}

/** Something that another account of the tenant planted. */
function ownersOwn({ accounts, run }: Evidence, seen: Observation): Sighting | undefined {
  const own = accounts.find(({ id }) => id === seen.account)?.number;
  const slot = seen.own.find((each) => each.split(':')[0] !== String(own));
  if (slot === undefined) return undefined;
  const [account, number] = slot.split(':').map(Number);
  return {
    kind: 'canary',
    run,
    account: account as number,
    slot: number as number,
    text: '',
    place: 'the answer',
    encoding: [],
    grade: 'proven',
  };
}
