import { expect, test } from '@playwright/test';
import { CATALOGUE } from '../../scenarios/catalogue.ts';
import type { Plan, Step } from '../model/plan.ts';
import type { Scenario } from '../model/scenario.ts';
import type { Evidence, Leak, Proof } from '../model/verdict.ts';
import { toldAs } from './tell-as.ts';

const leak = {
  oracle: 'foreign-canary',
  surface: 'list',
  owner: 'p0/alpha',
  viewer: 'p0/bravo',
  seenAt: 1,
  sighting: { text: 'zq' },
};
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

interface Circumstances {
  readonly all?: readonly Scenario[];
  readonly over?: Plan['over'];
  readonly isPruned?: boolean;
  readonly about?: Partial<Leak>;
  readonly played?: readonly Scenario[];
}

function told(
  steps: readonly Step[],
  from: string,
  { all = catalogue(), over = 'http', isPruned = true, about = {}, played = CATALOGUE }: Circumstances = {},
): string {
  const scenario = all.find(({ name }) => name === from) as Scenario;
  const plan: Plan = { scenario: from, over, steps };
  const journal = [
    { step: 1, by: 'bravo', outcome: 'done', observations: [{ surface: 'list', account: 'p0/bravo', facts: {} }] },
  ];
  const evidence = { plan, journal, accounts: [], surfaces: {}, plantings: [], shared: [] } as unknown as Evidence;
  const as = toldAs({ scenario, plan, leak: { ...leak, ...about } as Leak }, evidence, {
    scenarios: all,
    played,
    isPruned,
  });
  expect(as.plan.scenario).toBe(as.scenario.name);
  return as.scenario.name;
}

test('a leak that ordinary steps bring about is told as the ordinary scenario that fits, whichever found it first', () => {
  expect(told([write, look], 'same-cookies')).toBe('same-cache');
  const ruledOut = { all: catalogue({ 'same-cache': 'ruled-out' }) };
  expect(told([write, look], 'anything', ruledOut), 'what leaks was not ruled out').toBe('same-cache');
  expect(told([write, look], 'same-service')).toBe('same-cache');
  const notShown = { all: catalogue({ 'same-cache': 'not-shown' }) };
  expect(told([write, look], 'same-service', notShown)).toBe('same-service');
  expect(told([write, another], 'anything')).toBe('same-identifier');
  expect(told([write, another], 'same-cache', { over: 'browser' })).toBe('same-identifier');
});

test('a leak keeps its scenario where that says more', () => {
  expect(told([write, { ...look, jar: { of: ['alpha', 'bravo'] } }], 'same-cookies')).toBe('same-cookies');
  expect(told([write, { ...look, alongside: true }], 'same-moment')).toBe('same-moment');
  const others = catalogue().filter(({ name }) => name === 'same-cookies');
  const jar: Step = { ...look, jar: { of: ['alpha', 'bravo'] } };
  expect(told([write, jar], 'same-cookies', { all: others }), 'no ordinary one could have').toBe('same-cookies');
});

test('an ordinary scenario that never met the leak tells it, where the plan is one of its own', () => {
  const [cookies] = catalogue().filter(({ name }) => name === 'same-cookies');
  const cache = { ...(cookies as Scenario), name: 'same-cache', claims: () => false };
  expect(told([write, another], 'same-cache', { all: [cache], played: catalogue() })).toBe('same-identifier');
});

test('where looks may be left that nothing needs, the scenario that asks for least tells it', () => {
  expect(told([write, look], 'same-cookies', { isPruned: false })).toBe('same-service');
});

test('what another pair is shown, or came before the plan, has nothing to do with what this pair alone shared', () => {
  const others = { about: { owner: 'p9/alpha' } } as const;
  const sits: Step = { do: 'switch-account', by: 'bravo', how: 'sign-out' };
  expect(told([write, sits, look], 'same-browser', { ...others, over: 'browser' })).toBe('same-service');
  expect(told([write, sits, look], 'same-browser', { over: 'browser' })).toBe('same-browser');
  expect(told([write, look, look, sits], 'same-process', others), 'all share the process').toBe('same-process');
  expect(told([], 'same-identifier', { about: { seenAt: -1 } })).toBe('same-service');
});
