import { expect, test } from '@playwright/test';
import { isUseless, isWhole, type Pending } from './pending.ts';

const asked = (kind: string, bytes = 0) => ({ kind, bytes }) as Pending;

test('what broke off before any of it came showed nothing, and neither did code', () => {
  expect(isUseless(asked('Fetch'))).toBe(true);
  expect(isUseless(asked('Script', 1))).toBe(true);
  expect(isUseless(asked('Stylesheet', 1))).toBe(true);
});

test('what a page may use in part was not seen when it broke off', () => {
  for (const kind of ['Fetch', 'XHR', 'Image', 'Media', 'Document'])
    expect(isUseless(asked(kind, 1)), kind).toBe(false);
});

test('a body is whole where its head says how long it is, and so much of it is here', () => {
  const headed = (bytes: number, headers: Record<string, string>) =>
    ({ kind: 'Fetch', bytes, head: { status: 404, headers, facts: {} } }) as unknown as Pending;
  expect(isWhole(headed(19, { 'content-length': '19' }))).toBe(true);
  expect(isWhole(headed(18, { 'content-length': '19' }))).toBe(false);
  expect(isWhole(headed(19, { 'content-length': '19', 'content-encoding': 'br' }))).toBe(false);
  expect(isWhole(headed(19, {}))).toBe(false);
});
