import { expect, test } from '@playwright/test';
import type { Jar, Role, Step } from '../harness/index.ts';
import { stepWords } from './steps.ts';

const looks = (jar?: Jar, by: Role = 'bravo') =>
  stepWords({ do: 'look', by, surface: 'orders', ...(jar === undefined ? {} : { jar }) });

const rows: readonly (readonly [string, string])[] = [
  [looks(), 'looks at orders'],
  [looks({ of: ['alpha'] }), "looks at orders, with alpha's cookies"],
  [looks({ of: ['bravo', 'alpha'] }), "looks at orders, with its own cookies and alpha's in one line"],
  [
    looks({ of: ['alpha', 'bravo'], how: 'two-lines' }),
    "looks at orders, with alpha's cookies and its own in two lines",
  ],
  [
    looks({ of: ['bravo', 'alpha'], how: 'crossed' }),
    "looks at orders, with its own cookies and alpha's where they are for CSRF or remember-me",
  ],
  [
    looks({ of: ['bravo'], when: 'before' }),
    'looks at orders, with its own cookies, as they were before the last sign-out or sign-in',
  ],
];
for (const [said, expected] of rows) test(`a step is told whole: ${expected}`, () => expect(said).toBe(expected));

test('who listens again goes on from where it had left off', () => {
  const listen: Step = { do: 'listen', by: 'alpha', surface: 'events' };
  const others: Step = { ...listen, by: 'bravo' };
  const away: Step = { ...listen, do: 'hang-up' };
  expect(stepWords(listen, [others])).toBe('listens to events');
  expect(stepWords(listen, [listen, others, away])).toBe(
    'listens to events again, from where it had left off (Last-Event-ID, where events have one)',
  );
});
