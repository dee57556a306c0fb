import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { Relay } from './relay.ts';
import { shownToAlpha } from './testing/shown.ts';

/** A service with a redirect that says something, one that says it packed, a stream that stays open, and an answer that breaks off. */
async function openService(said: () => string) {
  const connections = new Set<Socket>();
  const server = createServer((asked, answer) => {
    connections.add(asked.socket);
    if (asked.url === '/old') return void answer.writeHead(302, { location: '/new' }).end(said());
    if (asked.url === '/packed')
      return void answer.writeHead(302, { location: '/new', 'content-encoding': 'gzip' }).end(gzipSync(said()));
    if (asked.url === '/stream') return void answer.writeHead(200).write('first');
    if (asked.url === '/broken') {
      answer.writeHead(302, { location: '/new', 'content-length': '99' }).write('x');
      return void setTimeout(() => answer.destroy(), 20);
    }
    if (asked.method === 'POST') return void asked.pipe(answer);
    answer.setHeader('content-type', 'text/html');
    answer.end(`<p>${asked.rawHeaders.join(' ')}`);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    connections,
    [Symbol.dispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Asks through a relay as browsers do. */
async function ask(relay: Relay, url: string, agent: Agent, body?: string): Promise<IncomingMessage> {
  const { hostname, port } = new URL(relay.server);
  const headers = { host: new URL(url).host, 'Proxy-Connection': 'keep-alive', 'X-Odd-Case': 'yes' };
  const asked = request({ hostname, port, path: url, headers, agent, method: body === undefined ? 'GET' : 'POST' });
  asked.end(body);
  const [answer] = await once(asked, 'response');
  return answer;
}

async function textOf(answer: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of answer) text += chunk;
  return text;
}

test('lets everything through as it is, over one connection to the service for each of the browser, and keeps what redirects say', async () => {
  using service = await openService(() => 'moved for zq');
  await using relay = await Relay.open(() => performance.now());
  const [one, other] = [new Agent({ keepAlive: true, maxSockets: 1 }), new Agent({ keepAlive: true, maxSockets: 1 })];
  const at = (path: string) => `${service.origin}${path}`;
  const page = await textOf(await ask(relay, at('/'), one));
  expect(page).toContain('X-Odd-Case yes');
  expect(page).not.toContain('Proxy');
  const big = 'letters '.repeat(50_000);
  expect(await textOf(await ask(relay, at('/'), one, big))).toBe(big);
  expect(service.connections.size).toBe(1);
  for (const path of ['/old', '/packed']) {
    const moved = await ask(relay, at(path), other);
    expect(moved.headers.location).toBe('/new');
    moved.resume();
    expect(relay.take(at(path), 302, performance.now() + 1)).toBeUndefined();
    expect(relay.take(at(path), 302, 0)?.toString()).toBe('moved for zq');
    expect(relay.take(at(path), 302, 0)).toBeUndefined();
    await once(moved, 'end');
  }
  expect(service.connections.size).toBe(2);
  const stream = await ask(relay, at('/stream'), one);
  expect(String((await once(stream, 'data'))[0])).toBe('first');
  stream.destroy();
  await expect(ask(relay, at('/broken'), other)).rejects.toThrow('socket hang up');
  await expect(ask(relay, 'http://127.0.0.1:9/', other)).rejects.toThrow('socket hang up');
  one.destroy();
  other.destroy();
});

test('what a redirect says in its body is scanned as shown to whoever was led on', async () => {
  const known: { said?: string } = {};
  using service = await openService(() => `<p>Moved: ${known.said}`);
  const seen = await shownToAlpha(service.origin, '/old', (canary) => {
    known.said = canary;
  });
  const redirect = seen.find(({ status }) => status === 302);
  expect(redirect?.foreign).toMatchObject([{ text: known.said }]);
});
