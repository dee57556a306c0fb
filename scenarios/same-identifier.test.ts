import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import type { Abilities } from '../harness/index.ts';
import { sameIdentifier } from './same-identifier.ts';

const abilities: Abilities = {
  resources: { order: { change: true, remove: true } },
  surfaces: { 'one order': { shows: 'order', takes: 'order', over: ['http'] } },
  colleague: false,
  signOut: false,
};

test('the first few plans already try to change and to remove what is another’s', () => {
  const plans = sameIdentifier.plans(abilities, 'one order');
  expect(plans).toBeDefined();
  for (let seed = 1; seed <= 20; seed++) {
    const steps = fc.sample(plans as NonNullable<typeof plans>, { seed, numRuns: 8 }).flatMap((plan) => plan.steps);
    const verbs = new Set(steps.map((step) => step.do));
    expect(verbs.has('change') && verbs.has('remove'), `seed ${seed}`).toBe(true);
  }
});
