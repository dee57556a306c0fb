import { expect, test } from '@playwright/test';
import type { Evidence, Oracle, Verdict } from '../model/verdict.ts';
import { foreignCanary, foreignIdentifier, identity, ownCanary, rightAccount, sessionProvenance } from './index.ts';
import { planted, tale, textOf } from './tale.ts';

type Row = readonly [name: string, evidence: Evidence, expected: Verdict['is']];

const look = (by: 'alpha' | 'bravo' | 'colleague' | 'visitor', surface = 'list') =>
  ({ do: 'look', by, surface }) as const;
const order = planted(0, 'alpha', 0, 1);
const world = { plantings: [order] };
const bravoSees = (shown: object, more: object = {}) =>
  tale([{ step: look('bravo'), shown: { foreign: [['alpha', 1]], ...shown } }], { ...world, ...more });

check(foreignCanary, [
  ['nobody was shown anything', tale([]), 'inconclusive'],
  ['own data only', tale([{ step: look('alpha'), shown: { own: [1] } }], world), 'clean'],
  ["another's canary", bravoSees({}), 'leak'],
  [
    "another's canary, shown to a stranger",
    tale([{ step: look('visitor'), shown: { foreign: [['alpha', 1]] } }], world),
    'leak',
  ],
  ['cut short but naming its owner', bravoSees({ sighting: { grade: 'strong' } }), 'leak'],
  ['masked middle', bravoSees({ sighting: { grade: 'weak' } }), 'clean'],
  ['an echo of what the viewer sent', bravoSees({ carried: [textOf('alpha', 1)] }), 'clean'],
  ['from another run', bravoSees({ sighting: { run: 6 } }), 'clean'],
  [
    'from another run, whose accounts are not these',
    { ...bravoSees({ sighting: { run: 6 } }), freshAccounts: true },
    'leak',
  ],
  [
    'from another run, where some field is meant to cross',
    {
      ...bravoSees({ sighting: { run: 6 } }, { shared: [{ field: 'city', because: 'public' }] }),
      freshAccounts: true,
    },
    'clean',
  ],
  [
    'a flow that is meant to be, by surface',
    bravoSees({}, { shared: [{ surface: 'list', because: 'public' }] }),
    'clean',
  ],
  [
    'a flow that is meant to be, by field',
    bravoSees({}, { shared: [{ field: 'recipient', because: 'public' }] }),
    'clean',
  ],
  ['a flow that is meant to be elsewhere', bravoSees({}, { shared: [{ surface: 'one', because: 'public' }] }), 'leak'],
  ['another field than the one meant', bravoSees({}, { shared: [{ field: 'city', because: 'public' }] }), 'leak'],
]);

check(foreignIdentifier, [
  ['nobody was shown anything', tale([]), 'inconclusive'],
  ['an identifier in its own place', bravoSees({ sighting: { kind: 'identifier', text: '1001' } }), 'leak'],
  [
    'one whose first planted field is meant to cross',
    bravoSees(
      { sighting: { kind: 'identifier', text: '1001' } },
      { shared: [{ field: 'recipient', because: 'public' }] },
    ),
    'leak',
  ],
  ...['id', 'order.id'].map(
    (field) =>
      [
        `one that is meant to cross, as ${field}`,
        bravoSees({ sighting: { kind: 'identifier', text: '1001' } }, { shared: [{ field, because: 'public' }] }),
        'clean',
      ] as const,
  ),
  [
    'one that the viewer asked for',
    bravoSees({ sighting: { kind: 'identifier', text: '1001' }, carried: ['1001'] }),
    'clean',
  ],
  ['not sure enough', bravoSees({ sighting: { kind: 'identifier', text: '1001', grade: 'strong' } }), 'clean'],
  [
    'a number that both tenants count to',
    tale([{ step: look('bravo'), shown: { foreign: [['alpha', 1]], sighting: { kind: 'identifier', text: '1' } } }], {
      plantings: [planted(0, 'alpha', 0, 1, { id: '1' }), planted(0, 'bravo', 0, 1, { id: '1' })],
    }),
    'clean',
  ],
]);

check(ownCanary, [
  ['nobody took part', tale([], { roles: [] }), 'inconclusive'],
  ['an empty journal', tale([]), 'inconclusive'],
  ['one saw its own, the other nothing', tale([{ step: look('alpha'), shown: { own: [1] } }], world), 'inconclusive'],
  [
    'both saw their own',
    tale(
      [
        { step: look('alpha'), shown: { own: [1] } },
        { step: look('bravo'), shown: { own: [0] } },
      ],
      world,
    ),
    'clean',
  ],
]);

