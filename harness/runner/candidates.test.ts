import { expect, test } from '@playwright/test';
import type { Plan } from '../model/plan.ts';
import type { Scenario } from '../model/scenario.ts';
import type { Evidence, Leak } from '../model/verdict.ts';
import { candidatesOf, type Teller } from './candidates.ts';
import { Finds, likeliestFirst } from './finds.ts';
import { LIMITS } from './limits.ts';
import { Schedule } from './schedule.ts';

const scenario = { name: 'same-moment', proof: () => ({ is: 'occurred' }) } as unknown as Scenario;
const evidence = { surfaces: {} } as unknown as Evidence;
const http: Plan = { scenario: 'same-moment', over: 'http', steps: [] };
const browser: Plan = {
  scenario: 'same-browser',
  over: 'browser',
  steps: [
    { do: 'look', by: 'alpha', surface: 'list' },
    { do: 'look', by: 'bravo', surface: 'list' },
  ],
};

function leakOf(owner: string, more: Partial<Leak> = {}): Leak {
  const about = {
    oracle: 'foreign-canary',
    surface: 'list',
    driver: 'http',
    resource: 'order',
    plantedAt: 0,
    seenAt: 0,
    sighting: { text: owner },
  };
  return { ...about, owner, viewer: 'p1/bravo', ...more } as Leak;
}

function tellerOf(hooks: object): Teller {
  const target = { hooks, resources: { order: {} } };
  return { stage: { target }, schedule: Schedule.empty(), company: 4 } as unknown as Teller;
}

/** Each candidate of the first turn in words. */
function told(finds: Finds, hooks: object = {}): string[] {
  const all = [...candidatesOf(tellerOf(hooks), finds)].filter(({ tries }) => tries <= LIMITS.triesFirst);
  return all.map(({ found, plan, company }) => {
    const ways = [plan.ownAddresses && 'elsewhere', plan.afresh && 'afresh', plan.steps.at(-1)?.afterMs && 'lingering'];
    return [found.leak.owner, ...ways.filter(Boolean), ...(company > 1 ? ['in company'] : [])].join(' ');
  });
}

function findsOf(plan: Plan, ...leaks: Leak[]): Finds {
  const finds = new Finds();
  for (const leak of leaks) finds.add([leak], { plan, evidence, scenario });
  return finds;
}

test('the best find is played in every quiet manner before the next ones, and those before anybody’s in company', () => {
  const finds = findsOf(http, leakOf('p9/alpha'), leakOf('p1/alpha'), leakOf('p8/alpha'));
  expect(told(finds, { restart: 'restart it' })).toEqual([
    ...['p1/alpha', 'p1/alpha elsewhere', 'p1/alpha afresh', 'p1/alpha in company', 'p1/alpha'],
    ...['p9/alpha', 'p8/alpha', 'p9/alpha in company', 'p8/alpha in company'],
    ...['p1/alpha in company', 'p1/alpha', 'p1/alpha in company'],
  ]);
});

test('what was seen while a pair was enrolled is first asked for directly, by both at an address of their own', () => {
  const seen = { plan: http, evidence: { surfaces: { list: {} } } as unknown as Evidence, scenario };
  const finds = new Finds();
  finds.add([leakOf('p1/alpha', { seenAt: -1 })], seen);
  const [first] = candidatesOf(tellerOf({}), finds);
  expect(first?.plan.steps).toEqual([
    { do: 'look', by: 'alpha', surface: 'list', variant: 'own-url' },
    { do: 'look', by: 'bravo', surface: 'list', variant: 'own-url' },
  ]);
  const unknown = new Finds();
  unknown.add([leakOf('p1/alpha', { seenAt: -1, surface: 'sign in' })], seen);
  expect([...candidatesOf(tellerOf({}), unknown)][0]?.plan.steps, 'nobody can look at a sign-in').toEqual([]);
});

