import fc from 'fast-check';
import {
  type Abilities,
  type Evidence,
  type Observation,
  oracles,
  type Proof,
  type Role,
  type Scenario,
  type Step,
} from '../harness/index.ts';
import { isWorkAtOnce, look, plansOf, plants, rolesOf, together } from './arbitraries.ts';

/** Longest delay between requests of one group, in milliseconds: several real races need 5 to 30. */
const STAGGER_MS_MAX = 50;

/** Everyone looks at the same surface at the same moment, again and again, exactly together or a few milliseconds apart. */
export const sameMoment: Scenario = {
  name: 'same-moment',
  shares: 'a moment',
  question: "Does anybody get somebody else's answer when both ask at the same moment?",
  cwe: [362, 488],
  unsettles: true,
  over: 'http',
  claims: isWorkAtOnce,
  plans(abilities, surface) {
    const roles = rolesOf(abilities);
    const bursts = fc.array(burst(abilities, surface), { minLength: 2, maxLength: 4 });
    return plansOf(
      'same-moment',
      bursts.map((all) => [...plants(abilities, surface, roles), ...all.flat()]),
    );
  },
  proof: proofOfOverlap,
  oracles: [oracles.foreignCanary, oracles.foreignIdentifier, oracles.identity, oracles.sessionProvenance],
};

/** Looks of everyone, with writes or sign-ins among them, on the accounts' own connections or released to the byte. */
function burst(abilities: Abilities, surface: string): fc.Arbitrary<readonly Step[]> {
  const roles = rolesOf(abilities);
  const offset = fc.oneof(fc.constant(0), fc.nat({ max: 8 }), fc.nat({ max: STAGGER_MS_MAX }));
  const looker = fc.tuple(fc.constantFrom(...roles), offset);
  const more = fc.oneof(
    { weight: 4, arbitrary: fc.array(looker, { minLength: 1, maxLength: 4 }) },
    { weight: 1, arbitrary: fc.array(looker, { minLength: 8, maxLength: 14 }) },
  );
  const release = fc.constantFrom<Release>('own', 'own', 'h1', abilities.http2 === true ? 'h2' : 'h1');
  const racing = fc.constantFrom<Racing>(
    'looks',
    'looks',
    'looks',
    'writes',
    abilities.signIn === true ? 'sign-ins' : 'looks',
  );
  const everyone = roles.map((by): [Role, number] => [by, 0]);
  return fc
    .tuple(racing, fc.tuple(...everyone.map(([by]) => fc.tuple(fc.constant(by), offset))), more, release)
    .map(([race, first, rest, how]) => {
      const looks = [...(race === 'sign-ins' ? first : everyone), ...rest].map(
        ([by, afterMs]): Step => ({ ...look(abilities, surface, by, by), afterMs }),
      );
      if (race === 'sign-ins') {
        const signs = first.map(([by, afterMs]): Step => ({ do: 'sign-in', by, afterMs }));
        return [
          ...together(signs.map((step) => released(step, how))),
          ...together(looks.map((step) => released(step, 'own'))),
        ];
      }
      const writes = race === 'writes' ? plants(abilities, surface, roles) : [];
      return together([...writes, ...looks].map((step) => released(step, how)));
    });
}

type Racing = 'looks' | 'writes' | 'sign-ins';
type Release = 'own' | 'h1' | 'h2';

/** A step on its account's own connection, or with its last byte held back until all of the group are ready. */
function released(step: Step, how: Release): Step {
  switch (how) {
    case 'own':
      return step;
    case 'h1':
      return { ...step, held: true };
    case 'h2':
      return { ...step, held: true, wire: 'h2', line: 0 };
  }
}

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
