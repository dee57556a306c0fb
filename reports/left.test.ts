import { expect, test } from '@playwright/test';
import { leftWords } from './left.ts';

test('accounts that are left are named, a few of them, with what to do', () => {
  const left = ['p0/alpha', 'p0/bravo', 'p1/alpha', 'p1/bravo', 'p2/alpha', 'p2/bravo'];
  expect(leftWords({ left, notes: [] })).toBe(
    '6 accounts could not be retired: p0/alpha, p0/bravo, p1/alpha, p1/bravo, p2/alpha …. Try "misdelivery clean".',
  );
  expect(leftWords({ left: [], notes: [] })).toBeUndefined();
  const note = '6 accounts stay on the target: the target file has no accounts.retire';
  expect(leftWords({ left, notes: [note] }), 'that is said already').toBeUndefined();
});
