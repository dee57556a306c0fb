import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { sameService } from '../../scenarios/same-service.ts';
import type { Judgement } from '../model/cell.ts';
import type { Surface, Tools } from '../model/target.ts';
import { judge } from '../oracles/index.ts';
import { enrolPair } from './enrol.ts';
import { gather } from './evidence.ts';
import { play } from './play.ts';
import { setStage } from './set-stage.ts';
import { served } from './testing/served.ts';
import { world } from './world.ts';

/** How a service searches: what it answers, given the words asked for and whether somebody has a note of that title. */
type Search = (words: string, isThere: boolean) => string;

const page = (words: string, hits: string) => `<h1>Notes with “${words}”</h1><input value="${words}">${hits}`;

const searches: readonly [what: string, search: Search, looks: number][] = [
  ['finds nothing, and repeats what was asked for', (words) => JSON.stringify({ query: words, hits: [] }), 0],
  ['finds nothing, and says when', (words) => `{"query":"${words}","tookMs":${(performance.now() * 1e6) % 977}}`, 0],
  ['is a page without hits', (words) => page(words, `<p>Nothing has “${words}”.</p>`), 0],
  ['finds it', (words, isThere) => JSON.stringify({ query: words, hits: isThere ? [{ title: words }] : [] }), 2],
  [
    'is a page that repeats it as often when it finds it',
    (words, isThere) => page(words, isThere ? `<li>${words}</li>` : `<p>Nothing has “${words}”.</p>`),
    2,
  ],
];

for (const [what, search, looks] of searches) {
  for (const [how, surface] of Object.entries(waysOfAsking())) {
    test(`a search (${how}) that ${what} ${looks === 0 ? 'proves nothing' : 'is looked at'}`, async () => {
      const judged = await judgedSearch(search, surface);
      expect(judged.looks).toBe(looks);
      if (looks === 0) expect(judged.doubts.join()).toContain('as it does to whoever asks for what nobody has');
      expect(judged.leaks).toEqual([]);
    });
  }
}

function waysOfAsking(): Record<string, Surface> {
  return {
    GET: { get: ({ note }) => `/search?q=${encodeURIComponent(note.title)}`, shows: 'note' },
    POST: { post: '/search', json: ({ note }: Tools) => ({ q: note.title }), shows: 'note' },
  };
}

async function judgedSearch(search: Search, surface: Surface): Promise<Judgement> {
  await using server = await notes(search);
  const stage = setStage(
    {
      name: 'notes',
      origin: server.origin,
      landing: false,
      accounts: { enrol: async () => {} },
      resources: {
        note: {
          create: async ({ http, canary }) => {
            const title = canary('note');
            await http.post('/notes', { json: { title } });
            return { id: title, title };
          },
        },
      },
      surfaces: { search: surface },
    },
    { folder: mkdtempSync(join(tmpdir(), 'misdelivery-')), givenKey: undefined },
    world,
  );
  const { pair } = await enrolPair(stage, 0);
  const plan = {
    scenario: 'same-service',
    over: 'http',
    steps: (['alpha', 'bravo'] as const).flatMap((by) => [
      { do: 'plant', by, resource: 'note' } as const,
      { do: 'look', by, surface: 'search', ref: { of: by, resource: 'note', nth: 0 } } as const,
    ]),
  } as const;
  const played = await play(stage, pair, plan);
  return judge(sameService, gather(stage, pair, plan, [], [], played), 'search');
}

/** A service that keeps titles and searches as it is told. */
function notes(search: Search): Promise<AsyncDisposable & { readonly origin: string }> {
  const titles = new Set<string>();
  return served(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const asked = new URL(request.url ?? '/', 'http://localhost').searchParams.get('q');
    if (request.url === '/notes') titles.add(JSON.parse(body).title);
    const words = asked ?? (body === '' ? '' : JSON.parse(body).q);
    const said = words === undefined ? '{}' : search(words, titles.has(words));
    response.writeHead(200, { 'content-type': said.startsWith('<') ? 'text/html' : 'application/json' }).end(said);
  });
}
