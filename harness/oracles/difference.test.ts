import { expect, test } from '@playwright/test';
import type { Print } from '../model/observation.ts';
import type { Evidence, Leak, Verdict } from '../model/verdict.ts';
import { chanceByTheClock } from './by-the-clock.ts';
import { difference, existence, nextNumber } from './index.ts';
import { planted, type Told, tale } from './tale.ts';

const act: Told = { step: { do: 'plant', by: 'alpha', resource: 'order' }, shown: {} };
const pause: Told = { step: { do: 'wait', by: 'bravo' } };
const look = (print: Print, shown: object = {}): Told => ({
  step: { do: 'look', by: 'bravo', surface: 'list', print: true },
  shown: { status: 200, own: [1], print, ...shown },
});

/** A look, then an act or a pause and a look again, as the letters say; each answer is made by the number of acts and looks so far. */
function watched(spans: string, answer: (acts: number, looks: number) => Print, shown: object = {}): Told[] {
  let acts = 0;
  const after = [...spans].flatMap((span, index) => {
    if (span === 'a') acts += 1;
    return [span === 'a' ? act : pause, look(answer(acts, index + 1), shown)];
  });
  return [look(answer(0, 0), shown), ...after];
}

const MIXED = 'apapappa';
const rows: readonly (readonly [string, Evidence, Verdict['is']])[] = [
  ['nothing changes', tale(watched(MIXED, () => ({ '$.total': 'x' }))), 'clean'],
  ['a total counts what alpha creates', tale(watched(MIXED, (acts) => ({ '$.total': `${acts}` }))), 'leak'],
  ['a list grows', tale(watched(MIXED, (acts) => ({ [`$[${acts}]`]: 'x', '$.length': `#${acts}` }))), 'leak'],
  ['a clock', tale(watched(MIXED, (_, looks) => ({ '$.at': `${looks}` }))), 'clean'],
  ['a counter of bravo’s own looks', tale(watched(MIXED, (acts, looks) => ({ '$.seen': `${acts + looks}` }))), 'clean'],
  ['changed once with alpha, then no more', tale(watched(MIXED, (acts) => ({ '$.any': `${acts > 0}` }))), 'clean'],
  [
    'changed once without alpha',
    tale(watched(MIXED, (acts, looks) => ({ '$.n': `${acts + (looks > 5 ? 9 : 0)}` }))),
    'clean',
  ],
  ['too few acts', tale(watched('apap', (acts) => ({ '$.total': `${acts}` }))), 'inconclusive'],
  ['too few pauses', tale(watched('aaaa', (acts) => ({ '$.total': `${acts}` }))), 'inconclusive'],
  ['rate-limited', tale(watched(MIXED, (acts) => ({ status: `${acts}` }), { status: 429 })), 'inconclusive'],
  [
    'alpha’s own data is more than a difference',
    tale(watched(MIXED, (acts) => ({ '$.total': `${acts}` }), { foreign: [['alpha', 1]] })),
    'inconclusive',
  ],
  [
    'meant to be known',
    tale(
      watched(MIXED, (acts) => ({ '$.total': `${acts}` })),
      { shared: [{ surface: 'list', field: 'total', because: 'public' }] },
    ),
    'clean',
  ],
];
for (const [name, evidence, expected] of rows)
  test(`difference, ${name}: ${expected}`, () => expect(difference.judge(evidence).is).toBe(expected));

test('a difference is told by the place that says most', () => {
  const evidence = tale(watched(MIXED, (acts) => ({ '$.page': `${acts}`, '$.orders.length': `#${acts}` })));
  expect(leakOf(difference.judge(evidence))).toMatchObject({
    field: '$.orders.length',
    sighting: { kind: 'difference', grade: 'weak' },
  });
});

test('each of several surfaces is judged by its own looks', () => {
  const at = (surface: string, told: Told, shown: object = {}): Told => ({
    step: { ...told.step, surface } as Told['step'],
    shown: { ...told.shown, surface, ...shown },
  });
  const both = (shown: object) =>
    watched(MIXED, (acts, looks) => ({ '$.total': `${acts}`, '$.looks': `${looks}` })).flatMap((told) =>
      told.step.do === 'look'
        ? [at('list', told, { print: { '$.total': 'x' } }), at('totals', told), at('report', told, shown)]
        : [told],
    );
  const surfacesOf = (verdict: Verdict) => (verdict.is === 'leak' ? verdict.leaks.map(({ surface }) => surface) : []);
  expect(surfacesOf(difference.judge(tale(both({}))))).toEqual(['totals', 'report']);
  const brokenAtOne = difference.judge(tale(both({ status: 500 })));
  expect(surfacesOf(brokenAtOne)).toEqual(['totals']);
});

test('pauses that are shorter than what alpha did prove nothing', () => {
  let ms = 0;
  const evidence = tale(
    watched(MIXED, (acts) => ({ '$.total': `${acts}` })).map((told) => {
      ms += told.step.do === 'plant' ? 50 : 1;
      return told.step.do === 'look' ? { ...told, shown: { ...told.shown, at: [ms, ms] as const } } : told;
    }),
  );
  expect(difference.judge(evidence)).toEqual({
    is: 'inconclusive',
    because: 'the pauses were too short beside what alpha did',
  });
});

