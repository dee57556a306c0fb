import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { supply } from '../harness/runner/supply.ts';
import { PAIR } from './arbitraries.ts';
import { sameBrowser } from './same-browser.ts';

const abilities = {
  resources: { order: { change: false, remove: false } },
  surfaces: { 'orders page': { shows: 'order', over: ['browser'] }, 'landing page': { over: ['browser'] } },
  colleague: false,
  signOut: true,
} as const;

test('the four plans that a short run plays are one after a sign-out on foot, one by address, one of a stranger and one untold', () => {
  const plans = sameBrowser.plans(abilities, 'orders page') ?? fc.constant(undefined as never);
  const kinds = Array.from({ length: 20 }, (_, seed) => {
    const planAt = supply(plans, 'browser', seed, 'cell', sameBrowser);
    return [0, 1, 2, 3].map((number) => sameBrowser.kindOf?.(planAt(number))).sort();
  });
  for (const each of kinds) expect(each).toEqual(['a stranger', 'by address', 'on foot', 'untold']);
});

test('where a page shows nothing by itself both plant something all the same, for the browser may keep it', () => {
  const plans = sameBrowser.plans(abilities, 'landing page') ?? fc.constant(undefined as never);
  for (const { steps } of fc.sample(plans, { seed: 1, numRuns: 20 }))
    expect(steps.slice(0, 2)).toEqual(PAIR.map((by) => ({ do: 'plant', by, resource: 'order' })));
});
