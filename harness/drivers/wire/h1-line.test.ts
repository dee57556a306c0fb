import { type AddressInfo, createServer, type Socket } from 'node:net';
import { expect, test } from '@playwright/test';
import { H1Line } from './h1-line.ts';

/** A server that says `close`, answers nothing more on that socket, and waits for its client to close it: Werkzeug is one. */
async function lastAnswerServer(head: string) {
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    socket.once('data', () => socket.write(`${head}\r\ncontent-length: 2\r\n\r\nok`));
    socket.on('end', () => socket.end());
    socket.on('error', () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const watcher = { onHead: () => {}, onChunk: () => {}, end: () => {} };

for (const head of ['HTTP/1.1 200 OK\r\nconnection: close', 'HTTP/1.0 200 OK']) {
  test(`after an answer that is the last of its socket (${head.slice(0, 8)}) the next question goes elsewhere`, async () => {
    await using server = await lastAnswerServer(head);
    const now = () => performance.now();
    const options = { connectTimeoutMs: 2_000, insecureTls: false, isShared: true, now };
    await using line = new H1Line({ origin: server.origin, ...options });
    const limits = { exchangeTimeoutMs: 3_000, bodyBytesMax: 1_000 };
    const ask = () => line.ask({ method: 'GET', path: '/', headers: {} }, watcher, limits, () => watcher);
    const first = await ask();
    const second = await ask();
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(second.localPort).not.toBe(first.localPort);
    const [third, fourth] = await Promise.allSettled([ask(), ask()]);
    expect(third).toMatchObject({ status: 'fulfilled' });
    expect(String((fourth as PromiseRejectedResult).reason)).toContain('the target closed the connection');
  });
}
