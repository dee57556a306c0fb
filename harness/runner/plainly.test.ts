import { expect, test } from '@playwright/test';
import type { Plan, Step } from '../model/plan.ts';
import type { Evidence, Leak } from '../model/verdict.ts';
import { planting } from './candidates.ts';
import type { Found } from './finds.ts';
import { plainly } from './plainly.ts';
import { Rest } from './rest.ts';

const surfaces = { list: { shows: 'order' }, one: { shows: 'order', takes: 'order' } };
const plantings = [{ resource: 'order' }];
const ref = { of: 'alpha', resource: 'order', nth: 2 } as const;

function foundOf(steps: readonly Step[], leak: Partial<Leak> = {}, over: Plan['over'] = 'http'): Found {
  const seen = { surface: 'list', driver: over, resource: 'order', owner: 'p1/alpha', viewer: 'p1/bravo' };
  return {
    leak: { ...seen, plantedAt: 0, seenAt: steps.length - 1, ...leak } as Leak,
    plan: { scenario: 'interrupted', over, steps },
    evidence: { surfaces, plantings } as unknown as Evidence,
    scenario: {} as Found['scenario'],
  };
}

const hangsUp: Step = { do: 'abort', by: 'alpha', surface: 'list', bytes: 0 };
const looks: Step = { do: 'look', by: 'bravo', surface: 'list' };

test('whatever was going on when a leak was seen, the simplest plan has two writes and two looks', () => {
  expect(plainly(foundOf([hangsUp, looks]))?.steps).toEqual([
    { do: 'plant', by: 'alpha', resource: 'order' },
    { do: 'plant', by: 'bravo', resource: 'order' },
    { do: 'look', by: 'alpha', surface: 'list' },
    looks,
  ]);
});

test('whoever asked for what is another’s does so again, and so does a visitor', () => {
  const one: Step = { do: 'look', by: 'bravo', surface: 'one', ref };
  const last = (...given: Parameters<typeof foundOf>) => plainly(foundOf(...given))?.steps.at(-1);
  expect(last([hangsUp, one], { surface: 'one' })).toMatchObject({ by: 'bravo', ref: { of: 'alpha', nth: 0 } });
  const visits: Step = { ...looks, by: 'visitor' };
  expect(last([hangsUp, visits], { viewer: 'p1/visitor' })).toEqual(visits);
  expect(last([hangsUp, { ...one, ref: { ...ref, of: 'bravo' } }], { surface: 'one' })).toMatchObject({
    ref: { of: 'bravo' },
  });
});

test('where the owner belonged to another pair, the other of this one stands in for it', () => {
  const steps = plainly(
    foundOf([hangsUp, { ...looks, by: 'alpha' }], { owner: 'p9/alpha', viewer: 'p1/alpha' }),
  )?.steps;
  expect(steps?.filter((step) => step.do === 'look').map(({ by }) => by)).toEqual(['bravo', 'alpha']);
});

test('a plan that is as simple, or at a browser, is played as it is', () => {
  expect(plainly(foundOf([{ do: 'plant', by: 'alpha', resource: 'order' }, looks]))).toBeUndefined();
  expect(plainly(foundOf([hangsUp, looks], {}, 'browser'))).toBeUndefined();
  expect(plainly(foundOf([hangsUp, looks], { surface: 'sign in' })), 'nobody can look at a sign-in').toBeUndefined();
});

test('what an earlier plan had made is made again before the plan that showed it', () => {
  const switches: Step = { do: 'switch-account', by: 'bravo', how: 'sign-out' };
  const found = foundOf([switches, looks, looks], { plantedAt: -1, seenAt: 1 }, 'browser');
  expect(planting(found)?.steps).toEqual([{ do: 'plant', by: 'alpha', resource: 'order' }, switches, looks]);
  expect(planting(foundOf([switches, looks], { plantedAt: 0 }, 'browser'))).toBeUndefined();
  expect(planting(foundOf([switches, looks], { plantedAt: -1, resource: 'account' }, 'browser'))).toBeUndefined();
});

test('a rest grows while it is too short, and ends where the longest was in vain', () => {
  const rest = new Rest();
  const grown = Array.from({ length: 6 }, () => [rest.grows(), rest.ms]);
  expect(grown).toEqual([
    [true, 500],
    [true, 1_000],
    [true, 2_000],
    [true, 4_000],
    [false, 0],
    [false, 0],
  ]);
});