check(identity, [
  ['never asked', tale([]), 'inconclusive'],
  ['recognised', tale([{ step: look('alpha', 'who am I'), shown: { own: [0] } }]), 'clean'],
  ['taken for nobody', tale([{ step: look('alpha', 'who am I'), shown: { status: 401 } }]), 'inconclusive'],
  ['taken for somebody else', tale([{ step: look('bravo', 'who am I'), shown: { foreign: [['alpha', 0]] } }]), 'leak'],
  [
    'greeted with both names',
    tale([{ step: look('bravo', 'who am I'), shown: { own: [0], foreign: [['alpha', 0]] } }]),
    'leak',
  ],
]);

const thing = { account: 'p0/alpha', resource: 'order', nth: 0 } as const;
const ref = { of: 'alpha', resource: 'order', nth: 0 } as const;
const sees = { step: { ...look('alpha', 'one'), ref }, about: thing, shown: { own: [1] } } as const;
const misses = { ...sees, shown: { status: 404 } } as const;
const removes = (by: 'alpha' | 'bravo' | 'colleague', outcome: 'done' | 'refused' = 'done') =>
  ({ step: { do: 'remove', by, ref }, about: thing, outcome, shown: {} }) as const;
const changes = (by: 'alpha' | 'bravo', outcome: 'done' | 'refused' = 'done') =>
  ({ step: { do: 'change', by, ref }, about: thing, outcome, shown: {} }) as const;
const rewritten = planted(2, 'alpha', 0, 9, { account: 'p0/bravo', changed: 'p0/alpha' });
const changed = { ...world, plantings: [...world.plantings, rewritten] };
const seesChange = { ...sees, shown: { foreign: [['bravo', 9]] } } as const;
const seesBoth = { ...sees, shown: { own: [1], foreign: [['bravo', 9]] } } as const;
const asNobody = { ...misses, shown: { status: 401 } } as const;
const known = { step: look('alpha', 'who am I'), shown: { own: [0] } } as const;
const plant = { step: { do: 'plant', by: 'alpha', resource: 'order' } } as const;
const trio = { ...world, roles: ['alpha', 'bravo', 'colleague'] } as const;

check(rightAccount, [
  ['nobody asked for its own', tale([plant], world), 'inconclusive'],
  ['everything is there', tale([plant, sees], world), 'clean'],
  ['lost', tale([plant, misses], world), 'inconclusive'],
  ['found at the second look', tale([plant, misses, sees], world), 'clean'],
  ['removed by its owner', tale([plant, sees, removes('alpha'), misses], world), 'clean'],
  ['removed by another tenant', tale([plant, sees, removes('bravo'), misses], world), 'leak'],
  ["another's removal was refused", tale([plant, sees, removes('bravo', 'refused'), sees], world), 'clean'],
  [
    "another's removal was said to be done and did nothing",
    tale([plant, sees, removes('bravo'), sees], world),
    'clean',
  ],
  ["taken over by another tenant's change", tale([plant, sees, changes('bravo'), misses], world), 'leak'],
  ["another's change was refused", tale([plant, sees, changes('bravo', 'refused'), sees], world), 'clean'],
  ['changed by its owner, who asked for it in vain', tale([plant, sees, changes('alpha'), misses], world), 'clean'],
  ['what another wrote stands there instead', tale([plant, sees, changes('bravo'), seesChange], changed), 'leak'],
  ['what another wrote stands there as well', tale([plant, sees, changes('bravo'), seesBoth], changed), 'leak'],
  [
    'something else of the other stands there, which is told as what is shown',
    tale([plant, sees, changes('bravo'), { ...sees, shown: { foreign: [['bravo', 0]] } }], world),
    'clean',
  ],
  [
    'refused as if nobody had asked, though its owner is known afterwards',
    tale([plant, sees, changes('bravo'), asNobody, known], world),
    'leak',
  ],
  [
    'refused because its owner is not signed in any more',
    tale([plant, sees, changes('bravo'), asNobody], world),
    'clean',
  ],
  ['removed by a colleague', tale([plant, sees, removes('colleague'), misses], trio), 'clean'],
  ['removed by both: nobody can tell', tale([plant, sees, removes('bravo'), removes('alpha'), misses], world), 'clean'],
  ['never seen before it was removed', tale([plant, removes('bravo'), misses], world), 'inconclusive'],
  [
    'looked at while it was being removed',
    tale([plant, { ...misses, shown: { status: 404, at: [1, 3] } }, removes('alpha')], world),
    'inconclusive',
  ],
]);