test('what is kept for all who come is first played at addresses of its own, and then whosever it is', () => {
  const calm = findsOf(http, ...Array.from({ length: 5 }, () => leakOf('p9/alpha')), leakOf('p1/alpha'));
  expect(calm.isKept).toBe(true);
  const [elsewhere, quiet] = candidatesOf(tellerOf({}), calm);
  const before = { ...leakOf('p9/alpha'), viewer: 'p1/bravo' };
  expect(elsewhere?.plan.ownAddresses).toBe(true);
  expect(elsewhere?.wanted.accepts?.(before, evidence)).toBe(false);
  expect(quiet?.plan.ownAddresses).toBeUndefined();
  const seen = { surface: 'list', account: 'p1/bravo' };
  const played = { plan: http, accounts: [], journal: [{ step: 0, observations: [seen] }] } as unknown as Evidence;
  expect(quiet?.wanted.accepts?.(before, played), "anybody's").toBe(true);
  expect(quiet?.wanted.accepts?.(before, { ...played, journal: [] }), 'but by a look of the plan').toBe(false);
  const [one, two, three] = ['p7/alpha', 'p8/alpha', 'p9/alpha'].map((owner) => leakOf(owner));
  expect(findsOf(http, one!, two!, three!).isKept, 'what others left behind is each time another').toBe(false);
  expect(findsOf(http, leakOf('p1/alpha'), leakOf('p1/alpha')).isKept).toBe(false);
});

test('without a restart nothing is played afresh, a mail has no other address, and a page is lingered at', () => {
  const mails = findsOf(http, leakOf('p1/alpha', { driver: 'mailbox' }));
  expect(told(mails)).not.toContainEqual(expect.stringMatching(/afresh|elsewhere|lingering/));
  expect(told(findsOf(browser, leakOf('p1/alpha')))[1]).toBe('p1/alpha lingering');
});

test('at a browser a plan ends where the leak was seen; what is lingered at has one step more', () => {
  const manners = candidatesOf(tellerOf({ restart: 'restart it' }), findsOf(browser, leakOf('p1/alpha')));
  const [asFound, lingering, elsewhere, afresh] = manners;
  expect(asFound?.plan.steps).toEqual(browser.steps.slice(0, 1));
  expect(elsewhere?.plan).toEqual({ ...asFound?.plan, ownAddresses: true });
  expect(afresh?.plan).toEqual({ ...asFound?.plan, afresh: true });
  expect(lingering?.plan.steps).toMatchObject([{ by: 'alpha' }, { by: 'bravo', afterMs: LIMITS.lingerMs }]);
  const [whole] = candidatesOf(tellerOf({}), findsOf({ ...browser, over: 'http' }, leakOf('p1/alpha')));
  expect(whole?.plan.steps).toEqual(browser.steps);
});

test('a calm plan is tried before one that has everybody wait, however short that is', () => {
  const finds = findsOf({ ...http, alone: true }, leakOf('p1/alpha'));
  const calm = { ...browser, over: 'http' } as const;
  finds.add([leakOf('p1/alpha')], { plan: calm, evidence, scenario: { ...scenario, name: 'same-service' } });
  expect(finds.all.map(({ plan }) => plan.alone)).toEqual([undefined, true]);
});

test('what a pair was shown of what it had just written is told first, and of that what was seen most', () => {
  const others = findsOf(http, ...Array.from({ length: 5 }, () => leakOf('p9/alpha')));
  const earlier = findsOf(http, ...Array.from({ length: 4 }, () => leakOf('p1/alpha', { plantedAt: -1 })));
  const [once, twice] = [findsOf(http, leakOf('p1/alpha')), findsOf(http, leakOf('p1/alpha'), leakOf('p1/alpha'))];
  const kinds = [others, earlier, once, twice];
  expect(likeliestFirst(kinds).map((kind) => kinds.indexOf(kind))).toEqual([3, 2, 1, 0]);
});

test('only so many finds of a cell are kept', () => {
  const finds = findsOf(http, ...Array.from({ length: 9 }, (_, number) => leakOf(`p${number + 20}/alpha`)));
  expect(finds.rounds.flat()).toHaveLength(LIMITS.findsKeptMax);
  expect(finds.countOf(finds.all[0]!).plans).toBe(9);
});

test('what an earlier play planted is not what a play of the pair itself must show', () => {
  const [first] = candidatesOf(tellerOf({}), findsOf(http, leakOf('p1/alpha')));
  const accepts = (leak: Leak) => first?.wanted.accepts?.(leak, evidence);
  expect(accepts(leakOf('p1/alpha'))).toBe(true);
  expect(accepts(leakOf('p1/alpha', { plantedAt: -1 }))).toBe(false);
  expect(accepts(leakOf('p1/alpha', { plantedAt: -1, resource: 'account' })), 'what signing up planted').toBe(true);
  expect(accepts(leakOf('p2/alpha')), "another pair's").toBe(false);
});
