import { expect, test } from '@playwright/test';
import type { HttpPort, Surface, Tools } from '../model/target.ts';
import { namesAccount } from './read-by.ts';

const home = ({ email }: { readonly email: string }) => `/${encodeURIComponent(email)}/`;
const find = (http: HttpPort, path: string) => http.request('PROPFIND', path, { headers: { depth: '1' } });
const enter = (http: HttpPort, email: string) => http.post('/login', { json: { email } });

const cases: readonly [what: string, surface: Surface, isNamed: boolean][] = [
  ['a path made from a user name', { get: ({ account }) => `/of/${account.username}` }, true],
  ['a path made from a secret', { get: ({ account }) => `/feeds/${account.notes.feed}` }, false],
  ['a name beside a token', { get: ({ account: { email, notes } }) => `/of/${email}?token=${notes.token}` }, true],
  ['a name beside a password', { get: ({ account }) => `/of/${account.email}?pw=${account.password}` }, false],
  ['a ticket of one use', { socket: '/ws', say: ({ account }) => ({ ticket: account.notes.ticket }) }, false],
  ['the number of a session', { get: ({ account }) => `/${account.notes.sid}` }, false],
  ['the number of a resident', { get: ({ account }) => `/${account.notes.resident}` }, true],
  ['the number of a business', { get: ({ account }) => `/${account.notes.businessId}` }, true],
  ['a function whose address is made from a name', { look: ({ http, account }) => find(http, home(account)) }, true],
  [
    'a function whose query names the account',
    { look: ({ http, account }) => http.get('/letters', { query: { of: account.notes.number as string } }) },
    true,
  ],
  [
    'a function that sends the name beside a token',
    {
      look: ({ http, account }) =>
        http.get(home(account), { headers: { authorization: `Bearer ${account.notes.token}` } }),
    },
    true,
  ],
  ['a function that asks for its own alone', { look: ({ http }) => http.get('/me') }, false],
  ['a function of a token', { look: ({ http, account }) => http.get(`/feeds/${account.notes.token}`) }, false],
  [
    'a function that says the name elsewhere than in an address',
    { look: ({ http, account }) => http.post('/exports', { json: { to: account.email } }) },
    false,
  ],
  [
    'a function that signs in by password',
    {
      look: ({ http, account }) => http.get(home(account), { headers: { a: btoa(account.email + account.password) } }),
    },
    false,
  ],
  [
    'a function that sets headers',
    {
      look: ({ http, account }) => {
        http.use({ 'x-user': account.email });
        return http.get(home(account));
      },
    },
    false,
  ],
  [
    'a function that signs in first',
    { look: ({ http, account }) => enter(http, account.email).then(() => http.get(home(account))) },
    false,
  ],
  [
    'a function that sets headers later',
    {
      look: async ({ http, account }) => {
        const { json } = await http.get(home(account));
        http.use({ 'x-group': json.group });
        return http.get('/group');
      },
    },
    false,
  ],
  [
    'a function that reads page after page',
    {
      look: async ({ http, account }) => {
        for (let next = home(account); next !== ''; ) next = (await http.get(next)).json.next;
      },
    },
    true,
  ],
  [
    'a room of that name, beside a token',
    {
      socket: '/socket.io',
      say: ({ account }) => ['login', { token: account.notes.token, account: account.notes.id }],
    },
    true,
  ],
  ['events of that name', { events: ({ account }) => `/events/${account.username}` }, true],
  [
    'a subscription that is asked for by that name',
    { events: '/graphql', json: ({ account }: { account: { username: string } }) => ({ of: account.username }) },
    true,
  ],
  ['who signs in on the socket by a token', { socket: '/', say: ({ account }) => [account.notes.token] }, false],
  ['who signs in by a name alone', { socket: '/', auth: ({ account }) => ({ user: account.email }) }, false],
  [
    'who signs in by password and then joins a room',
    {
      socket: '/',
      auth: ({ account: { email, password } }) => ({ email, password }),
      say: ({ account }) => ['join', account.notes.id],
    },
    true,
  ],
  [
    'who signs in by password in what is said',
    { socket: '/', say: ({ account: { email, password } }) => ['login', email, password] },
    false,
  ],
  [
    'who says the name with the token that opens the socket',
    { socket: '/', auth: ({ account: { email, notes } }) => ({ email, token: notes.token }) },
    true,
  ],
  ['mail', { mail: true, ask: ({ http, account }) => http.get(home(account)) }, false],
];

for (const [what, surface, isNamed] of cases)
  test(`${what} ${isNamed ? 'is' : 'is not'} asked for with another's`, () => {
    expect(namesAccount(surface)).toBe(isNamed);
  });

test('a function is tried without a request that could reach anybody, and what it throws or waits for holds nobody up', async () => {
  const throwing = async ({ http, account }: Tools) => {
    void http.get(`/of/${account.email}`);
    throw new Error('no');
  };
  const failing = async ({ http: _http, account: _account }: Tools) => {
    throw new Error('no');
  };
  expect(namesAccount({ look: throwing })).toBe(true);
  expect(namesAccount({ look: failing })).toBe(false);
  await new Promise((resolve) => setImmediate(resolve));
});