const signsIn = { step: { do: 'sign-in', by: 'alpha' }, shown: { at: [1, 4], surface: 'sign in' } } as const;
const meanwhile = { ...misses, shown: { status: 200, at: [2, 5] } } as const;

test('a thing is lost when its owner asked for it as itself, in full, and was not shown it', () => {
  const saidOf = (...told: Parameters<typeof tale>[0]) => JSON.stringify(rightAccount.judge(tale(told, world)));
  expect(saidOf(plant, misses)).toContain('lost:');
  expect(saidOf(plant, signsIn, { ...misses, shown: { status: 404, at: [6, 7] } })).toContain('lost:');
  expect(saidOf(plant, signsIn, meanwhile), 'its session was being replaced').not.toContain('lost:');
  const cut = { ...misses, shown: { status: 200, facts: { cutAtBytes: 40 } } };
  expect(saidOf(plant, cut), 'the answer was cut').not.toContain('lost:');
  const late = { ...misses, shown: { status: 200, at: [6, 7] } } as const;
  const isGone = { step: { do: 'sign-in', by: 'alpha' }, outcome: 'unknown' } as const;
  expect(saidOf(plant, isGone, late), 'it may have been signed out by its own sign-in').not.toContain('lost:');
  const nobody = { step: look('alpha', 'who am I'), shown: { status: 401, at: [8, 9] } } as const;
  expect(saidOf(plant, late, nobody), 'it was not signed in').not.toContain('lost:');
  const unheard = { step: removes('alpha').step, about: thing, outcome: 'unknown' } as const;
  expect(saidOf(plant, unheard, misses), 'its removal was never answered').not.toContain('lost:');
});

test('what another has written into one’s own thing is no canary that got lost: the right to write is', () => {
  const written = tale([plant, sees, changes('bravo'), seesChange], changed);
  expect(foreignCanary.judge(written).is).toBe('clean');
  expect(rightAccount.judge(written)).toMatchObject({
    leaks: [{ owner: 'p0/alpha', viewer: 'p0/bravo', seenAt: 2, cwe: [639], sighting: { place: 'changed' } }],
  });
  const late = tale([sees, seesChange], { ...world, plantings: [{ ...rewritten, step: -1 }] });
  expect(foreignCanary.judge(late).is, 'nor in a later plan').toBe('clean');
});

const stored = { cache: 'hit', ageS: 3 } as const;
const given = (hash: string, session: number, facts: object = {}) => ({
  issued: [{ name: 'sid', hash, rare: true }],
  session,
  facts,
});
const visit = (hash: string, session: number, facts: object = {}) => ({
  step: look('visitor', 'landing'),
  shown: given(hash, session, facts),
});
const setting = (hash: string, session: number) => ({
  step: look('visitor', 'landing'),
  shown: { issued: [{ name: 'lang', hash, rare: false }], session, facts: stored },
});

check(sessionProvenance, [
  ['nothing was given', tale([]), 'inconclusive'],
  ['everybody gets their own', tale([visit('a', 1), visit('b', 2), visit('c', 3)]), 'clean'],
  ['one value from a cache, others their own', tale([visit('a', 1), visit('a', 2, stored), visit('b', 3)]), 'leak'],
  [
    'one value twice among many, no cache seen',
    tale([visit('a', 1), visit('a', 2), visit('b', 3), visit('c', 4), visit('d', 5)]),
    'leak',
  ],
  ['one value twice, too few others to tell', tale([visit('a', 1), visit('a', 2), visit('b', 3)]), 'clean'],
  ['a value that everybody gets', tale([visit('a', 1), visit('a', 2, stored), visit('a', 3, stored)]), 'clean'],
  [
    'a few values, each given to many',
    tale([visit('a', 1), visit('a', 2), visit('b', 3), visit('b', 4), visit('c', 5)]),
    'clean',
  ],
  ['a setting', tale([setting('a', 1), setting('a', 2), setting('b', 3)]), 'inconclusive'],
  ['the same session again', tale([visit('a', 1), visit('a', 1, stored), visit('b', 2)]), 'clean'],
]);

function check(oracle: Oracle, rows: readonly Row[]): void {
  for (const [name, evidence, expected] of rows) {
    test(`${oracle.name}: ${name} → ${expected}`, () => {
      expect(oracle.judge(evidence).is).toBe(expected);
    });
  }
}
