import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import type { Exchange } from './exchange.ts';
import { printOf } from './print.ts';

const hash = (text: string) => createHash('sha256').update(text).digest('hex');
const print = (body: string | Buffer, type: string, headers: Record<string, string> = {}, path = '/') =>
  printOf(
    { status: 200, headers: { 'content-type': type, ...headers } } as unknown as Exchange,
    Buffer.from(body),
    { method: 'GET', path, headers: {} },
    hash,
  );

test('of JSON every value has its place, and lists their length; nothing of what stood there is kept', () => {
  const made = print('{"total":3,"orders":[{"to":"Ada Weaver"}]}', 'application/json');
  expect(Object.keys(made)).toEqual(['status', '$.total', '$.orders.length', '$.orders[0].to']);
  expect(made['$.orders.length']).toBe('#1');
  expect(JSON.stringify(made)).not.toContain('Ada');
  expect(print('{"total":"3"}', 'application/json')['$.total']).not.toBe(made['$.total']);
});

test('of a page what people read counts, and no script, style or attribute', () => {
  const page = (token: string) => `<p id="${token}">3 of <b>61</b></p><script>var t="${token}"</script>`;
  expect(print(page('one'), 'text/html')).toEqual(print(page('two'), 'text/html'));
  expect(Object.keys(print(page('one'), 'text/html'))).toEqual(['status', 'texts.length', 'text 1', 'text 2']);
});

test('headers about the content count, those of the wire do not', () => {
  const made = print('', 'application/pdf', { etag: '"7"', 'x-total-count': '61', date: 'today', 'x-request-id': '9' });
  expect(Object.keys(made)).toEqual(['status', 'header etag', 'header x-total-count']);
});

test('a packed body is read, another is taken whole, and a long one has its end', () => {
  const packed = print(gzipSync('{"a":1}'), 'application/json', { 'content-encoding': 'gzip' });
  expect(packed).toEqual(print('{"a":1}', 'application/json'));
  expect(Object.keys(print('%PDF', 'application/pdf'))).toEqual(['status', 'body']);
  expect(Object.keys(print(JSON.stringify(Array(9_999).fill(0)), 'application/json')).length).toBeLessThan(300);
});

test('what the request said itself makes no difference', () => {
  const of = (id: string) =>
    print(`{"id":${id},"self":"/orders/${id}?q=a b"}`, 'application/json', {}, `/orders/${id}?q=a%20b`);
  expect(of('17')).toEqual(of('18'));
  const other = (total: number) => print(`{"total":${total}}`, 'application/json', {}, '/orders/17');
  expect(other(170)).not.toEqual(other(171));
});
