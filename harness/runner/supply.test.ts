import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import type { Plan } from '../model/plan.ts';
import { supply } from './supply.ts';

const steps = fc.array(fc.constantFrom('look' as const, 'abort' as const), { minLength: 1, maxLength: 3 });
const plans = steps.map(
  (verbs): Plan => ({
    scenario: 'any',
    over: 'http',
    steps: verbs.map((verb) =>
      verb === 'look'
        ? { do: verb, by: 'alpha', surface: 'list' }
        : { do: verb, by: 'alpha', surface: 'list', bytes: 0 },
    ),
  }),
);
const isDaring = ({ steps }: Plan) => steps.some((step) => step.do === 'abort');

test('plans that a careless service may not survive come after the others, and are the same ones', () => {
  const asMade = supply(plans, 'http', 7, 'cell');
  const ordered = supply(plans, 'http', 7, 'cell', { isDaring });
  const all = (of: (number: number) => Plan) => Array.from({ length: 20 }, (_, number) => of(number));
  const daring = all(ordered).map(isDaring);
  expect(daring).toEqual([...daring].sort());
  expect(new Set(daring)).toEqual(new Set([false, true]));
  expect(
    all(ordered)
      .map((plan) => JSON.stringify(plan))
      .sort(),
  ).toEqual(
    all(asMade)
      .map((plan) => JSON.stringify(plan))
      .sort(),
  );
});

test('one plan of each kind is played before a second of any', () => {
  const ofKind = fc.constantFrom('often', 'often', 'often', 'often', 'seldom', 'never mind');
  const some = ofKind.map(
    (surface): Plan => ({ scenario: 'any', over: 'http', steps: [{ do: 'look', by: 'alpha', surface }] }),
  );
  const kindOf = ({ steps: [step] }: Plan) => (step as { surface: string }).surface;
  const plan = supply(some, 'http', 7, 'cell', { kindOf });
  expect(new Set([0, 1, 2].map((number) => kindOf(plan(number)))).size).toBe(3);
});
