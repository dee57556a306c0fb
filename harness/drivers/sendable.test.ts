import { expect, test } from '@playwright/test';
import { sendable } from './sendable.ts';

for (const [path, sent] of [
  ['/search?q=a b', '/search?q=a%20b'],
  ['/caf\u00e9/\u{1f426}', '/caf%C3%A9/%F0%9F%90%A6'],
  ['/a%20b?c=%C3%A9&d=[1]', '/a%20b?c=%C3%A9&d=[1]'],
  ['/x\r\ny\ud800', '/x%0D%0Ay%EF%BF%BD'],
] as const) {
  test(`${JSON.stringify(path)} is sent as ${sent}`, () => {
    expect(sendable(path)).toBe(sent);
  });
}
