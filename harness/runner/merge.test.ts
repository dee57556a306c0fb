import { expect, test } from '@playwright/test';
import type { Cell } from '../model/cell.ts';
import type { RunRecord } from '../model/record.ts';
import { mergeRecords } from './merge.ts';

const cell = (part: Partial<Cell>): Cell => ({
  surface: 'order list',
  scenario: 'same-cache',
  driver: 'http',
  is: 'clean',
  looks: 10,
  ruledOut: 2,
  leaks: 0,
  rateMin: 0,
  rateMax: 0.26,
  because: [],
  ...part,
});
const blind = cell({ is: 'inconclusive', looks: 0, ruledOut: 0, rateMax: 1, because: ['blind'] });
const lost = cell({ is: 'inconclusive', looks: 5, because: ['lost: p1/alpha does not see its order'] });
const leaking = cell({ is: 'leak', leaks: 3 });

const recordOf = (cells: readonly Cell[], part: Partial<RunRecord> = {}): RunRecord => ({
  version: 1,
  tool: 'misdelivery 0.1.0',
  run: 1,
  startedAt: '2026-11-24T09:00:00.000Z',
  durationMs: 1_000,
  target: { name: 'depot', origin: 'http://127.0.0.1:1', faults: [], traps: [] },
  settings: { seed: 1, scenarios: [] },
  verdict: { is: 'clean', because: '' },
  cells,
  looksNeeded: [],
  leaks: [],
  count: { plans: 1, looks: 10, observations: 20, bytes: 300, accounts: 2, retired: 2, leaks: 0 },
  left: [],
  notes: [],
  ...part,
});

const cases: readonly [string, readonly Cell[], Cell['is'], number][] = [
  ['two clean runs', [cell({}), cell({})], 'clean', 20],
  ['a clean one and one that never got there', [cell({}), blind], 'clean', 10],
  ['a clean one and one that lost something', [cell({}), lost], 'inconclusive', 15],
  ['two blind ones', [blind, blind], 'inconclusive', 0],
  ['a clean one and a leaking one', [cell({}), leaking], 'leak', 20],
  ['a lost one and a leaking one', [lost, leaking], 'leak', 15],
];

for (const [name, cells, is, looks] of cases) {
  test(`${name} → ${is}`, () => {
    const merged = mergeRecords(cells.map((each) => recordOf([each])));
    expect(merged.cells).toHaveLength(1);
    expect(merged.cells[0]).toMatchObject({ is, looks });
    expect(merged.verdict.is).toBe(is);
  });
}

test('looks add up, and so does what they are worth', () => {
  const [merged] = mergeRecords([recordOf([cell({})]), recordOf([cell({ looks: 90 })])]).cells;
  expect(merged).toMatchObject({ looks: 100, ruledOut: 4 });
  expect(merged?.rateMax).toBeCloseTo(0.0295, 4);
});

test('one partial run makes the whole partial', () => {
  const merged = mergeRecords([recordOf([cell({})]), recordOf([cell({})], { partial: 'it was interrupted' })]);
  expect(merged).toMatchObject({ partial: 'it was interrupted', verdict: { is: 'inconclusive' } });
});

test('settings that differ are listed, the others stay', () => {
  const merged = mergeRecords([recordOf([]), recordOf([], { settings: { seed: 2, scenarios: [] }, run: 2 })]);
  expect(merged.settings).toEqual({ seed: [1, 2], scenarios: [] });
  expect(merged.count).toMatchObject({ plans: 2, observations: 40 });
});

test('one run stays as it is', () => {
  const record = recordOf([cell({})]);
  expect(mergeRecords([record])).toBe(record);
});

test('runs of two targets are refused', () => {
  const other = recordOf([], { target: { name: 'shop', origin: 'http://127.0.0.1:2', faults: [], traps: [] } });
  expect(() => mergeRecords([recordOf([]), other])).toThrow(/2 targets: depot, shop/);
});
