import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { expect, test } from '@playwright/test';
import { createCodec } from '../canaries/index.ts';
import type { Observation } from '../model/observation.ts';
import { HttpSession } from './http.ts';
import { surroundings } from './testing/crowd.ts';
import { H1Line } from './wire/h1-line.ts';

const codec = createCodec({ key: Buffer.alloc(32, 7), run: 1 });
const CANARY = codec.mint(1, 3);
const VIEWER = { session: 'p0/alpha#1', actor: 'alpha', account: 'p0/alpha', tenant: 'p0/alpha' } as const;

/** A server that repeats what an earlier request had left in its buffer where it says what was wrong. */
async function careless() {
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.on(
      'data',
      () => void socket.write(`HTTP/1.1 400 Illegal character in ${CANARY}\r\ncontent-length: 0\r\n\r\n`),
    );
  });
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', listening));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: () => new Promise<void>((closed) => void server.close(() => closed())),
  };
}

for (const isByHand of [false, true]) {
  test(`the words of a status line are scanned, ${isByHand ? 'on a line of the plan’s own' : 'on ordinary connections'}`, async () => {
    await using server = await careless();
    const now = () => performance.now();
    const world = surroundings(server.origin, codec, now, 5_000);
    const { origin } = server;
    await using session = new HttpSession(VIEWER, world);
    await using line = new H1Line({ origin, connectTimeoutMs: 5_000, insecureTls: false, now, isShared: false });
    const seen: Observation[] = [];
    const via = isByHand
      ? {
          via: (
            ...[request, watcher, limits, unasked]: Parameters<NonNullable<Parameters<HttpSession['send']>[1]['via']>>
          ) => line.ask(request, watcher, limits, unasked, async () => {}),
        }
      : {};
    await session.send(
      { method: 'GET', path: '/' },
      { surface: 'list', record: (each) => void seen.push(each), ...via },
    );
    expect(seen).toMatchObject([{ status: 400, foreign: [{ text: CANARY, place: 'status line' }] }]);
  });
}
