import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import type { Observation } from '../../model/observation.ts';
import { Browsers } from './browsers.ts';
import { mustHaveBrowser } from './testing/installed.ts';
import { testWorld } from './testing/world.ts';

/** A page that asks for something and breaks off soon after; of that comes a head, and then this. */
async function brokenOff(sent: string | undefined) {
  const server = createServer((request, response) => {
    if (request.url === '/more') {
      response.writeHead(200, { 'content-type': 'text/plain' }).flushHeaders();
      if (sent !== undefined) response.write(sent);
      return;
    }
    response.setHeader('content-type', 'text/html');
    response.end(
      "<p>Here.</p><script>const off = new AbortController(); fetch('/more', { signal: off.signal }).then(() => setTimeout(() => off.abort(), 150))</script>",
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, [Symbol.dispose]: close };
}

for (const [name, sent, unseen] of [
  ['after some of it came makes a look at the page prove nothing', 'some', /more broke off/],
  ['before any of it came takes nothing from a look at the page', undefined, undefined],
] as const) {
  test(`an answer that breaks off ${name}`, async () => {
    using server = await brokenOff(sent);
    await using browsers = new Browsers();
    mustHaveBrowser((await browsers.found()).reason);
    const { world } = testWorld(server.origin, () => performance.now());
    const seen: Observation[] = [];
    const frame = { surface: 'page', record: (each: Observation) => void seen.push(each) };
    const viewer = { session: 'p0/alpha#1', actor: 'alpha', account: 'p0/alpha', tenant: 'p0/alpha' } as const;
    const profile = await browsers.profile('light', world, viewer, frame);
    profile.begin(frame);
    await profile.tab.goto('/');
    await profile.look('GET', world.now());
    const looked = seen.at(-1);
    expect(looked?.status).toBe(200);
    if (unseen === undefined) expect(looked?.unseen).toBeUndefined();
    else expect(looked?.unseen).toMatch(unseen);
  });
}
