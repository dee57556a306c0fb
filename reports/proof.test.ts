import { expect, test } from '@playwright/test';
import type { Plan, Step, Told } from '../harness/index.ts';
import { githubSummary } from './github.ts';
import { HINTS } from './golden/hints.ts';
import { leakOf, toldOf } from './golden/leaks.ts';
import { OPTIONS } from './golden/options.ts';
import { RECORDS } from './golden/records.ts';
import { htmlReport } from './html.ts';
import { proofLines } from './proof.ts';
import { terminalReport } from './terminal.ts';

const ref = { of: 'alpha', resource: 'order', nth: 0 } as const;
const plant: Step = { do: 'plant', by: 'alpha', resource: 'order' };
const look: Step = { do: 'look', by: 'bravo', surface: 'one order' };
const planOf = (...steps: readonly Step[]): Plan => ({ scenario: 'same-cache', over: 'http', steps });

/** What a proof says after one of its words. */
function said(word: string, told: Told, ...more: [string?]): string {
  return proofLines(told, ...more)
    .filter((line) => line.word === word)
    .map(({ text }) => text)
    .join('\n');
}

const long = (steps: number): Told =>
  toldOf(3, leakOf({ seenAt: steps - 1 }), planOf(plant, ...Array.from({ length: steps - 1 }, () => look)));

test('a plan of up to twelve steps is told whole', () => {
  expect(said('Plan', long(12))).toMatch(/^1 alpha creates an order; .*; 12 bravo looks at one order\.$/);
});

test('of a longer plan it is told where it is to be read', () => {
  expect(said('Plan', long(27), 'report/leaks/3.json')).toBe('27 steps: in report/leaks/3.json.');
  const record = { ...RECORDS.leak, leaks: [long(27)] };
  const told = (documents: string[]) => terminalReport(record, { ...OPTIONS, color: false, columns: 120, documents });
  expect(told(['r/report.html'])).toContain(
    'Plan  27 steps: in misdelivery-report/leaks/3.json, and drawn in the report.',
  );
  expect(told(['r/run.json'])).toContain('Plan  27 steps: in misdelivery-report/leaks/3.json.');
});

const unfinished = { unfinished: true } as const;
const small: readonly (readonly [string, Told, string])[] = [
  ['none', toldOf(1, leakOf({ plantedAt: -1, seenAt: -1 }), planOf(), unfinished), 'smallest plan 0 steps'],
  ['one look', toldOf(1, leakOf({ plantedAt: -1, seenAt: 0 }), planOf(look), unfinished), 'smallest plan 1 step'],
  ['a write and a look', toldOf(1, leakOf({ seenAt: 1 }), planOf(plant, look), unfinished), 'smallest plan 2 steps'],
  ['one step more', toldOf(1, leakOf({ seenAt: 2 }), planOf(plant, look, look), unfinished), 'a plan of 3 steps (time'],
  [
    'a step that nothing was shown in',
    toldOf(1, leakOf({ plantedAt: -1, seenAt: -1 }), planOf(look), unfinished),
    'a plan of 1 step (time',
  ],
];
for (const [name, told, expected] of small)
  test(`a plan of which nothing can be left out is the smallest: ${name}`, () => {
    expect(said('Seen', told)).toContain(expected);
    const isSmallest = htmlReport({ ...RECORDS.leak, leaks: [told] }, OPTIONS).includes('Smallest plan that leaks');
    expect(isSmallest).toBe(expected.startsWith('smallest'));
  });

const asked: readonly (readonly [string, Step, string | undefined])[] = [
  ['another’s thing', { ...look, ref } as Step, "asked GET /doc, for alpha's 1st order, on its own session"],
  ['its own', { ...look, ref: { ...ref, of: 'bravo' } } as Step, undefined],
  ['a thing that nobody has', { ...look, ref, variant: 'absent' } as Step, undefined],
  ['something else', { ...look, by: 'alpha', ref } as Step, undefined],
];
for (const [name, step, expected] of asked)
  test(`whose thing was asked for is told: ${name}`, () => {
    const told = toldOf(1, leakOf({ seenAt: 1, request: 'GET /doc' }), planOf(plant, step));
    expect(said('Then', told)).toContain(expected ?? 'asked GET /doc on its own session');
  });

const share: Step = { do: 'share', by: 'alpha', ref, with: 'bravo' };
const unshare: Step = { ...share, do: 'unshare' };
const nth = (step: Step, number: number) => ({ ...step, ref: { ...ref, nth: number } }) as Step;
const rights: readonly (readonly [string, readonly Step[], string])[] = [
  ['before', [plant, share, unshare, look], 'alpha had shared it with bravo (step 2), and taken that back (step 3).'],
  ['afterwards', [plant, look, share, unshare], ''],
  ['and given again', [plant, share, unshare, share, look], ''],
  ['of another order', [plant, plant, nth(share, 1), nth(unshare, 1), look], ''],
  [
    'of the only one there is',
    [plant, nth(share, 2), nth(unshare, 2), look],
    'alpha had shared it with bravo (step 2), and taken that back (step 3).',
  ],
  ['from somebody else', [plant, { ...share, with: 'colleague' }, { ...unshare, with: 'colleague' }, look], ''],
];
for (const [name, steps, expected] of rights)
  test(`that a right had been taken back is told: ${name}`, () => {
    const told = toldOf(1, leakOf({ seenAt: steps.indexOf(look) }), planOf(...steps));
    expect(said('Also', told)).toBe(expected);
  });

test('a side channel of the status is told by it', () => {
  const [, hint] = HINTS;
  expect(said('Then', hint as Told)).toMatch(/was answered 403, by which it saw that the thing exists\.$/);
});

test('that a run was partial is told beside its leaks, and which cells are counted', () => {
  const partial = 'within 40 s 61 of 117 cells were not looked at: a service that answers slowly needs more time';
  const record = { ...RECORDS.leak, partial };
  const text = terminalReport(record, { ...OPTIONS, color: false, columns: 200 }).replaceAll('\n', ' ');
  expect(text).toContain(`This run is partial: ${partial}.`);
  expect(text).toContain('The matrix has 13 cells:');
  expect(htmlReport(record, OPTIONS)).toMatch(/61 of 117 cells.*The matrix has 13 cells:/s);
  expect(githubSummary(record, OPTIONS)).toContain(`This run is partial: ${partial}.`);
  const whole = terminalReport({ ...record, partial: 'it was interrupted' }, { ...OPTIONS, color: false });
  expect(whole).not.toContain('The matrix has');
});
