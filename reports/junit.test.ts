import { expect, test } from '@playwright/test';
import type { RunRecord } from '../harness/index.ts';
import { OPTIONS } from './golden/options.ts';
import { RECORDS } from './golden/records.ts';
import { junitReport } from './junit.ts';

const { clean, leak, inconclusive } = RECORDS;
const partial = { ...clean, partial: 'it was interrupted' };
const allowed = { ...inconclusive, settings: { ...inconclusive.settings, allowInconclusive: true } };

const cases: readonly [string, RunRecord, { failure: number; error: number; skipped: number }][] = [
  ['a clean run is green', clean, { failure: 0, error: 0, skipped: 0 }],
  [
    'a leaking cell fails, and so does a leak without a cell',
    leak,
    { failure: leak.leaks.length, error: 0, skipped: 0 },
  ],
  ['an inconclusive cell is an error, and so is a partial run', inconclusive, { failure: 0, error: 4, skipped: 0 }],
  [
    'where inconclusive cells are allowed they are skipped, but a partial run is not',
    allowed,
    { failure: 0, error: 1, skipped: 3 },
  ],
  ['a partial run whose cells are clean is not green', partial, { failure: 0, error: 1, skipped: 0 }],
  ['a run without cells is not green', { ...clean, cells: [] }, { failure: 0, error: 1, skipped: 0 }],
  [
    'told leaks fail although every cell is called clean',
    { ...clean, leaks: leak.leaks },
    { failure: leak.leaks.length, error: 0, skipped: 0 },
  ],
];

for (const [name, record, expected] of cases) {
  test(name, () => {
    const xml = junitReport(record, OPTIONS);
    for (const [kind, count] of Object.entries(expected))
      expect((xml.match(new RegExp(`<${kind}\\b`, 'g')) ?? []).length, kind).toBe(count);
    expect(xml).toMatch(
      new RegExp(`failures="${expected.failure}" errors="${expected.error}" skipped="${expected.skipped}"`),
    );
  });
}
