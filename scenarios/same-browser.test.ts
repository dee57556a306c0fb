import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { supply } from '../harness/runner/supply.ts';
import { sameBrowser } from './same-browser.ts';

const abilities = {
  resources: { order: { change: false, remove: false } },
  surfaces: { 'orders page': { shows: 'order', over: ['browser'] } },
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
