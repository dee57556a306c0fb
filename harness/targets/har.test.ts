import { expect, test } from '@playwright/test';
import { draftSource } from './draft-source.ts';
import { draftFromHar } from './har.ts';

const ORIGIN = 'https://shop.example.com';

interface Exchange {
  readonly send: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>>;
  readonly status?: number;
  readonly location?: string;
  readonly answer?: unknown;
}

const listed = (headers: Readonly<Record<string, string>>) =>
  Object.entries(headers).map(([name, value]) => ({ name, value }));

/** A recording as browsers write it. */
function har(exchanges: readonly Exchange[]): string {
  const entries = exchanges.map(({ send, headers = {}, json, form, status = 200, location = '', answer }) => {
    const [method = '', path = ''] = send.split(' ');
    const isPage = typeof answer === 'string';
    const sent =
      json === undefined
        ? { mimeType: 'application/x-www-form-urlencoded', text: new URLSearchParams(form).toString() }
        : { mimeType: 'application/json', text: JSON.stringify(json) };
    const text = isPage ? answer : JSON.stringify(answer ?? {});
    return {
      request: {
        method,
        url: path.startsWith('http') ? path : ORIGIN + path,
        headers: listed(headers),
        ...(json === undefined && form === undefined ? {} : { postData: sent }),
      },
      response: {
        status,
        headers: [],
        redirectURL: location,
        content: { mimeType: isPage ? 'text/html' : 'application/json', text },
      },
    };
  });
  return JSON.stringify({ log: { version: '1.2', entries } });
}

const SECRETS = {
  email: 'wilhelmina@personal.example',
  password: 'Horse-and-cart-9',
  token: 'eyJhbGciOiJIUzI1NiJ9.secret.sig',
  note: 'Leave it with Mrs Peabody',
};
const bearer = { authorization: `Bearer ${SECRETS.token}` };

test('a recording of a script gives accounts, things and surfaces, and none of the words that were typed', () => {
  const source = draftSource(
    draftFromHar(
      har([
        { send: 'GET https://tracker.example.net/pixel' },
        { send: 'GET /app.js', answer: 'x' },
        {
          send: 'POST /api/register',
          json: { email: SECRETS.email, password: SECRETS.password, fullName: 'Wilhelmina Peabody' },
        },
        {
          send: 'POST /api/login',
          json: { email: SECRETS.email, password: SECRETS.password },
          answer: { data: { token: SECRETS.token } },
        },
        { send: 'GET /api/me', headers: bearer, answer: { email: SECRETS.email } },
        {
          send: 'POST /api/orders?session=abc',
          headers: bearer,
          json: { note: SECRETS.note, currency: 'GBP', express: true, due: '2030-01-01' },
          status: 201,
          answer: { order: { id: 4711 } },
        },
        { send: 'GET /api/orders?page=1&token=abc', headers: bearer, answer: [{ id: 4711, note: SECRETS.note }] },
        { send: 'GET /api/orders/4711', headers: bearer, answer: { note: SECRETS.note } },
        { send: 'GET /api/orders/9', headers: bearer },
        { send: `GET /api/people/${SECRETS.email}`, headers: bearer },
        { send: 'PATCH /api/orders/4711', headers: bearer, json: { note: SECRETS.note } },
        { send: 'DELETE /api/orders/4711', headers: bearer },
        { send: 'POST /api/logout', headers: bearer },
      ]),
      'shop.har',
    ),
  );
  for (const line of [
    "origin: process.env.TARGET ?? 'https://shop.example.com',",
    "await http.post('/api/register', { json: { email: account.email, password: account.password, fullName: account.canary('person') } });",
    "const { json } = await http.post('/api/login', { json: { email: account.email, password: account.password } });",
    'http.use({ authorization: `Bearer ${json.data.token}` });',
    "whoami: { get: '/api/me' },",
    "const { json } = await http.post('/api/orders', { json: { note: canary('note'), currency: 'GBP', express: true, due: '2030-01-01' } });",
    'return { id: json.order.id };',
    "await http.patch(`/api/orders/${order.id}`, { json: { note: canary('note') } });",
    'await http.delete(`/api/orders/${order.id}`);',
    "orders: { get: '/api/orders?page=1', shows: 'order' },",
    "'one order': { get: ({ order }) => `/api/orders/${order.id}`, shows: 'order' },",
  ])
    expect(source).toContain(line);
  for (const said of [...Object.values(SECRETS), 'Peabody', 'abc', 'tracker', '4711'])
    expect(source).not.toContain(said);
});

test('a recording of pages gives forms with their guards, mirrored cookies, and identifiers from addresses', () => {
  const page = '<form>…</form>';
  const cookies = { cookie: 'sid=1; XSRF-TOKEN=a%3Db', 'x-xsrf-token': 'a=b' };
  const source = draftSource(
    draftFromHar(
      har([
        { send: 'GET /users/sign_in', answer: page },
        {
          send: 'POST /users/sign_in',
          headers: { referer: `${ORIGIN}/users/sign_in` },
          form: { authenticity_token: 'guard1', username: 'wilhelmina', password: SECRETS.password },
          status: 302,
          location: '/',
        },
        { send: 'GET /', answer: 'Welcome, wilhelmina' },
        { send: 'GET /parcels/new', headers: cookies, answer: page },
        {
          send: 'POST /parcels',
          headers: { referer: `${ORIGIN}/parcels/new` },
          form: { authenticity_token: 'guard2', recipient: 'Mrs Peabody' },
          status: 302,
          location: `${ORIGIN}/parcels/88`,
        },
        { send: 'GET /parcels/88', answer: 'To Mrs Peabody' },
        { send: 'GET /parcels', answer: 'Mrs Peabody' },
      ]),
      'pages.har',
    ),
  );
  for (const line of [
    "await http.submit('/users/sign_in', { username: account.username, password: account.password });",
    "http.mirror('XSRF-TOKEN', 'x-xsrf-token');",
    "whoami: { get: '/' },",
    "const { url } = await http.submit('/parcels/new', { recipient: canary('person') });",
    "split('/').at(-1)",
    "'one parcel page': { page: ({ parcel }) => `/parcels/${parcel.id}`, shows: 'parcel' },",
    "'parcels page': { page: '/parcels', shows: 'parcel' },",
    '// Open: no sign-up was recorded',
  ])
    expect(source).toContain(line);
  for (const said of ['guard', 'wilhelmina', 'Peabody', '88']) expect(source).not.toContain(said);
});

test('a file that is no recording is told so', () => {
  expect(() => draftFromHar('{"log":{}}', 'empty.har')).toThrow('empty.har is no recording that helps');
  expect(() => draftFromHar('<html>', 'page.har')).toThrow('page.har could not be read');
});
