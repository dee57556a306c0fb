import { expect, test } from '@playwright/test';
import type { AccountPort, HttpPort } from '../model/target.ts';
import type { Member } from './member.ts';
import { keptOwn, namedAs } from './named-as.ts';

const SESSION = 'f3b1c9d07a5e4482';

function member(role: 'alpha' | 'bravo', notes: Record<string, string>, credentials: { cookie?: string } = {}): Member {
  const account = { email: `${role}@x`, username: role, password: `${role}'s`, role, canary: () => role, notes };
  const cookies = { values: () => (credentials.cookie === undefined ? [] : [credentials.cookie]) };
  const headers = { authorization: `Bearer ${role}-has-this-token`, 'x-user': `${role}-of-the-company` };
  return { facts: { id: `p1/${role}` }, account, session: { cookies, headers } } as unknown as Member;
}

const cases: readonly [what: string, alphas: string, bravos: string, note: string, seen: string | undefined][] = [
  ['a number', '7', '8', 'number', '7'],
  ['a token', 'a', 'b', 'token', 'b'],
  ['a key, as it is written in one word', 'a', 'b', 'apiKey', 'b'],
  ['what stands in a cookie', SESSION, 'b', 'visit', 'b'],
  ['what stands in credentials', 'alpha-has-this-token', 'b', 'entry', 'b'],
  ['what a trusted header says', 'alpha-of-the-company', 'b', 'member', 'alpha-of-the-company'],
];

for (const [what, alphas, bravos, note, seen] of cases)
  test(`bravo asks by alpha's name, and ${what} is ${seen === bravos ? 'its own' : "alpha's"}`, () => {
    const alpha = member('alpha', { [note]: alphas }, { cookie: SESSION });
    const { account } = namedAs(member('bravo', { [note]: bravos }), alpha);
    expect(account.notes[note]).toBe(seen);
    expect(account).toMatchObject({ email: 'alpha@x', username: 'alpha', role: 'bravo' });
  });

test('a note that only the other has is not lent, where it opens doors', () => {
  const { account } = namedAs(member('bravo', {}), member('alpha', { token: 'a', number: '7' }));
  expect(account.notes).toEqual({ number: '7' });
});

test('nobody signs in with the name of another: neither by password nor by headers', () => {
  const { account } = namedAs(member('bravo', {}), member('alpha', {}));
  expect(() => account.password).toThrow('nobody signs in');
  expect(() => ({ ...account }), 'a copy asks for none').not.toThrow();
  expect(() => keptOwn({} as HttpPort).use({})).toThrow('nobody signs in');
});

test('what is written into another’s notes stays with the asker', () => {
  const alpha = member('alpha', { number: '7' });
  const { account }: { account: AccountPort } = namedAs(member('bravo', {}), alpha);
  account.notes.number = '9';
  expect(alpha.account.notes).toEqual({ number: '7' });
});