const chances: readonly (readonly [string, readonly number[], readonly number[], number])[] = [
  ['one and one of the same length', [5], [5], 1 / 4],
  ['four and four of the same length', [5, 5, 5, 5], [5, 5, 5, 5], 1 / 256],
  ['pauses twice as long', [5, 5], [10, 10], (1 / 3) ** 2 * (2 / 3) ** 4],
  ['pauses that are next to nothing', [100, 100], [0.001], 1],
  ['no pause', [5], [], 1],
  ['no time at all', [0], [0], 0],
];
for (const [name, active, quiet, expected] of chances)
  test(`by the clock, ${name}: ${expected.toFixed(4)}`, () =>
    expect(chanceByTheClock(active, quiet)).toBeCloseTo(expected, 3));

test('one act that took long beside the pauses takes nothing from the others', () => {
  expect(chanceByTheClock([5, 5, 80, 5], [10, 10, 10, 10])).toBeLessThan(0.01);
});

const ref = { of: 'alpha', resource: 'order', nth: 0 } as const;
const asked = (status: number, isAbsent: boolean, print: Print = {}): Told => ({
  step: {
    do: 'look',
    by: 'bravo',
    surface: 'one',
    ref,
    print: true,
    ...(isAbsent ? { variant: 'absent' } : {}),
  } as Told['step'],
  shown: { status, print: { status: `${status}`, ...print } },
});
const asking = (exists: number, absent: number): Told[] => [
  asked(exists, false),
  asked(absent, true, { 'text 1': 'no 7' }),
  asked(absent, true, { 'text 1': 'no 8' }),
  asked(exists, false),
];
const existences: readonly (readonly [string, Evidence, Verdict['is']])[] = [
  ['403 for what exists and 404 for what does not', tale(asking(403, 404)), 'leak'],
  ['404 for both, with an echo of the number', tale(asking(404, 404)), 'clean'],
  ['public on purpose', tale(asking(200, 404), { shared: [{ surface: 'one', because: 'public' }] }), 'clean'],
  ['the target broke on what exists', tale(asking(500, 404)), 'inconclusive'],
  ['the target breaks on what does not, each time', tale(asking(403, 500)), 'leak'],
  ['nobody asked', tale([]), 'inconclusive'],
];
for (const [name, evidence, expected] of existences)
  test(`existence, ${name}: ${expected}`, () => expect(existence.judge(evidence).is).toBe(expected));

test('existence is told by the status where it differs, whatever else does', () => {
  const longer = tale([
    asked(403, false, { 'texts.length': '1' }),
    asked(400, true, { 'texts.length': '2' }),
    asked(400, true, { 'texts.length': '2' }),
    asked(403, false, { 'texts.length': '1' }),
  ]);
  expect(leakOf(existence.judge(longer))).toMatchObject({
    field: 'status',
    also: ['asked for things that nobody has, the answer was 400'],
  });
  const alike = tale([
    asked(404, false, { 'texts.length': '1' }),
    asked(404, true, { 'texts.length': '2' }),
    asked(404, true, { 'texts.length': '2' }),
    asked(404, false, { 'texts.length': '1' }),
  ]);
  expect(leakOf(existence.judge(alike))).toMatchObject({
    field: 'texts.length',
    also: ['asked for things that nobody has, the answer was 404, too, and another at this place'],
  });
});

const numbers = (alpha: number, ...ids: readonly (number | 'alpha')[]) => {
  const told = ids.map(
    (id): Told => ({ step: { do: 'plant', by: id === 'alpha' ? 'alpha' : 'bravo', resource: 'order' }, shown: {} }),
  );
  const plantings = ids.map((id, step) =>
    planted(step, id === 'alpha' ? 'alpha' : 'bravo', step, 1, { id: `${id === 'alpha' ? alpha : id}` }),
  );
  return tale(told, { plantings });
};
const series: readonly (readonly [string, Evidence, Verdict['is']])[] = [
  ['one sequence for all', numbers(0, 10, 11, 'alpha', 13, 14, 'alpha', 16), 'leak'],
  ['each counts for itself', numbers(0, 1, 2, 'alpha', 3, 4, 'alpha', 5), 'clean'],
  ['numbers at random', numbers(0, 10, 93, 'alpha', 22, 7, 'alpha', 51), 'clean'],
  ['somebody else creates, too', numbers(0, 10, 11, 'alpha', 13, 19, 'alpha', 21), 'clean'],
  ['too few', numbers(0, 10, 'alpha', 12), 'inconclusive'],
];
for (const [name, evidence, expected] of series)
  test(`next number, ${name}: ${expected}`, () => expect(nextNumber.judge(evidence).is).toBe(expected));

function leakOf(verdict: Verdict): Leak | undefined {
  return verdict.is === 'leak' ? verdict.leaks[0] : undefined;
}
