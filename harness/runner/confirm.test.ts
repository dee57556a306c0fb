import { expect, test } from '@playwright/test';
import type { Plan } from '../model/plan.ts';
import type { Scenario } from '../model/scenario.ts';
import type { Evidence, Leak } from '../model/verdict.ts';
import type { Teller } from './candidates.ts';
import { confirmAll } from './confirm.ts';
import { Finds } from './finds.ts';

const leak = {
  oracle: 'existence',
  surface: 'one order',
  owner: 'p0/alpha',
  viewer: 'p0/bravo',
  sighting: { text: '' },
};
const found = {
  plan: { scenario: 'no-difference', over: 'http', steps: [] } as Plan,
  evidence: { plan: { over: 'http', steps: [] }, journal: [], accounts: [] } as unknown as Evidence,
  scenario: { name: 'no-difference' } as Scenario,
};

test('a difference that could not be played again is open, and one that several plans have shown is told', async () => {
  const seenOnce = new Finds();
  seenOnce.add([leak as Leak], found);
  const seenTwice = new Finds();
  for (let plan = 0; plan < 2; plan++) seenTwice.add([leak as Leak], found);
  const { told, untold, open } = await confirmAll({} as Teller, [seenOnce, seenTwice], () => true);
  expect(open).toEqual(['a difference at one order was seen, and no time was left to play it again']);
  expect(untold).toEqual([]);
  expect(told).toMatchObject([{ seen: 0, plays: 0 }]);
});
