import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { shownToAlpha } from './testing/shown.ts';

/** A page with a script that asks for more, and what comes of that. */
async function asking(script: string, more: (response: ServerResponse) => void) {
  const server = createServer((request, response) => {
    if (request.url === '/more') return more(response);
    response.setHeader('content-type', 'text/html');
    response.end(`<p>Here.</p><script>${script}</script>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, [Symbol.dispose]: close };
}

const BREAKING_OFF =
  "const off = new AbortController(); fetch('/more', { signal: off.signal }).then(() => setTimeout(() => off.abort(), 150))";

test('an answer that no script reads is told as it passed on the wire', async () => {
  let canary = '';
  using server = await asking("fetch('/more').then((answer) => (globalThis.kept = answer))", (response) => {
    const body = JSON.stringify({ not: canary });
    response
      .writeHead(404, {
        'content-type': 'application/json',
        'cache-control': 'no-store',
        'content-length': body.length,
      })
      .end(body);
  });
  const seen = await shownToAlpha(server.origin, '/', (minted) => {
    canary = minted;
  });
  expect(seen.flatMap(({ unseen }) => unseen ?? [])).toEqual([]);
  expect(seen.find(({ status }) => status === 404)?.foreign).toMatchObject([{ text: canary, place: '/not' }]);
});

for (const [name, sent, unseen] of [
  ['after some of it came makes a look at the page prove nothing', 'some', /more broke off/],
  ['before any of it came takes nothing from a look at the page', undefined, undefined],
] as const) {
  test(`an answer that breaks off ${name}`, async () => {
    using server = await asking(BREAKING_OFF, (response) => {
      response.writeHead(200, { 'content-type': 'text/plain' }).flushHeaders();
      if (sent !== undefined) response.write(sent);
    });
    const seen = await shownToAlpha(server.origin, '/');
    const looked = seen.at(-1);
    expect(looked?.status).toBe(200);
    if (unseen === undefined) expect(looked?.unseen).toBeUndefined();
    else expect(looked?.unseen).toMatch(unseen);
  });
}

test('what a first script draws, and another replaces when all has loaded, was shown for a moment', async () => {
  let canary = '';
  const draws = `const here = document.querySelector('p');
const asked = new XMLHttpRequest();
asked.open('GET', '/more', false);
asked.send();
here.textContent = [...asked.responseText].reverse().join('');
addEventListener('load', () => (here.textContent = ''));`;
  using server = await asking(draws, (response) => response.end([...canary].reverse().join('')));
  const seen = await shownToAlpha(server.origin, '/', (minted) => {
    canary = minted;
  });
  expect(seen.at(-1)?.foreign).toMatchObject([{ text: canary, place: 'page text, for a moment' }]);
});
