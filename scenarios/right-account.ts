import fc from 'fast-check';
import { oracles, type Scenario, type Step } from '../harness/index.ts';
import { look, needed, plansOf, rolesOf } from './arbitraries.ts';

/** Everyone writes at once, then asks for each thing it created: does each account hold exactly what it made? */
export const rightAccount: Scenario = {
  name: 'right-account',
  shares: 'the way in',
  question: 'After everybody wrote at once, does each account hold exactly what it created?',
  cwe: [488, 362],
  over: 'http',
  plans(abilities, surface) {
    const resource = needed(abilities, surface);
    if (resource === undefined) return undefined;
    const roles = rolesOf(abilities);
    const writers = fc.array(fc.constantFrom(...roles), { minLength: 1, maxLength: 4 });
    return plansOf(
      'right-account',
      writers.map((more) => {
        const all = [...roles, ...more];
        const written = all.map((by, index): Step => ({ do: 'plant', by, resource, alongside: index > 0 }));
        const counts = roles.map((role) => ({ role, count: all.filter((by) => by === role).length }));
        const looks = counts.flatMap(({ role, count }) =>
          Array.from({ length: count }, (_, nth) => look(abilities, surface, role, role, nth)),
        );
        return [...written, ...looks];
      }),
    );
  },
  proof: () => ({ is: 'occurred' }),
  oracles: [oracles.rightAccount, oracles.foreignCanary, oracles.foreignIdentifier, oracles.identity],
};
