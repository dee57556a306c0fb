import { expect, test } from '@playwright/test';
import { LANDING } from '../model/target.ts';
import type { Job } from './job.ts';
import { unasked } from './unasked.ts';

const job = (isBegun: boolean, lane: Job['lane'] = 'many', surface = 'list', left = 3) =>
  ({ isBegun, left, lane, facts: { surface } }) as Job;

test('says how many cells time did not suffice for, and how much most likely would', () => {
  const words = unasked([job(true), job(true), job(false), job(false)], 150_000);
  expect(words).toMatch(/^within 150 s 2 of 4 cells were not looked at: .*--budget 7m,/);
});

test('says nothing where each cell had a plan, has none, or is a landing page that no browser came to', () => {
  const played = [job(true), job(false, 'many', 'list', 0), job(false, 'browser', LANDING)];
  expect(unasked(played, 150_000)).toBeUndefined();
  expect(unasked([...played, job(false, 'browser')], 150_000)).toContain('1 of 3 cells');
});
