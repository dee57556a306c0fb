import { expect, test } from '@playwright/test';
import type { Observation } from '../model/observation.ts';
import type { Step } from '../model/plan.ts';
import type { Scenario } from '../model/scenario.ts';
import type { Evidence, Leak, Oracle } from '../model/verdict.ts';
import { looksLent } from './answers.ts';

const PAGE = { by: 'bravo', surface: 'page' } as const;
const STEPS: readonly Step[] = [
  { ...PAGE, do: 'look' },
  { ...PAGE, do: 'look' },
  { ...PAGE, do: 'back' },
];
const seen = {
  ...{ session: 'p0/bravo#1', actor: 'bravo', account: 'p0/bravo', tenant: 'p0/bravo', surface: 'page' },
  ...{ driver: 'browser', request: 'GET /', status: 200, bytes: 9, facts: {}, issued: [], own: ['1:1'], foreign: [] },
} as unknown as Observation;
const evidence = {
  plan: { scenario: 'asks much', over: 'browser', steps: STEPS },
  accounts: [{ id: 'p0/bravo', role: 'bravo', tenant: 'p0/bravo', number: 1 }],
  journal: STEPS.map((_, step) => ({ step, by: 'bravo', outcome: 'done', observations: [seen] })),
  surfaces: { page: {} },
  plantings: [],
  shared: [],
} as unknown as Evidence;

/** Looks lent to a scenario whose oracle sees a leak at this step. */
function lent(leakAt: number | undefined): number {
  const leak = { surface: 'page', seenAt: leakAt, viewer: 'p0/bravo', sighting: { kind: 'canary' } } as unknown as Leak;
  const oracle: Oracle = {
    name: 'any',
    judge: () => (leakAt === undefined ? { is: 'clean', looks: 3 } : { is: 'leak', leaks: [leak] }),
  };
  const scenario = { oracles: [oracle], proof: () => ({ is: 'occurred' }) } as unknown as Scenario;
  return looksLent({ scenario, surface: 'page', driver: 'browser' }, evidence);
}

test('looks that prove something are lent', () => {
  expect(lent(undefined)).toBe(3);
});

test('a plan that leaks to whoever looks lends none', () => {
  expect(lent(1)).toBe(0);
});

test('a leak that only the history shows is no matter of whom it lends to', () => {
  expect(lent(2)).toBe(2);
});
