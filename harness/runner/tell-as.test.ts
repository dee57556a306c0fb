import { expect, test } from '@playwright/test';
import { CATALOGUE } from '../../scenarios/catalogue.ts';
import type { Plan, Step } from '../model/plan.ts';
import type { Scenario } from '../model/scenario.ts';
import type { Evidence, Leak, Proof } from '../model/verdict.ts';
import { toldAs } from './tell-as.ts';

const leak = { oracle: 'foreign-canary', surface: 'list', viewer: 'p0/bravo', seenAt: 1, sighting: { text: 'zq' } };
const write: Step = { do: 'plant', by: 'alpha', resource: 'order' };
const look: Step = { do: 'look', by: 'bravo', surface: 'list' };
const another: Step = { ...look, ref: { of: 'alpha', resource: 'order', nth: 0 } };

/** Everybody's oracle sees the leak; whether the condition occurred is given by name. */
function catalogue(proofs: Record<string, Proof['is']> = {}): readonly Scenario[] {
  const sees = { name: leak.oracle, judge: () => ({ is: 'leak' as const, leaks: [leak as Leak] }) };
  return CATALOGUE.map((scenario) => ({
    ...scenario,
    oracles: [sees],
    proof: () => ({ is: proofs[scenario.name] ?? 'occurred' }) as Proof,
  }));
}

function told(steps: readonly Step[], from: string, all = catalogue(), over: Plan['over'] = 'http'): string {
  const scenario = all.find(({ name }) => name === from) as Scenario;
  const plan: Plan = { scenario: from, over, steps };
  const journal = [
    { step: 1, by: 'bravo', outcome: 'done', observations: [{ surface: 'list', account: 'p0/bravo', facts: {} }] },
  ];
  const evidence = { plan, journal, accounts: [], surfaces: {}, plantings: [], shared: [] } as unknown as Evidence;
  const as = toldAs({ scenario, plan, leak: leak as Leak }, evidence, all);
  expect(as.plan.scenario).toBe(as.scenario.name);
  return as.scenario.name;
}

test('a leak that ordinary steps bring about is told as the ordinary scenario that fits, whichever found it first', () => {
  expect(told([write, look], 'same-cookies')).toBe('same-cache');
  expect(told([write, look], 'anything', catalogue({ 'same-cache': 'ruled-out' }))).toBe('same-service');
  expect(told([write, look], 'same-service')).toBe('same-cache');
  expect(told([write, look], 'same-service', catalogue({ 'same-cache': 'not-shown' }))).toBe('same-service');
  expect(told([write, another], 'anything')).toBe('same-identifier');
  expect(told([write, another], 'same-cache', catalogue(), 'browser')).toBe('same-identifier');
});

test('a leak keeps its scenario where that says more', () => {
  expect(told([write, { ...look, jar: { of: ['alpha', 'bravo'] } }], 'same-cookies')).toBe('same-cookies');
  expect(told([write, { ...look, alongside: true }], 'same-moment')).toBe('same-moment');
  const others = catalogue().filter(({ name }) => name === 'same-cookies');
  expect(told([write, look], 'same-cookies', others), 'no ordinary one saw it').toBe('same-cookies');
});
