import type { Leak, Plan, Step, Told } from '../../harness/index.ts';
import { leakOf, toldOf } from './leaks.ts';

/** Side channels as literals: a count, whether something exists, and the next number. */
export const HINTS: readonly Told[] = [
  hint(1, {
    oracle: 'difference',
    surface: 'orders page',
    request: 'GET /orders',
    field: 'text 23',
    also: ['it changed each of the 4 times alpha had acted, and in none of the 4 pauses of the same length'],
  }),
  hint(2, {
    oracle: 'existence',
    surface: 'one order',
    request: 'GET /api/v1/orders/1944',
    status: 403,
    field: 'status',
    also: ['asked for things that nobody has, the answer was 404'],
  }),
  hint(3, {
    oracle: 'next-number',
    surface: 'create order',
    request: 'POST /api/v1/orders',
    field: 'order.id',
    also: ['it grew by 1 as long as alpha was silent, and by 1 more for each one that alpha had created'],
  }),
];

function hint(number: number, part: Partial<Leak>): Told {
  const sighting = { ...leakOf({}).sighting, kind: 'difference', text: '', grade: 'weak' } as const;
  const steps: Step[] = [
    { do: 'plant', by: 'bravo', resource: 'order' },
    { do: 'look', by: 'bravo', surface: 'orders page', print: true },
    { do: 'plant', by: 'alpha', resource: 'order' },
    { do: 'look', by: 'bravo', surface: 'orders page', print: true },
    { do: 'wait', by: 'bravo' },
    { do: 'look', by: 'bravo', surface: 'orders page', print: true },
  ];
  const plan: Plan = { scenario: 'no-difference', over: 'http', alone: true, steps };
  const leaked = leakOf({ scenario: 'no-difference', resource: 'knowledge', sighting, cwe: [203], ...part });
  const { inRun: _inRun, ...told } = toldOf(number, leaked, plan, { seen: 2, plays: 2 });
  return told;
}
