import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Resource, Target } from '../model/target.ts';
import { examineAccounts } from './examine.ts';
import { world } from './world.ts';

const note: Resource = {
  async create({ http, canary }) {
    await http.post('/notes', { json: { text: canary('note') } });
    return { id: 0 };
  },
};

/** A service with one account that keeps notes and lists under the name of whoever asks: shown at once, as scripts draw them, after a while, the newest alone, or never. */
async function openNotes() {
  const notes: { readonly text: string; readonly atMs: number }[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      if (request.method === 'POST') notes.push({ text: body, atMs: performance.now() });
      const [path] = (request.url ?? '').split('?');
      const header = `${request.headers['x-user']}`;
      const shown = notes.filter(({ atMs }) => path !== '/late' || performance.now() - atMs > LATE_MS);
      const isPage = path === '/drawn' || path === '/bare';
      response.writeHead(200, { 'content-type': isPage ? 'text/html' : 'application/json' });
      const script =
        path === '/drawn' ? "fetch('/notes').then(async (got) => (document.body.textContent = await got.text()))" : '';
      const told = path === '/newest' ? notes.slice(-1) : path === '/empty' ? [] : shown;
      response.end(isPage ? `<!doctype html><body>Notes<script>${script}</script>` : JSON.stringify([header, told]));
    });
  });
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', listening));
  const target: Target = {
    name: 'notes',
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    landing: false,
    accounts: {
      signIn: async ({ http, account }) => void http.use({ 'x-user': account.username }),
      pages: { signIn: async ({ page }) => void (await page.goto('/')) },
    },
    resources: { note, list: note },
    surfaces: {
      list: { get: '/notes', shows: 'note' },
      index: { get: '/late', shows: 'note' },
      newest: { get: '/newest', shows: 'note' },
      empty: { get: '/empty', shows: 'note' },
      'drawn page': { page: '/drawn', shows: 'note' },
      'bare page': { page: '/bare', shows: 'note' },
    },
  };
  return {
    target,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((closed) => void server.close(closed));
    },
  };
}

const LATE_MS = 400;

test('what an index shows late, what scripts draw and what another kind has pushed out is fine; what shows nothing but a name is broken', async () => {
  await using notes = await openNotes();
  const workspace = { folder: mkdtempSync(join(tmpdir(), 'misdelivery-notes-')), givenKey: undefined };
  const { target } = notes;
  const source = { name: target.name, origin: target.origin, faults: [], traps: [] };
  const checks = await examineAccounts(target, workspace, world, source);
  const looks = checks.filter(({ name }) => name.startsWith('alpha sees'));
  expect(
    looks.map(({ name, is, because }) => `${name.replace('alpha sees its own note at ', '')}: ${is}, ${because}`),
  ).toEqual([
    expect.stringMatching(/^list: fine, GET \/notes answered with 200 and \d+ bytes$/),
    expect.stringMatching(/^index: fine, .* after \d+ ms: not before$/),
    expect.stringMatching(/^newest: fine, .*, another of its things among them$/),
    expect.stringMatching(/^empty: broken, .* without a canary of that note$/),
    expect.stringMatching(/^drawn page: fine, .*, drawn by scripts at a browser$/),
    expect.stringMatching(/^bare page: broken, .* without a canary of that note$/),
  ]);
});
