import { expect, test } from '@playwright/test';
import type { Plan, Step } from '../model/plan.ts';
import type { Leak } from '../model/verdict.ts';
import { toldAsKept } from './kept.ts';

const ref = { of: 'alpha', resource: 'order', nth: 0 } as const;
const plant: Step = { do: 'plant', by: 'alpha', resource: 'order' };
const look = (by: 'alpha' | 'bravo'): Step => ({ do: 'look', by, surface: 'one order', ref });
const plan = (steps: readonly Step[]): Plan => ({ scenario: 'same-identifier', over: 'http', steps });
const leak = (seenAt: number, scenario = 'same-identifier') =>
  ({
    scenario,
    surface: 'one order',
    owner: 'p0/alpha',
    resource: 'order',
    seenAt,
    also: [],
    cwe: [639],
  }) as unknown as Leak;

test('what opens only after its owner looked was kept on the way', () => {
  const told = toldAsKept(leak(2), plan([plant, look('alpha'), look('bravo')]));
  expect(told.cwe).toEqual([524, 639]);
  expect(told.also).toEqual([expect.stringContaining('its owner had to look there first')]);
});

test('what opens at once is a missing check', () => {
  const same = leak(1);
  expect(toldAsKept(same, plan([plant, look('bravo')]))).toBe(same);
});

test('other scenarios say themselves what is shared', () => {
  const same = leak(2, 'same-cache');
  expect(toldAsKept(same, plan([plant, look('alpha'), look('bravo')]))).toBe(same);
});

test('what was shown of its owner beside the thing that was asked for, was not asked for', () => {
  const same = { ...leak(2), resource: 'account' } as Leak;
  expect(toldAsKept(same, plan([plant, look('alpha'), look('bravo')]))).toBe(same);
});
