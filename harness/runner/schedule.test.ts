import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import type { Judgement } from '../model/cell.ts';
import type { DriverName, Plan } from '../model/plan.ts';
import type { Abilities, Scenario } from '../model/scenario.ts';
import type { Evidence, Leak } from '../model/verdict.ts';
import { Schedule } from './schedule.ts';
import { settle } from './settings.ts';

const scenario = (name: string): Scenario => ({
  name,
  shares: 'a table',
  question: 'Who sits at it?',
  cwe: [488],
  over: 'http',
  plans: (_, surface) =>
    fc.array(fc.constantFrom('alpha', 'bravo'), { minLength: 1, maxLength: 6 }).map((actors): Plan => {
      return { scenario: name, over: 'http', steps: actors.map((by) => ({ do: 'look', by, surface })) };
    }),
  proof: () => ({ is: 'occurred' }),
  oracles: [],
});

const abilities = (surfaces: readonly string[]): Abilities => ({
  resources: {},
  surfaces: Object.fromEntries(surfaces.map((name) => [name, { over: ['http'] }])),
  colleague: false,
  signOut: false,
});

const settings = (options: Parameters<typeof settle>[0]) => settle({ seed: 5, ...options }, () => 1);
const scheduleOf = (scenarios: number, surfaces: number, options: Parameters<typeof settle>[0] = {}) =>
  Schedule.plan(
    Array.from({ length: scenarios }, (_, index) => scenario(`scenario ${index}`)),
    abilities(Array.from({ length: surfaces }, (_, index) => `surface ${index}`)),
    settings(options),
  );
const judged = (looks: number, leaks: readonly Leak[] = []): Judgement => ({ looks, ruledOut: 0, leaks, doubts: [] });
const leakAt = (surface: string): Leak => ({ surface, driver: 'http', seenAt: 1, viewer: 'p0/bravo' }) as Leak;

/** Plays so many plans, each judged before the next one begins; says where. */
function played(schedule: Schedule, count: number, judge: (surface: string) => Judgement): string[] {
  return Array.from({ length: count }, () => {
    const next = schedule.take();
    if (next === undefined) return 'nothing';
    schedule.add(next.job, judge(next.job.facts.surface));
    return `${next.job.facts.scenario.name} × ${next.job.facts.surface}`;
  });
}

test('the first plans ask every question, each of another surface', () => {
  const first = played(scheduleOf(3, 4), 3, () => judged(2));
  expect(first).toEqual(['scenario 0 × surface 0', 'scenario 1 × surface 1', 'scenario 2 × surface 2']);
});

test('plans know of no surface that was not asked for', () => {
  const curious: Scenario = {
    ...scenario('curious'),
    plans: (able) =>
      fc.constant({
        scenario: 'curious',
        over: 'http',
        steps: Object.keys(able.surfaces).map((surface) => ({ do: 'look', by: 'alpha', surface })),
      }),
  };
  const asked = { surfaces: ['list', 'one'], plans: 1 };
  const { jobs } = Schedule.plan([curious], abilities(['list', 'other', 'one']), settings(asked));
  const looked = jobs.flatMap(({ plans }) => plans.flatMap(({ steps }) => steps.map((step) => Object(step).surface)));
  expect([...new Set(looked)]).toEqual(['list', 'one']);
});

test('every cell is looked at before one is looked at again', () => {
  const all = played(scheduleOf(3, 4), 12, () => judged(30));
  expect(new Set(all).size).toBe(12);
});

test('the time goes where the fewest looks are proven', () => {
  const counts = count(played(scheduleOf(1, 2, { plans: 1_000 }), 300, (at) => judged(at === 'surface 0' ? 20 : 2)));
  expect(counts['scenario 0 × surface 1']).toBeGreaterThan(250);
});

test('a surface that proves nothing does not take all the time', () => {
  const counts = count(played(scheduleOf(1, 2, { plans: 1_000 }), 100, (at) => judged(at === 'surface 0' ? 0 : 2)));
  expect(counts['scenario 0 × surface 1']).toBe(50);
});

