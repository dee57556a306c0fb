import { expect, test } from '@playwright/test';
import { Ajv } from 'ajv';
import type { RunRecord } from '../harness/index.ts';
import { OPTIONS } from './golden/options.ts';
import { RECORDS } from './golden/records.ts';
import { SARIF_ESSENTIALS } from './sarif/essentials.ts';
import { sarifReport } from './sarif.ts';

const validate = new Ajv({ allErrors: true }).compile(SARIF_ESSENTIALS);

function runOf(record: RunRecord) {
  const log = JSON.parse(sarifReport(record, OPTIONS));
  validate(log);
  expect(validate.errors).toBeNull();
  return log.runs[0];
}

test('every leak is a result whose rule exists', () => {
  const { tool, results } = runOf(RECORDS.leak);
  expect(results).toHaveLength(RECORDS.leak.leaks.length);
  for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
});

test('every weakness that is named is in the taxonomy', () => {
  const { taxonomies, results } = runOf(RECORDS.leak);
  const known = taxonomies[0].taxa.map(({ id }: { id: string }) => id);
  for (const { taxa } of results) for (const { id } of taxa) expect(known).toContain(id);
});

test('a clean run has no result and succeeded', () => {
  const { results, invocations } = runOf(RECORDS.clean);
  expect(results).toEqual([]);
  expect(invocations[0]).toMatchObject({ executionSuccessful: true, toolExecutionNotifications: [] });
});

test('an inconclusive run is not taken for a clean one', () => {
  const { invocations } = runOf(RECORDS.inconclusive);
  expect(invocations[0].executionSuccessful).toBe(false);
  expect(invocations[0].toolExecutionNotifications).toHaveLength(3);
});

test('the same leak has the same fingerprint in another run', () => {
  const later = { ...RECORDS.leak, run: 8, startedAt: '2026-11-25T09:00:00.000Z' };
  const prints = (record: RunRecord) =>
    runOf(record).results.map(({ partialFingerprints }: { partialFingerprints: unknown }) => partialFingerprints);
  expect(prints(later)).toEqual(prints(RECORDS.leak));
  expect(new Set(prints(later).map(JSON.stringify)).size).toBe(RECORDS.leak.leaks.length);
});
