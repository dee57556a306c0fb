import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import type { Abilities } from '../harness/index.ts';
import { CATALOGUE } from './catalogue.ts';

const over = ['http', 'browser', 'stream', 'mailbox'] as const;

/** A target with so many kinds of things, each with a list and a view of one, and a page that shows the account. */
function targetWith(resources: number): Abilities {
  const names = Array.from({ length: resources }, (_, index) => `thing${index}`);
  return {
    resources: Object.fromEntries(names.map((name) => [name, { change: false, remove: false }])),
    surfaces: {
      ...Object.fromEntries(names.map((name) => [`${name} list`, { shows: name, over }])),
      ...Object.fromEntries(names.map((name) => [`one ${name}`, { shows: name, takes: name, over }])),
      'who am I': { shows: 'account', over },
      'landing page': { over },
    },
    colleague: false,
    signOut: false,
  };
}

for (const resources of [0, 1, 2, 5]) {
  test(`every scenario makes plans, or none, for a target with ${resources} kinds of things`, () => {
    const abilities = targetWith(resources);
    for (const scenario of CATALOGUE) {
      for (const surface of Object.keys(abilities.surfaces)) {
        const plans = scenario.plans(abilities, surface);
        const made = plans === undefined ? [] : fc.sample(plans, { seed: 1, numRuns: 5 });
        expect(
          made.every(({ steps }) => steps.length > 0),
          `${scenario.name} × ${surface}`,
        ).toBe(true);
      }
    }
  });
}

test('every scenario makes plans, or none, for a surface that is the only one, background work among them', () => {
  for (const facts of [{ over }, { over: ['http'], isJob: true }] as const) {
    const abilities = { ...targetWith(1), surfaces: { 'thing0 export': { shows: 'thing0', ...facts } } };
    for (const scenario of CATALOGUE) {
      const plans = scenario.plans(abilities, 'thing0 export');
      const made = plans === undefined ? [] : fc.sample(plans, { seed: 1, numRuns: 5 });
      expect(
        made.every(({ steps }) => steps.every((step) => !('surface' in step) || step.surface === 'thing0 export')),
        scenario.name,
      ).toBe(true);
    }
  }
});
