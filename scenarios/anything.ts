import fc from 'fast-check';
import { type Abilities, type Actor, oracles, type Scenario, type Step } from '../harness/index.ts';
import { look, plansOf, plants, rolesOf } from './arbitraries.ts';

/** Random plans over the whole vocabulary, each about one surface: what no other scenario thought of. */
export const anything: Scenario = {
  name: 'anything',
  shares: 'anything at all',
  question: 'Is there any order of ordinary actions after which somebody is shown somebody else’s data?',
  cwe: [488],
  over: 'http',
  jobs: true,
  plans(abilities, surface) {
    const roles = rolesOf(abilities);
    const middle = fc.array(step(abilities, surface), { minLength: 3, maxLength: 12 });
    const last = roles.map((by) => look(abilities, surface, by, by));
    return plansOf(
      'anything',
      middle.map((steps) => [...plants(abilities, surface, roles), ...steps, ...signedInAgain(roles, steps), ...last]),
    );
  },
  proof: () => ({ is: 'occurred' }),
  oracles: [
    oracles.foreignCanary,
    oracles.foreignIdentifier,
    oracles.identity,
    oracles.rightAccount,
    oracles.sessionProvenance,
  ],
};

function step(abilities: Abilities, focus: string): fc.Arbitrary<Step> {
  const roles = rolesOf(abilities);
  const by = fc.constantFrom(...roles);
  const others = Object.keys(abilities.surfaces).filter((name) => isQuick(abilities, name));
  const timing = fc.record({ alongside: fc.boolean(), afterMs: fc.oneof(fc.constant(0), fc.nat({ max: 30 })) });
  const looking = fc.tuple(
    fc.constantFrom<Actor>(...roles, ...roles, 'visitor'),
    by,
    fc.nat({ max: 3 }),
    fc.oneof(fc.constant(focus), ...(others.length === 0 ? [] : [fc.constantFrom(...others)])),
  );
  const resources = Object.keys(abilities.resources);
  const kinds: fc.Arbitrary<Step>[] = [
    looking.map(([who, of, nth, surface]) => look(abilities, surface, who, of, nth)),
    looking.map(([who, , nth, surface]) => look(abilities, surface, who, who === 'visitor' ? 'alpha' : who, nth)),
    by.map((who): Step => ({ do: 'reconnect', by: who })),
    fc
      .tuple(by, fc.nat({ max: 400 }))
      .map(([who, bytes]): Step => ({ ...look(abilities, focus, who, who), do: 'abort', bytes })),
  ];
  if (resources.length > 0) {
    const resource = fc.constantFrom(...resources);
    kinds.push(fc.tuple(by, resource).map(([who, kind]): Step => ({ do: 'plant', by: who, resource: kind })));
  }
  for (const verb of ['change', 'remove'] as const) {
    const able = resources.filter((name) => abilities.resources[name]?.[verb]);
    if (able.length > 0) {
      kinds.push(
        fc
          .tuple(by, fc.constantFrom(...able), fc.nat({ max: 3 }))
          .map(([who, resource, nth]): Step => ({ do: verb, by: who, ref: { of: who, resource, nth } })),
      );
    }
  }
  if (abilities.signOut)
    kinds.push(
      fc.tuple(by, fc.constantFrom('sign-in', 'sign-out')).map(([who, verb]) => ({ do: verb, by: who }) as Step),
    );
  return fc
    .tuple(fc.oneof(...kinds), timing)
    .map(([made, when]) => (made.do.startsWith('sign') ? made : { ...made, ...when }));
}

/** Background work is looked at by the plans that are about it. */
function isQuick(abilities: Abilities, name: string): boolean {
  const { over, isJob } = abilities.surfaces[name] ?? { over: [] };
  return over.includes('http') && isJob !== true;
}

/** Whoever signed out signs in again, or its last look proves nothing. */
function signedInAgain(roles: readonly Actor[], steps: readonly Step[]): Step[] {
  return roles.flatMap((by): Step[] => {
    const last = steps.filter((each) => each.by === by && each.do.startsWith('sign')).at(-1);
    return last?.do === 'sign-out' ? [{ do: 'sign-in', by: by as 'alpha' }] : [];
  });
}
