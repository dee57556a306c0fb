import { expect, test } from '@playwright/test';
import { isUseless, type Pending } from './pending.ts';

const asked = (kind: string, hasBegun?: true) => ({ kind, ...(hasBegun ? { hasBegun } : {}) }) as Pending;

test('what broke off before any of it came showed nothing, and neither did code', () => {
  expect(isUseless(asked('Fetch'))).toBe(true);
  expect(isUseless(asked('Script', true))).toBe(true);
  expect(isUseless(asked('Stylesheet', true))).toBe(true);
});

test('what a page may use in part was not seen when it broke off', () => {
  for (const kind of ['Fetch', 'XHR', 'Image', 'Media', 'Document'])
    expect(isUseless(asked(kind, true)), kind).toBe(false);
});
