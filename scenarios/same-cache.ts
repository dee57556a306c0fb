import fc from 'fast-check';
import {
  type Evidence,
  type Observation,
  oracles,
  type Proof,
  type Scenario,
  type Step,
  type Variant,
} from '../harness/index.ts';
import { look, otherOf, PAIR, plansOf, plants } from './arbitraries.ts';

/** One warms a URL, the other and a stranger look at it: first plainly, then in the ways that fool caches. */
export const sameCache: Scenario = {
  name: 'same-cache',
  shares: 'a cache',
  question: 'Does a cache on the way hand out what it stored for somebody else?',
  cwe: [524, 488],
  over: 'http',
  also: ['browser'],
  plans(abilities, surface) {
    const warmer = fc.constantFrom(...PAIR);
    const variants = fc.shuffledSubarray<Variant>(['static-suffix', 'static-parameter', 'range'], { maxLength: 2 });
    return plansOf(
      'same-cache',
      fc.tuple(warmer, variants, fc.boolean(), fc.nat({ max: 1 })).map(([first, others, again, strangers]) => {
        const second = otherOf(first);
        const round = (variant: Variant): Step[] =>
          [first, second, 'visitor' as const].map((by) => ({ ...look(abilities, surface, by, first), variant }));
        const own = { ...look(abilities, surface, second, second) };
        const stranger = look(abilities, surface, 'visitor', first);
        const fresh: Step[] = Array.from({ length: 1 + 2 * strangers }, () => ({ ...stranger, variant: 'fresh-url' }));
        return [
          ...plants(abilities, surface),
          ...round('plain'),
          own,
          ...(again ? [own] : []),
          ...others.flatMap(round),
          stranger,
          ...fresh,
        ];
      }),
    );
  },
  proof: proofOfCache,
  oracles: [oracles.foreignCanary, oracles.foreignIdentifier, oracles.identity, oracles.sessionProvenance],
};

/** The same address was asked for by another before; an answer that says it may not be stored rules the condition out. */
function proofOfCache(evidence: Evidence, { step, observation }: { step: number; observation: Observation }): Proof {
  const warmed = evidence.journal.some(
    (entry) =>
      entry.step >= 0 &&
      entry.step < step &&
      entry.observations.some(
        (seen) => seen.request === observation.request && seen.session !== observation.session && seen.status > 0,
      ),
  );
  if (!warmed) return { is: 'not-shown', because: 'nobody else had asked for the same address before' };
  const forbids = /no-store|private/i.exec(observation.facts.cacheControl ?? '');
  return forbids === null
    ? { is: 'occurred' }
    : { is: 'ruled-out', by: `Cache-Control: ${observation.facts.cacheControl}` };
}
