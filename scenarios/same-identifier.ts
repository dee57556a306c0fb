import fc from 'fast-check';
import { type Abilities, oracles, type Plan, type Role, type Scenario, type Step } from '../harness/index.ts';
import { isWorkByReference, look, otherOf, PAIR, plansOf, plants } from './arbitraries.ts';
import { proofOfReference } from './asked.ts';
import { work } from './outbox-work.ts';

/** One asks for, changes or removes what is another's, by its reference (BOLA, CWE-639). */
export const sameIdentifier: Scenario = {
  name: 'same-identifier',
  shares: 'an identifier',
  question: "Can anybody read, change or remove somebody else's thing by its reference?",
  cwe: [639],
  pairwise: true,
  over: 'http',
  also: ['browser', 'stream'],
  answers: ['same-service'],
  claims: isWorkByReference,
  plans(abilities, surface) {
    const { takes, names, over = [] } = abilities.surfaces[surface] ?? {};
    if (over.includes('stream')) return names === undefined ? undefined : overhearing(abilities, surface);
    if (takes !== undefined) return reading(abilities, surface);
    return names === undefined ? undefined : naming(abilities, surface);
  },
  proof: proofOfReference,
  oracles: [
    oracles.foreignCanary,
    oracles.foreignIdentifier,
    oracles.identity,
    oracles.rightAccount,
    oracles.foreignAnswer,
  ],
};

/** The owner looks, others look by the owner's reference, some of them write, and all look again. */
function reading(abilities: Abilities, surface: string): fc.Arbitrary<Plan> {
  const resource = abilities.surfaces[surface]?.takes ?? '';
  const verbs = (['change', 'remove'] as const).filter((verb) => abilities.resources[resource]?.[verb]);
  // Every plan writes, after it has read: a run on a slow target has one of them, and a right to write shows nowhere else.
  const writes = fc.constantFrom(verbs, verbs.slice(0, 1));
  const owner = fc.constantFrom(...PAIR);
  return plansOf(
    'same-identifier',
    fc.tuple(owner, fc.nat({ max: 2 }), fc.boolean(), writes).map(([of, more, visits, chosen]) => {
      const other = otherOf(of);
      const ref = { of, resource, nth: 0 };
      const planted: Step[] = Array.from({ length: more + 1 }, () => ({ do: 'plant', by: of, resource }));
      // Who has changed a thing may have become its owner.
      const written = chosen.flatMap((verb): Step[] => [
        { do: verb, by: other, ref },
        ...(verb === 'change' ? [look(abilities, surface, other, of)] : []),
        look(abilities, surface, of, of),
      ]);
      if (abilities.surfaces[surface]?.shows === undefined)
        return [...planted, ...comparing(abilities, surface, of), ...written];
      const visitor: Step[] = visits ? [look(abilities, surface, 'visitor', of)] : [];
      return [
        ...planted,
        look(abilities, surface, of, of),
        look(abilities, surface, other, of),
        ...visitor,
        ...written,
      ];
    }),
  );
}

/**
 * Where nothing is shown that a canary could stand in, answers are compared: what the owner is told about its thing and another about
 * the same, each twice, so that what changes by itself is left out; and what is told about others, and to a visitor.
 */
function comparing(abilities: Abilities, surface: string, of: 'alpha' | 'bravo'): Step[] {
  const other = otherOf(of);
  const asks = (by: Step['by'], whose: Role): Step => ({ ...look(abilities, surface, by, whose), print: true });
  const round = [asks(of, of), asks(other, of), asks(other, other)];
  const absent = { ...asks(other, of), variant: 'absent' } as Step;
  return [...plants(abilities, surface, [other]), ...round, absent, asks('visitor', of), ...round];
}

/** The owner looks at what is its own, and others ask for it by the owner's name or number. */
function naming(abilities: Abilities, surface: string): fc.Arbitrary<Plan> {
  return plansOf(
    'same-identifier',
    fc.tuple(fc.constantFrom(...PAIR), fc.boolean()).map(([of, isVisited]) => {
      const ref = { of, resource: 'account', nth: 0 };
      const askers: Step['by'][] = isVisited ? [otherOf(of), 'visitor'] : [otherOf(of)];
      return [
        ...plants(abilities, surface, [of]),
        look(abilities, surface, of, of),
        ...askers.map((by): Step => ({ do: 'look', by, surface, ref })),
      ];
    }),
  );
}

/** The owner listens and works, and another listens by the owner's name or number. */
function overhearing(abilities: Abilities, surface: string): fc.Arbitrary<Plan> {
  return plansOf(
    'same-identifier',
    fc.tuple(fc.constantFrom(...PAIR), fc.boolean(), fc.nat({ max: 1 })).map(([of, isFirst, more]) => {
      const ref = { of, resource: 'account', nth: 0 };
      const own: Step = { do: 'listen', by: of, surface };
      const others: Step = { do: 'listen', by: otherOf(of), surface, ref };
      return [
        ...(isFirst ? [others, own] : [own, others]),
        ...Array.from({ length: more + 1 }, () => work(abilities, surface, of)).flat(),
        look(abilities, surface, of, of),
        { do: 'look', by: otherOf(of), surface, ref },
      ];
    }),
  );
}
