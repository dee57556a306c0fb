import { expect, test } from '@playwright/test';
import { draftSource } from './draft-source.ts';
import { draftFromOpenApi } from './openapi.ts';

const draftOf = (document: unknown) => draftFromOpenApi(JSON.stringify(document), { from: 'a document' });
const NOTE = {
  type: 'object',
  required: ['title', 'kind', 'owner'],
  properties: {
    id: { type: 'string', readOnly: true },
    title: { type: 'string', maxLength: 30 },
    kind: { enum: ['memo', 'letter'] },
    body: { type: 'string' },
    owner: { allOf: [{ $ref: '#/components/schemas/Person' }] },
    colour: { type: 'string', pattern: '^#[0-9a-f]{6}$' },
  },
};
const json = (schema: unknown) => ({ content: { 'application/json': { schema } } });
const credentials = (more: object = {}) =>
  json({ properties: { email: { type: 'string' }, password: { type: 'string' }, ...more } });
const NOTES = {
  openapi: '3.0.3',
  info: { title: 'Notes' },
  servers: [{ url: 'https://notes.example.com/api/v2' }],
  components: {
    schemas: {
      Note: NOTE,
      Person: {
        required: ['fullName'],
        properties: { fullName: { type: 'string' }, boss: { $ref: '#/components/schemas/Person' } },
      },
    },
    securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
  },
  paths: {
    '/register': { post: { requestBody: credentials({ terms: { type: 'boolean' } }) } },
    '/login': {
      post: {
        requestBody: credentials(),
        responses: { 200: json({ properties: { data: { properties: { access_token: { type: 'string' } } } } }) },
      },
    },
    '/logout': { post: {} },
    '/me': { get: {}, delete: {} },
    '/notes': {
      get: {},
      post: {
        requestBody: json({ $ref: '#/components/schemas/Note' }),
        responses: { 201: json({ properties: { note: { $ref: '#/components/schemas/Note' } } }) },
      },
    },
    '/notes/{noteId}': { get: {}, put: { requestBody: json({ $ref: '#/components/schemas/Note' }) }, delete: {} },
    '/notes/{noteId}/history': { get: {} },
    '/notes/{noteId}/comments': { post: { requestBody: json({ properties: { text: {} } }) } },
    '/search': { get: { parameters: [{ in: 'query', name: 'q', required: true }] } },
  },
};

test('a document gives accounts, resources and surfaces, with canaries where words are taken', () => {
  const source = draftSource(draftOf(NOTES));
  for (const line of [
    "origin: process.env.TARGET ?? 'https://notes.example.com',",
    "await http.post('/api/v2/register', { json: { email: account.email, password: account.password } });",
    "const { json } = await http.post('/api/v2/login', { json: { email: account.email, password: account.password } });",
    'http.use({ authorization: `Bearer ${json.data.access_token}` });',
    "await http.post('/api/v2/logout');",
    "await http.delete('/api/v2/me');",
    "whoami: { get: '/api/v2/me' },",
    "await http.post('/api/v2/notes', { json: { title: canary('word', { max: 30 }), kind: 'memo', owner: { fullName: canary('person') }, body: canary('note') } });",
    'return { id: json.note.id };',
    'async change({ http, note, canary }) {',
    'await http.delete(`/api/v2/notes/${note.id}`);',
    "notes: { get: '/api/v2/notes', shows: 'note' },",
    "'one note': { get: ({ note }) => `/api/v2/notes/${note.id}`, shows: 'note' },",
    "'one note history': { get: ({ note }) => `/api/v2/notes/${note.id}/history`, shows: 'note' },",
    '// Open: POST /api/v2/notes/{noteId}/comments creates something inside another thing',
  ])
    expect(source).toContain(line);
  expect(source).not.toContain('/search');
});

test('Swagger 2, YAML, forms and the OAuth password grant are read too', () => {
  const source = draftSource(
    draftFromOpenApi(
      `swagger: '2.0'
info: { title: Old }
host: old.example.com
basePath: /v1
securityDefinitions:
  oauth: { type: oauth2, flow: password, tokenUrl: /v1/token }
paths:
  /parcels:
    get: {}
    post:
      parameters:
        - { in: formData, name: recipient, type: string, required: true }
        - { in: formData, name: scan, type: file, required: true }
`,
      { from: 'old.yaml' },
    ),
  );
  expect(source).toContain("origin: process.env.TARGET ?? 'http://old.example.com'");
  expect(source).toContain(
    "http.post('/v1/token', { form: { grant_type: 'password', username: account.email, password: account.password } })",
  );
  expect(source).toContain('http.use({ authorization: `Bearer ${json.access_token}` });');
  expect(source).toContain(
    "http.post('/v1/parcels', { multipart: { recipient: canary('person'), scan: { name: 'note.txt'",
  );
});

test('nothing that a document says becomes code', () => {
  const evil = "x'); process.exit(); ('";
  const source = draftSource(
    draftOf({
      ...NOTES,
      info: { title: `${evil}\n*/ process.exit() //` },
      paths: {
        ...NOTES.paths,
        '/me': {},
        '/${process.exit()}/me': { delete: {} },
        '/notes/{noteId}/`+process.exit()+`': { get: {} },
        [`/${evil}`]: { get: {} },
      },
    }),
  );
  expect(source).toContain('/\\`+process.exit()+\\`');
  expect(source).toContain("http.delete('/api/v2/${process.exit()}/me')");
  expect(source).toContain("/api/v2/x\\'); process.exit(); (\\''");
  const body = source
    .replace(/^import .*$/m, '')
    .replace('export default', 'return')
    .replace('defineTarget(', '(');
  expect(new Function(body)()).toMatchObject({ name: expect.stringContaining('process.exit') });
});

test('circles, missing parts and documents of another kind are told, not followed', () => {
  const circle = { openapi: '3.1.0', paths: { '/a': { post: { requestBody: { $ref: '#/b' } } } }, b: { $ref: '#/b' } };
  expect(draftOf(circle).resources).toEqual({});
  expect(draftOf(circle).open[0]).toContain('nothing signs up');
  expect(() => draftOf({ hello: 'world' })).toThrow('is no OpenAPI document');
  expect(() => draftFromOpenApi('{"openapi":', { from: 'cut.json' })).toThrow('cut.json could not be read');
});
