import type { Plan, Told } from '../../harness/index.ts';
import { leakOf, toldOf } from './leaks.ts';

/** A leak as a literal: another was told what the owner is told, where no canary can stand. */
export function answered(): Told {
  const ref = { of: 'alpha', resource: 'order', nth: 0 } as const;
  const look = { do: 'look', surface: 'weight of one order', print: true } as const;
  const plan: Plan = {
    scenario: 'same-identifier',
    over: 'http',
    steps: [
      { do: 'plant', by: 'alpha', resource: 'order' },
      { ...look, by: 'alpha', ref },
      { ...look, by: 'bravo', ref },
      { ...look, by: 'visitor', ref },
    ],
  };
  const sighting = { ...leakOf({}).sighting, kind: 'answer', text: '', place: '$.grams', grade: 'strong' } as const;
  const leak = leakOf({
    oracle: 'foreign-answer',
    scenario: 'same-identifier',
    surface: 'weight of one order',
    request: 'GET /api/v1/orders/1944/weight',
    sighting,
    cwe: [639],
  });
  const also = ['about its own it was answered otherwise there'];
  return toldOf(6, { ...leak, seenAt: 2, also }, plan);
}
