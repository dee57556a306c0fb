import { expect, test } from '@playwright/test';
import type { Plan, Step } from '../model/plan.ts';
import type { Leak } from '../model/verdict.ts';
import { shrink } from './shrink.ts';

const look = (by: 'alpha' | 'bravo'): Step => ({ do: 'look', by, surface: 'list' });
const plan: Plan = {
  scenario: 'same-browser',
  over: 'browser',
  profile: 'shared',
  steps: [
    { do: 'plant', by: 'alpha', resource: 'order' },
    look('alpha'),
    look('alpha'),
    { do: 'switch-account', by: 'bravo', how: 'sign-out' },
    look('bravo'),
    look('bravo'),
  ],
};
const leak = {
  surface: 'list',
  resource: 'order',
  owner: 'p1/alpha',
  viewer: 'p1/bravo',
  plantedAt: 0,
  seenAt: 4,
  sighting: { kind: 'canary' },
} as unknown as Leak;
const words = ({ steps }: Plan) => steps.map(({ do: verb, by }) => `${by} ${verb}`);

test('the smallest plan is found, and none is played in which nobody else sits down', async () => {
  const played: Plan[] = [];
  const smallest = await shrink(plan, leak, async (smaller) => {
    played.push(smaller);
    const [seat, shown] = [words(smaller).indexOf('bravo switch-account'), words(smaller).lastIndexOf('bravo look')];
    return words(smaller).slice(0, seat).includes('alpha look') && shown > seat;
  });
  expect(words(smallest)).toEqual(['alpha look', 'bravo switch-account', 'bravo look']);
  expect(played.filter((each) => !words(each).includes('bravo switch-account'))).toEqual([]);
});

test('what no step wrote is looked for first beside what its owner wrote', async () => {
  const name = { ...leak, resource: 'account', plantedAt: -1 };
  const played: string[][] = [];
  const smallest = await shrink(plan, name, async (smaller) => {
    played.push(words(smaller));
    return ['alpha plant', 'alpha look', 'bravo switch-account', 'bravo look'].every((each) =>
      words(smaller).includes(each),
    );
  });
  expect(words(smallest)).toEqual(played[0]);
});

test('over http any plan may leak, and each is tried', async () => {
  const smallest = await shrink({ ...plan, over: 'http', profile: undefined } as never, leak, async () => true);
  expect(smallest.steps).toEqual([]);
});

test('an odd way to ask is given up where the plain one leaks as well, and kept where it does not', async () => {
  const odd = { ...look('bravo'), variant: 'own-url' } as Step;
  const steps = [{ do: 'plant', by: 'alpha', resource: 'order' } as Step, odd];
  const over = { ...plan, over: 'http', profile: undefined, steps } as unknown as Plan;
  const shows = ({ steps: [first, last] }: Plan) => first?.do === 'plant' && last?.do === 'look';
  expect((await shrink(over, leak, async (smaller) => shows(smaller))).steps).toEqual([steps[0], look('bravo')]);
  const isOdd = ({ steps: [, last] }: Plan) => last?.do === 'look' && last.variant === 'own-url';
  expect((await shrink(over, leak, async (smaller) => shows(smaller) && isOdd(smaller))).steps).toEqual(steps);
});

test('where answers were compared, the first thing of each and the answers are all that is played', async () => {
  const plants = (['alpha', 'alpha', 'bravo'] as const).map((by): Step => ({ do: 'plant', by, resource: 'order' }));
  const printed = (['alpha', 'bravo'] as const).map((by): Step => ({ do: 'look', by, surface: 'list', print: true }));
  const remove: Step = { do: 'remove', by: 'bravo', ref: { of: 'alpha', resource: 'order', nth: 0 } };
  const over = { ...plan, over: 'http', profile: undefined, steps: [...plants, ...printed, remove] } as unknown as Plan;
  const compared = { ...leak, sighting: { kind: 'answer' } } as Leak;
  const played: (readonly Step[])[] = [];
  await shrink(over, compared, async ({ steps }) => played.push(steps) === 1);
  expect(played[0]).toEqual([plants[0], plants[2], ...printed]);
});
