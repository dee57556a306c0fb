import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Target } from '../model/target.ts';
import { examineAccounts } from './examine.ts';
import { world } from './world.ts';

/** What a book of notes does wrong: it refuses a verb, or forgets what it was asked. */
interface Ways {
  readonly refuses?: 'share' | 'unshare';
  readonly forgets?: true;
  /** Notes have no page of their own. */
  readonly isBare?: true;
  /** Their page shows nothing without scripts. */
  readonly isDrawn?: true;
}

/** Notes that their owners can show to others. */
async function openBook({ refuses, forgets, isBare, isDrawn }: Ways) {
  const notes: { readonly owner: string; readonly text: string; readonly readers: Set<string> }[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const who = `${request.headers['x-user']}`;
    const [, , id = '', verb] = (request.url ?? '').split('/');
    const note = notes[Number(id)];
    const answer = (status: number, text = '') => response.writeHead(status).end(text);
    if (request.method === 'POST' && verb === undefined) {
      notes.push({ owner: who, text: body, readers: new Set([who]) });
      return answer(201);
    }
    if (note === undefined) return answer(404);
    if (verb === undefined) return note.readers.has(who) ? answer(200, isDrawn ? 'a note' : note.text) : answer(403);
    if (note.owner !== who || verb === refuses) return answer(409);
    if (verb === 'share' && forgets === undefined) note.readers.add(body);
    if (verb === 'unshare') note.readers.delete(body);
    return answer(204);
  });
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', listening));
  const target: Target = {
    name: 'book',
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    landing: false,
    accounts: { signIn: async ({ http, account }) => void http.use({ 'x-user': account.username }) },
    resources: {
      note: {
        async create({ http, canary }) {
          await http.post('/notes', { json: { text: canary('note') } });
          return { id: notes.length - 1 };
        },
        share: ({ http, note, account }) => http.post(`/notes/${note.id}/share`, { body: account.username }),
        unshare: ({ http, note, account }) => http.post(`/notes/${note.id}/unshare`, { body: account.username }),
      },
    },
    surfaces: isBare
      ? { all: { get: '/notes' } }
      : { 'one note': { get: ({ note }) => `/notes/${note.id}`, shows: 'note' } },
  };
  return {
    target,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((closed) => void server.close(closed));
    },
  };
}

const SHARED = /^alpha can share a note: fine, POST \/notes\/\d\/share answered with 204$/;
const UNSHARED = /^alpha can unshare a note: fine, POST \/notes\/\d\/unshare answered with 204$/;

const cases: readonly [string, Ways, readonly RegExp[]][] = [
  [
    'what is shared is seen and taken back',
    {},
    [SHARED, /^bravo sees the note that alpha shares: fine, GET \/notes\/\d answered with 200$/, UNSHARED],
  ],
  ['where nobody can look at one', { isBare: true }, [SHARED, UNSHARED]],
  ['where its owner sees nothing of it either', { isDrawn: true }, [SHARED, UNSHARED]],
  [
    'what is refused to be shared is not looked at',
    { refuses: 'share' },
    [/^alpha can share a note: broken, .*POST .* was answered with 409$/],
  ],
  [
    'what is shared but not seen',
    { forgets: true },
    [SHARED, /^bravo sees the note that alpha shares: lacking, GET \/notes\/\d answered with 403$/, UNSHARED],
  ],
  [
    'what is not taken back',
    { refuses: 'unshare' },
    [SHARED, /^bravo sees the note/, /^alpha can unshare a note: broken, .*POST .* was answered with 409$/],
  ],
];
for (const [name, ways, expected] of cases)
  test(`doctor tries sharing: ${name}`, async () => {
    await using book = await openBook(ways);
    const workspace = { folder: mkdtempSync(join(tmpdir(), 'misdelivery-book-')), givenKey: undefined };
    const { target } = book;
    const source = { name: target.name, origin: target.origin, faults: [], traps: [] };
    const checks = await examineAccounts(target, workspace, world, source);
    const said = checks
      .filter(({ name: each }) => / can (un)?share |^bravo sees/.test(each))
      .map(({ name: each, is, because }) => `${each}: ${is}, ${because}`);
    expect(said).toEqual(expected.map((pattern) => expect.stringMatching(pattern)));
  });
