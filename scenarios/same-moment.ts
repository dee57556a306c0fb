import fc from 'fast-check';
import { type Evidence, type Observation, oracles, type Proof, type Scenario, type Step } from '../harness/index.ts';
import { look, plansOf, plants, rolesOf } from './arbitraries.ts';

/** Longest delay between requests of one group, in milliseconds: several real races need 5 to 30. */
const STAGGER_MS_MAX = 30;

/** Everyone looks at the same surface at the same moment, again and again, a few milliseconds apart. */
export const sameMoment: Scenario = {
  name: 'same-moment',
  shares: 'a moment',
  question: "Does anybody get somebody else's answer when both ask at the same moment?",
  cwe: [362, 488],
  over: 'http',
  plans(abilities, surface) {
    const roles = rolesOf(abilities);
    const offset = fc.oneof(fc.constant(0), fc.nat({ max: STAGGER_MS_MAX }));
    const looker = fc.tuple(fc.constantFrom(...roles), offset);
    const burst = fc
      .tuple(fc.constantFrom(0, 0, 1), fc.array(looker, { minLength: 1, maxLength: 4 }))
      .map(([plant, more]): Step[] => {
        const looks = [...roles.map((by): [typeof by, number] => [by, 0]), ...more];
        const writes = plants(abilities, surface, roles).slice(0, plant);
        const steps: Step[] = [
          ...writes,
          ...looks.map(([by, afterMs]): Step => ({ ...look(abilities, surface, by, by), afterMs })),
        ];
        return steps.map((step, index) => (index === 0 ? step : { ...step, alongside: true }));
      });
    const bursts = fc.array(burst, { minLength: 1, maxLength: 3 });
    return plansOf(
      'same-moment',
      bursts.map((all) => [...plants(abilities, surface, roles), ...all.flat()]),
    );
  },
  proof: proofOfOverlap,
  oracles: [oracles.foreignCanary, oracles.foreignIdentifier, oracles.identity, oracles.sessionProvenance],
};

/** Another tenant's request was under way while this one was. */
function proofOfOverlap(evidence: Evidence, { observation }: { observation: Observation }): Proof {
  const overlapped = evidence.journal.some(({ observations }) =>
    observations.some(
      (seen) =>
        seen.tenant !== observation.tenant &&
        seen.sentMs < observation.lastByteMs &&
        seen.lastByteMs > observation.sentMs,
    ),
  );
  return overlapped
    ? { is: 'occurred' }
    : { is: 'not-shown', because: 'no request of another tenant was under way at the same time' };
}