test('late, only cells that prove nothing yet are played, and a blind one is given up', () => {
  const schedule = scheduleOf(1, 2, { plans: 1_000 });
  played(schedule, 2, (at) => judged(at === 'surface 0' ? 0 : 2));
  expect(schedule.isSettled).toBe(false);
  const late: string[] = [];
  for (let next = schedule.take('many', true, true); next !== undefined; next = schedule.take('many', true, true)) {
    expect(schedule.hasFor('many', true), 'its plan under way may settle it').toBe(false);
    schedule.add(next.job, judged(0));
    late.push(next.job.facts.surface);
  }
  expect(new Set(late)).toEqual(new Set(['surface 0']));
  expect(late.length).toBeLessThan(10);
  expect(schedule.isSettled).toBe(true);
  expect(schedule.hasFor('many', true)).toBe(false);
});

test('a cell that leaks gives way to the others, and is still played', () => {
  const schedule = scheduleOf(1, 2, { plans: 1_000 });
  const counts = count(played(schedule, 100, (at) => judged(2, at === 'surface 0' ? [leakAt(at)] : [])));
  expect(counts['scenario 0 × surface 0']).toBeLessThan(30);
  expect(counts['scenario 0 × surface 0']).toBeGreaterThan(10);
});

test('a plan under way counts, so that lanes do not all play the same cell', () => {
  const schedule = scheduleOf(1, 4);
  const surfaces = Array.from({ length: 4 }, () => schedule.take()?.job.facts.surface);
  expect(new Set(surfaces).size).toBe(4);
});

test('a leak on a surface that the plan was not about counts there, as a look too', () => {
  const schedule = scheduleOf(1, 2);
  const next = schedule.take();
  if (next !== undefined) schedule.add(next.job, judged(3, [leakAt('surface 1')]));
  expect(schedule.cells()).toMatchObject([
    { surface: 'surface 0', is: 'clean', looks: 3, leaks: 0, rateMin: 0 },
    { surface: 'surface 1', is: 'leak', looks: 1, leaks: 1, rateMax: 1 },
  ]);
});

const atBrowser = { over: ['browser'], shows: 'order' } as const;
const lookedAt = (over: DriverName, ...surfaces: readonly string[]): Evidence => {
  const seen = { session: 'p0/alpha#1', actor: 'alpha', account: 'p0/alpha', tenant: 'p0/alpha', status: 200 };
  const about = { driver: over, request: 'GET /', facts: {}, issued: [], carried: [], own: ['0:1'], foreign: [] };
  const fields = [{ field: 'recipient', shape: 'person', slot: 1 }];
  return {
    run: 1,
    plan: { scenario: 'any', over, steps: surfaces.map((surface) => ({ do: 'look', by: 'alpha', surface })) },
    cwe: [488],
    accounts: [{ id: 'p0/alpha', role: 'alpha', tenant: 'p0/alpha', number: 0, email: 'a@example.com' }],
    journal: surfaces.map((surface, step) => {
      return { step, by: 'alpha', outcome: 'done', observations: [{ ...seen, ...about, surface }] };
    }),
    plantings: [{ step: 0, account: 'p0/alpha', resource: 'order', nth: 0, outcome: 'done', fields }],
    surfaces: Object.fromEntries(surfaces.map((surface) => [surface, { shows: 'order' }])),
    shared: [],
  } as unknown as Evidence;
};

test('a plan that asks the same of all it looks at answers for each of these, and for no other', () => {
  const all = { ...scenario('asks all'), asksAll: true } as const;
  const schedule = Schedule.plan([all, scenario('asks one')], abilities(['list', 'page', 'form']), settings({}));
  const next = schedule.take();
  if (next !== undefined) schedule.judge(next.job, lookedAt('http', 'list', 'page'));
  const looks = schedule.cells().map(({ scenario, surface, looks }) => [scenario, surface, looks]);
  expect(looks.filter(([, , count]) => count !== 0)).toEqual([
    ['asks all', 'list', 1],
    ['asks all', 'page', 1],
  ]);
});

