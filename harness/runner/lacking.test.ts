import { expect, test } from '@playwright/test';
import { lacking } from './lacking.ts';

const json = (value: unknown) => ({
  method: 'POST',
  path: '/orders',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
});
const form = (body: string) => ({
  method: 'POST',
  path: '/orders',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body,
});
const CANARIES = ['zqone', 'zqtwo'];
const ORDER = { kind: 'order', to: { name: 'Ms zqone' }, lines: [{ note: 'zqtwo', count: 1 }] };

for (const [what, whole, nth, left] of [
  ['the first of a JSON body', json(ORDER), 0, { ...ORDER, to: {} }],
  ['the second', json(ORDER), 1, { ...ORDER, lines: [{ count: 1 }] }],
  ['the third of two, wrapped round', json(ORDER), 2, { ...ORDER, to: {} }],
  ['the only one stays', json({ kind: 'order', note: 'zqone' }), 0, { kind: 'order', note: 'zqone' }],
] as const)
  test(`a field with a canary is left out: ${what}`, () => {
    expect(JSON.parse(String(lacking(whole, CANARIES, nth).body))).toEqual(left);
  });

test('a field with a canary is left out of a form, and nothing else changes', () => {
  const whole = form('csrf=t&to=zqone&note=a+zqtwo');
  expect(lacking(whole, CANARIES, 1)).toEqual({ ...whole, body: 'csrf=t&to=zqone' });
});

test('what is neither JSON nor a form goes out whole', () => {
  const parts = { method: 'POST', path: '/orders', body: Buffer.from('zqone zqtwo') };
  expect(lacking(parts, CANARIES, 0)).toBe(parts);
});
