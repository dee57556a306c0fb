import { expect, test } from '@playwright/test';
import type { Plan, Step } from '../model/plan.ts';
import type { Scenario } from '../model/scenario.ts';
import { WHOAMI } from '../model/target.ts';
import type { Evidence, Leak } from '../model/verdict.ts';
import { Finds, sortInto } from './finds.ts';

const look = (variant: 'plain' | 'own-url'): Step => ({ do: 'look', by: 'bravo', surface: 'list', variant });
const leak = (seenAt: number) =>
  ({
    oracle: 'session-provenance',
    surface: 'list',
    owner: 'p1/alpha',
    viewer: 'p1/bravo',
    plantedAt: -1,
    seenAt,
    sighting: { text: '' },
  }) as unknown as Leak;
const found = (...steps: Step[]) => ({
  plan: { scenario: 'same-cache', over: 'http', steps } as Plan,
  evidence: {} as Evidence,
  scenario: { name: 'same-cache' } as Scenario,
});

test('a leak at an address that the play alone had asked for is played again before one at an address of everybody', () => {
  const finds = new Finds();
  finds.add([leak(0), leak(1)], found(look('plain'), look('own-url')));
  expect(finds.all.map((each) => each.leak.seenAt)).toEqual([1]);

  const kept = new Finds();
  kept.add([leak(0)], found(look('plain')));
  kept.add([leak(0)], { ...found(look('own-url')), scenario: { name: 'anything' } as Scenario });
  expect(kept.all.map((each) => each.scenario.name)).toEqual(['anything', 'same-cache']);
});

test('what shows without a browser is played again without one, and else without sharing one', () => {
  const finds = new Finds();
  const [seated, apart] = [found(look('own-url')), found(look('plain'), look('plain'), look('plain'))];
  finds.add([leak(0)], {
    ...seated,
    plan: { ...seated.plan, over: 'browser', profile: 'shared' },
    scenario: { name: 'same-browser' } as Scenario,
  });
  finds.add([leak(0)], { ...apart, plan: { ...apart.plan, over: 'browser' } });
  finds.add([leak(0)], found(look('plain'), look('plain')));
  const doors = finds.all.map(({ plan: { over, profile } }) => profile ?? over);
  expect(doors).toEqual(['http', 'browser', 'shared']);
});

test('whatever names somebody else where one asks who one is, is one kind of leak', () => {
  const kinds = new Map<string, Finds>();
  const at = (oracle: string, surface = WHOAMI) => ({ ...leak(0), oracle, surface }) as Leak;
  sortInto(kinds, [at('identity'), at('foreign-canary'), at('revoked'), at('foreign-canary', 'list')], found());
  expect([...kinds.keys()].sort()).toEqual(['foreign-canary|list', `identity|${WHOAMI}`, `revoked|${WHOAMI}`]);
});
