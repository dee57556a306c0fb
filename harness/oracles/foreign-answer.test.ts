import { expect, test } from '@playwright/test';
import type { Actor, Role } from '../model/account.ts';
import type { Verdict } from '../model/verdict.ts';
import { foreignAnswer } from './foreign-answer.ts';
import { planted, type Shown, type Told, tale } from './tale.ts';

const SURFACES = { weight: { takes: 'order' } };
const heavy = (grams: string): Shown => ({ status: 200, print: { status: '200', '$.of': 'echo', '$.grams': grams } });
const refused = (status: number): Shown => ({ status, print: { status: `${status}`, '$.error': 'no' } });

function asks(by: Actor, of: Role, shown: Shown, variant?: 'absent'): Told {
  const step = { do: 'look', by, surface: 'weight', ref: { of, resource: 'order', nth: 0 }, print: true } as const;
  return variant === undefined
    ? { step, shown, about: { account: `p0/${of}`, resource: 'order', nth: 0 } }
    : { step: { ...step, variant }, shown };
}

interface Answers {
  readonly owner?: readonly [Shown, Shown];
  readonly other?: readonly [Shown, Shown];
  readonly own?: Shown;
  readonly absent?: Shown;
  readonly visitor?: Shown;
}

/** What alpha's order weighs, as alpha, bravo and a visitor are told; and what bravo's does. */
function weighed({ owner, other, own = heavy('7'), absent = refused(404), visitor = refused(401) }: Answers): Told[] {
  const [first, again] = owner ?? [heavy('5'), heavy('5')];
  const [told, twice] = other ?? [heavy('5'), heavy('5')];
  return [
    { step: { do: 'plant', by: 'alpha', resource: 'order' } },
    { step: { do: 'plant', by: 'bravo', resource: 'order' } },
    ...[asks('alpha', 'alpha', first), asks('bravo', 'alpha', told), asks('bravo', 'bravo', own)],
    ...[asks('bravo', 'alpha', absent, 'absent'), asks('visitor', 'alpha', visitor)],
    ...[asks('alpha', 'alpha', again), asks('bravo', 'alpha', twice), asks('bravo', 'bravo', own)],
  ];
}

const judged = (told: readonly Told[], shared: { surface?: string; field?: string; because: string }[] = []): Verdict =>
  foreignAnswer.judge(
    tale(told, { surfaces: SURFACES, shared, plantings: [planted(0, 'alpha', 0, 1), planted(1, 'bravo', 0, 1)] }),
  );

const rows: readonly (readonly [string, Verdict['is'], Answers])[] = [
  ['told what its owner is told', 'leak', {}],
  ['what nobody has breaks the service', 'leak', { absent: refused(500) }],
  ['refused', 'clean', { other: [refused(404), refused(404)] }],
  ['refused once', 'clean', { other: [heavy('5'), refused(404)] }],
  ['told something else', 'clean', { other: [heavy('6'), heavy('6')] }],
  ['all weigh the same', 'clean', { own: heavy('5') }],
  ['it changes by itself, for the owner', 'clean', { owner: [heavy('5'), heavy('4')] }],
  ['it changes by itself, for the other', 'clean', { other: [heavy('5'), heavy('4')] }],
  ['a visitor is told as well', 'clean', { visitor: heavy('5') }],
  ['what nobody has weighs something', 'inconclusive', { absent: heavy('9') }],
  ['the owner is refused', 'inconclusive', { owner: [refused(403), refused(403)] }],
  ['the other has nothing of its own', 'inconclusive', { own: refused(404) }],
];
for (const [name, expected, answers] of rows)
  test(`${name}: ${expected}`, () => expect(judged(weighed(answers)).is).toBe(expected));

test('whoever is missing is missed: without one of the answers that are compared nothing is told', () => {
  const all = weighed({});
  for (let at = 2; at < all.length; at++) {
    const is = judged(all.toSpliced(at, 1)).is;
    expect(is, `without step ${at}`).toBe([3, 8].includes(at) ? 'leak' : 'inconclusive');
  }
  expect(judged(weighed({}), [{ surface: 'weight', because: 'printed on the parcel' }]).is).toBe('clean');
  expect(judged(weighed({}), [{ field: 'grams', because: 'printed on the parcel' }]).is).toBe('clean');
});

test('it is told with the thing, its owner, and the place', () => {
  const verdict = judged(weighed({}));
  expect(verdict.is === 'leak' && verdict.leaks[0]).toMatchObject({
    owner: 'p0/alpha',
    viewer: 'p0/bravo',
    resource: 'order',
    plantedAt: 0,
    seenAt: 3,
    sighting: { kind: 'answer', grade: 'strong', place: '$.grams', text: '' },
    cwe: [639],
  });
});
