import { expect, test } from '@playwright/test';
import { isBodiless } from './cdp.ts';

const head = { status: 200, headers: {}, facts: {} } as Parameters<typeof isBodiless>[2];

test('what could show nothing needs no body: other answers without one are a loss', () => {
  expect(isBodiless('Font', 'GET', head)).toBe(true);
  expect(isBodiless('Preflight', 'OPTIONS', head)).toBe(true);
  expect(isBodiless('Document', 'HEAD', head)).toBe(true);
  expect(isBodiless('Fetch', 'GET', { ...head, status: 204 })).toBe(true);
  expect(isBodiless('Fetch', 'GET', { ...head, headers: { 'content-length': '0' } })).toBe(true);
  for (const kind of ['Document', 'Fetch', 'Script', 'Image']) expect(isBodiless(kind, 'GET', head), kind).toBe(false);
});
