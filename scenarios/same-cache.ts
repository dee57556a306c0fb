import fc from 'fast-check';
import {
  type Actor,
  type Evidence,
  type Observation,
  oracles,
  type Plan,
  type Proof,
  type Scenario,
  type Step,
  type Variant,
} from '../harness/index.ts';
import { isOwnWork, look, otherOf, PAIR, plansOf, plants } from './arbitraries.ts';

/**
 * One warms a URL, the others look at it: first plainly, then in the ways that fool caches. Where a stranger warms it, that is for the
 * session that strangers are given; what a stranger has warmed hides what the signed-in would, so these also begin at an address of their own.
 */
export const sameCache: Scenario = {
  name: 'same-cache',
  shares: 'a cache',
  question: 'Does a cache on the way hand out what it stored for somebody else?',
  cwe: [524, 488],
  over: 'http',
  also: ['browser'],
  answers: ['same-service'],
  claims: isOwnWork,
  plans(abilities, surface) {
    const warmer = fc.constantFrom(...PAIR);
    const variants = fc.shuffledSubarray<Variant>(['static-suffix', 'static-parameter', 'range'], { maxLength: 2 });
    const ways = fc.tuple(warmer, variants, fc.boolean(), fc.nat({ max: 1 }), fc.boolean());
    const plans = plansOf(
      'same-cache',
      ways.map(([first, others, again, strangers, isStrangerFirst]) => {
        const second = otherOf(first);
        const actors: Actor[] = isStrangerFirst ? ['visitor', 'visitor', first, second] : [first, second, 'visitor'];
        const asks = (by: Actor): Step => look(abilities, surface, by, first);
        const roundOf = (those: readonly Actor[], variant: Variant): Step[] =>
          those.map((by) => ({ ...asks(by), variant }));
        const round = (variant: Variant) => roundOf(actors, variant);
        const own = { ...look(abilities, surface, second, second) };
        const stranger = asks('visitor');
        const fresh: Step[] = Array.from({ length: 1 + 2 * strangers }, () => ({ ...stranger, variant: 'fresh-url' }));
        return [
          ...plants(abilities, surface),
          ...actors.map(asks),
          ...roundOf([first, second, 'visitor'], 'own-url'),
          own,
          ...(again ? [own] : []),
          ...others.flatMap(round),
          stranger,
          ...fresh,
        ];
      }),
    );
    // At addresses of its own nothing that an earlier play left behind can answer; at the plain ones caches are sure to keep it.
    return fc.tuple(plans, fc.boolean()).map(([plan, isOwn]): Plan => (isOwn ? { ...plan, ownAddresses: true } : plan));
  },
  proof: proofOfCache,
  oracles: [oracles.foreignCanary, oracles.foreignIdentifier, oracles.identity, oracles.sessionProvenance],
};

/** The same address was asked for by another before; an answer that says it may not be stored rules the condition out. */
function proofOfCache(evidence: Evidence, { step, observation }: { step: number; observation: Observation }): Proof {
  if (evidence.plan.steps[step]?.do !== 'look') return { is: 'not-shown', because: 'nobody asked for an address' };
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
