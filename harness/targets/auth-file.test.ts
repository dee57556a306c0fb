import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { accountsFrom } from './auth-file.ts';

function file(text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'misdelivery-')), 'accounts');
  writeFileSync(path, text);
  return path;
}

const MATILDA = { email: 'matilda@example.com', password: 'Horse, "9"' };
const WILHELM = { email: 'wilhelm@example.com', password: 'Cart-7', username: 'wilhelm' };

test('accounts come from JSON or CSV', () => {
  expect(accountsFrom(file(JSON.stringify([MATILDA, WILHELM])))).toEqual([MATILDA, WILHELM]);
  const csv =
    'Email,Password,Username\r\nmatilda@example.com,"Horse, ""9""",\r\nwilhelm@example.com,Cart-7,wilhelm\r\n';
  expect(accountsFrom(file(csv))).toEqual([MATILDA, WILHELM]);
});

const wrong: readonly [string, string, RegExp][] = [
  ['one account alone', JSON.stringify([MATILDA]), /has 1 accounts: a leak needs a pair/],
  ['an account without a password', JSON.stringify([MATILDA, { email: 'a@example.com' }]), /account 2 has no password/],
  ['something else', '{"email": "Horse', /is no JSON list/],
];

for (const [name, text, said] of wrong) {
  test(`${name} is told, and no password with it`, () => {
    const act = () => accountsFrom(file(text));
    expect(act).toThrow(said);
    expect(act).not.toThrow(/Horse/);
  });
}

test('a file that is not there is told', () => {
  expect(() => accountsFrom('nowhere.json')).toThrow('nowhere.json could not be read: ENOENT');
});