test('who asks for less is answered by who asks for more, and plays when nobody else is left', () => {
  const little = { ...scenario('asks little'), also: ['browser'] } as const;
  const much = { ...scenario('asks much'), also: ['browser'], answers: ['asks little'] } as const;
  const schedule = Schedule.plan([little, much], { ...abilities([]), surfaces: { page: atBrowser } }, settings({}));
  const next = schedule.take('browser');
  expect(next?.job.facts.scenario.name).toBe('asks much');
  if (next !== undefined) schedule.judge(next.job, lookedAt('browser', 'page'));
  expect(schedule.cells()).toMatchObject([
    { scenario: 'asks little', is: 'clean', looks: 1 },
    { scenario: 'asks much', is: 'clean', looks: 1 },
  ]);
  expect(schedule.isSettled && schedule.isBegun('browser')).toBe(true);
});

test('late, nobody plays whom a plan under way may answer', () => {
  const much = { ...scenario('asks much'), answers: ['asks little'] } as const;
  const schedule = Schedule.plan([scenario('asks little'), much], abilities(['page']), settings({}));
  const next = schedule.take('many', true, true);
  expect(next?.job.facts.scenario.name).toBe('asks much');
  expect(schedule.hasFor('many', true)).toBe(false);
  if (next !== undefined) schedule.judge(next.job, lookedAt('http'));
  expect(schedule.take('many', true, true)?.job.facts.scenario.name, 'it did not').toBe('asks little');
});

test('all plans played: there is nothing left', () => {
  const schedule = scheduleOf(2, 2, { plans: 3 });
  expect(schedule.left).toBe(12);
  expect(new Set(played(schedule, 12, () => judged(1)))).not.toContain('nothing');
  expect(schedule.take()).toBeUndefined();
});

test('the same seed makes the same plans, however many are asked for and whatever else is played', () => {
  const plansOf = (options: Parameters<typeof settle>[0], surfaces: number) => {
    const [job] = scheduleOf(1, surfaces, options).jobs;
    return Array.from({ length: 45 }, (_, index) => job?.facts.planAt(index));
  };
  const plans = plansOf({ plans: 45 }, 1);
  expect(plansOf({ budgetMs: 1_000 }, 3)).toEqual(plans);
  expect(plansOf({ plans: 45, seed: 6 }, 1)).not.toEqual(plans);
  expect(new Set(plans.slice(20, 40).map((plan) => JSON.stringify(plan))).size).toBeGreaterThan(5);
  expect(plans.slice(20, 40)).not.toEqual(plans.slice(0, 20));
});

test('a budget alone means as many plans as it allows', () => {
  expect(settings({}).plans).toBe(20);
  expect(settings({ budgetMs: 5_000 }).plans).toBe(10_000);
  expect(settings({ budgetMs: 5_000, plans: 3 }).plans).toBe(3);
});

function count(names: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

test('plans that are played alone wait for their lane', () => {
  const quiet: Scenario = { ...scenario('quiet'), alone: true };
  const schedule = Schedule.plan([scenario('loud'), quiet], abilities(['table']), settings({ plans: 3 }));
  const namesFor = (lane: 'many' | 'alone', count: number) =>
    Array.from({ length: count }, () => schedule.take(lane)?.job.facts.scenario.name);
  expect(schedule.hasFor('alone')).toBe(true);
  expect(namesFor('many', 4)).toEqual(['loud', 'loud', 'loud', undefined]);
  expect([schedule.isBegun('many', 'browser'), schedule.isBegun('alone')]).toEqual([true, false]);
  expect(namesFor('alone', 4)).toEqual(['quiet', 'quiet', 'quiet', undefined]);
});

test('plans that a careless service may not survive wait until they are asked for', () => {
  const daring = { ...scenario('daring'), isDaring: ({ steps }: Plan) => steps.length > 3 };
  const schedule = Schedule.plan([daring], abilities(['orders']), settings({ plans: 20 }));
  const lengths = (dare: boolean) => {
    const all: number[] = [];
    for (let next = schedule.take('many', dare); next !== undefined; next = schedule.take('many', dare))
      all.push(next.plan.steps.length);
    return all;
  };
  const calm = lengths(false);
  const rest = lengths(true);
  expect(Math.max(...calm)).toBeLessThanOrEqual(3);
  expect(Math.min(...rest)).toBeGreaterThan(3);
  expect(calm.length + rest.length).toBe(20);
});
