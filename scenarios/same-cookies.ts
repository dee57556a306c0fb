import fc from 'fast-check';
import {
  type Abilities,
  type Evidence,
  type Jar,
  oracles,
  type Proof,
  type Scenario,
  type Step,
} from '../harness/index.ts';
import { look, otherOf, PAIR, plansOf, plants, rolesOf } from './arbitraries.ts';

/** Jars that hold what two accounts were given: mixed, replayed, left behind; then everyone looks with their own. */
export const sameCookies: Scenario = {
  name: 'same-cookies',
  shares: 'a cookie jar',
  question:
    'After a request with cookies of two accounts, or with cookies left over, is anybody answered as somebody else?',
  cwe: [488, 384],
  pairwise: true,
  over: 'http',
  plans(abilities, surface) {
    const roles = rolesOf(abilities);
    const rounds = fc.array(round(abilities, surface), { minLength: 1, maxLength: 3 });
    return plansOf(
      'same-cookies',
      rounds.map((all) => [...plants(abilities, surface, roles), ...all.flat()]),
    );
  },
  proof: proofOfCookies,
  oracles: [oracles.foreignCanary, oracles.foreignIdentifier, oracles.identity, oracles.sessionProvenance],
};

/** Something is done with jars, then everyone and a stranger look plainly. */
function round(abilities: Abilities, surface: string): fc.Arbitrary<Step[]> {
  const plain: Step[] = [
    look(abilities, surface, 'visitor', 'alpha'),
    ...rolesOf(abilities).map((by) => look(abilities, surface, by, by)),
    look(abilities, surface, 'visitor', 'bravo'),
  ];
  const first = fc.constantFrom(...PAIR);
  const how = fc.constantFrom<Mix>(...MIXES.filter((mix) => isAble(mix, abilities)));
  return fc.tuple(first, how).map(([one, mix]) => [...mixing(abilities, surface, one, otherOf(one), mix), ...plain]);
}

type Mix = NonNullable<Jar['how']> | 'replay' | 'left' | 'visit';

const MIXES: readonly Mix[] = ['one-line', 'one-line', 'two-lines', 'crossed', 'replay', 'left', 'visit'];

function isAble(mix: Mix, { signIn, signOut }: Abilities): boolean {
  if (mix === 'visit') return signIn === true;
  return (mix !== 'replay' && mix !== 'left') || signOut;
}

function mixing(
  abilities: Abilities,
  surface: string,
  one: 'alpha' | 'bravo',
  other: 'alpha' | 'bravo',
  mix: Mix,
): Step[] {
  const own = look(abilities, surface, one, one);
  switch (mix) {
    case 'one-line':
    case 'crossed':
      return [
        { ...own, jar: { of: [one, other], how: mix } },
        { ...own, jar: { of: [other, one], how: mix } },
      ];
    case 'two-lines':
      return [{ ...own, jar: { of: [one, other], how: mix }, wire: 'h1' }];
    case 'replay':
      return [
        { do: 'sign-out', by: one },
        { ...look(abilities, surface, 'visitor', one), jar: { of: [one], when: 'before' } },
        { do: 'sign-in', by: one },
        { ...look(abilities, surface, 'visitor', one), jar: { of: [one], when: 'before' } },
      ];
    case 'left':
      return [
        { do: 'sign-out', by: one },
        { do: 'sign-in', by: other, keeps: one },
        look(abilities, surface, other, other),
        { do: 'sign-in', by: one },
      ];
    case 'visit':
      return [
        { do: 'sign-in', by: one, keeps: 'visit' },
        { do: 'sign-in', by: other, keeps: 'visit' },
      ];
  }
}

/** Before this look somebody had sent cookies that were mixed, replayed or left over, and was answered. */
function proofOfCookies(evidence: Evidence, { step }: { readonly step: number }): Proof {
  const isProven = evidence.journal.some((entry) => {
    if (entry.step < 0 || entry.step >= step) return false;
    const did = evidence.plan.steps[entry.step];
    const isKept = did?.do === 'sign-in' && did.keeps !== undefined && entry.outcome === 'done';
    return isKept || entry.observations.some(({ as, status }) => as !== undefined && status > 0);
  });
  return isProven
    ? { is: 'occurred' }
    : { is: 'not-shown', because: 'no request with cookies of others was answered before' };
}
