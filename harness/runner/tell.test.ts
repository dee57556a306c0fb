import { expect, test } from '@playwright/test';
import type { Told } from '../model/record.ts';
import { surestFirst } from './tell.ts';

const told = (number: number, seen: number, plays: number) => ({ number, seen, plays }) as Told;

test('what comes back for sure is read first, and the first of equals stays first', () => {
  const all = [told(1, 0, 64), told(2, 4, 10), told(3, 1, 1), told(4, 10, 10), told(5, 10, 10), told(6, 0, 0)];
  const sorted = surestFirst(all).map(({ number, seen, plays }) => [number, seen, plays]);
  expect(sorted).toEqual([
    [1, 10, 10],
    [2, 10, 10],
    [3, 1, 1],
    [4, 4, 10],
    [5, 0, 64],
    [6, 0, 0],
  ]);
});

test('of what did not come back, what the run saw most is read first', () => {
  const seldom = { ...told(1, 0, 9), inRun: { leaks: 1, looks: 400 }, company: 1 };
  const often = { ...told(2, 0, 9), inRun: { leaks: 14, looks: 24 }, company: 2 };
  expect(surestFirst([seldom, often]).map(({ company }) => company)).toEqual([2, 1]);
});
