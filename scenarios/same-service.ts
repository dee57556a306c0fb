import fc from 'fast-check';
import { oracles, type Scenario, type Step } from '../harness/index.ts';
import { isOwnWork, look, plansOf, plants, rolesOf } from './arbitraries.ts';
import { proofOfAsking } from './asked.ts';

/** Everyone works and looks at their own, many at once, and a stranger comes by; the accounts share nothing but the service. */
export const sameService: Scenario = {
  name: 'same-service',
  shares: 'nothing but the service',
  question: "Does anybody's own, ordinary request bring somebody else's data?",
  cwe: [488],
  over: 'http',
  also: ['browser'],
  claims: isOwnWork,
  plans(abilities, surface) {
    const roles = rolesOf(abilities);
    const acting = fc.constantFrom(...roles).chain((by): fc.Arbitrary<Step> => {
      const own = look(abilities, surface, by, by);
      const more = plants(abilities, surface, [by]);
      return fc.constantFrom(own, own, ...more);
    });
    const steps = fc.tuple(
      fc.shuffledSubarray(plants(abilities, surface, roles), { minLength: plants(abilities, surface, roles).length }),
      fc.array(acting, { maxLength: 4 }),
      fc.boolean(),
    );
    return plansOf(
      'same-service',
      steps.map(([first, middle, visits]) => [
        ...first,
        ...middle,
        ...roles.map((by) => look(abilities, surface, by, by)),
        ...(visits ? [look(abilities, surface, 'visitor', 'alpha')] : []),
      ]),
    );
  },
  proof: proofOfAsking,
  oracles: [oracles.foreignCanary, oracles.foreignIdentifier, oracles.identity, oracles.sessionProvenance],
};
