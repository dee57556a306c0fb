import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Observation } from '../model/observation.ts';
import type { Step } from '../model/plan.ts';
import { enrolPair } from './enrol.ts';
import { play } from './play.ts';
import { setStage } from './set-stage.ts';
import { served } from './testing/served.ts';
import { world } from './world.ts';

const departures: readonly [what: string, stepAt: (surface: string) => Step][] = [
  ['cut with its head', (surface) => ({ do: 'abort', by: 'alpha', surface, bytes: 0 })],
  ['cut later', (surface) => ({ do: 'abort', by: 'alpha', surface, bytes: 100 })],
  ['closed by half', (surface) => ({ do: 'abort', by: 'alpha', surface, bytes: 0, half: true })],
  ['with a path that cannot be read', (surface) => ({ do: 'spoil', by: 'alpha', surface, how: 'bad-percent' })],
  ['with a body of no type', (surface) => ({ do: 'spoil', by: 'alpha', surface, how: 'wrong-type' })],
  ['for a part', (surface) => ({ do: 'look', by: 'alpha', surface, variant: 'range' })],
  ['as for a style sheet', (surface) => ({ do: 'look', by: 'alpha', surface, variant: 'static-suffix' })],
];

for (const [what, stepAt] of departures) {
  test(`a look that a target file writes as a function departs from the plain one as any other: ${what}`, async () => {
    const asked: string[] = [];
    await using server = await listening((request) => asked.push(request));
    const stage = setStage(
      {
        name: 'two ways',
        origin: server.origin,
        landing: false,
        accounts: { enrol: async () => {} },
        surfaces: { path: { get: '/me?a=1' }, function: { look: ({ http }) => http.get('/me?a=1') } },
      },
      { folder: mkdtempSync(join(tmpdir(), 'misdelivery-')), givenKey: undefined },
      world,
    );
    const { pair } = await enrolPair(stage, 0);
    const shown = async (surface: string) => {
      asked.length = 0;
      const { journal } = await play(stage, pair, { scenario: 'a test', over: 'http', steps: [stepAt(surface)] });
      return { asked: [...asked], facts: journal.flatMap(({ observations }) => observations.map(factsOf)) };
    };
    const byPath = await shown('path');
    expect(byPath.asked.length + byPath.facts.length).toBeGreaterThan(1);
    expect(await shown('function')).toEqual(byPath);
  });
}

function factsOf({ status, facts, bytes }: Observation) {
  return { status, bytes, cutAtBytes: facts.cutAtBytes, spoiled: facts.spoiled };
}

/** A server that tells what it is asked, and answers some of a long text at a time. */
function listening(told: (request: string) => void): Promise<AsyncDisposable & { readonly origin: string }> {
  return served((request, response) => {
    told(`${request.method} ${request.url} ${request.headers.range} ${request.headers['content-type']}`);
    response.writeHead(200, { 'content-type': 'text/plain' });
    response.write('x'.repeat(100));
    // Late enough for a client that has closed its half to be noticed on a busy machine.
    setTimeout(() => response.end('x'.repeat(100)), 400);
  });
}
