import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import { buildSchema, parse } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { createTransport } from 'nodemailer';
import { Server as SocketIo } from 'socket.io';
import { WebSocketServer } from 'ws';
import {
  defineTarget,
  mailSink,
  type RunRecord,
  run,
  type Scenario,
  type Surface,
  type Target,
  world,
} from '../harness/index.ts';
import { sameIdentifier } from './same-identifier.ts';
import { sameOutbox } from './same-outbox.ts';

interface Note {
  readonly id: string;
  readonly by: string;
  readonly text: string;
}

/** Two beekeepers keep notes with it; whoever is asking says so in a header. Everything else is added by each test. */
class Notes implements AsyncDisposable {
  readonly server: Server;
  readonly notes: Note[] = [];
  readonly ears = new Set<(note: Note) => void>();
  readonly routes = new Map<string, (request: IncomingMessage, response: ServerResponse, user: string) => unknown>();

  constructor() {
    this.server = createServer((request, response) => void this.#answer(request, response));
  }

  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', () => resolve()));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => void this.server.close(() => resolve()));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const user = String(request.headers['x-user'] ?? '');
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    const route = this.routes.get(path);
    if (user === '') return void response.writeHead(401).end();
    if (route !== undefined) return void route(request, response, user);
    if (path === '/notes' && request.method === 'POST') {
      const { text } = JSON.parse((await buffer(request)).toString());
      const note = { id: `note-${this.notes.length + 1}`, by: user, text };
      this.notes.push(note);
      for (const ear of this.ears) ear(note);
      return void response.writeHead(201, { 'content-type': 'application/json' }).end(JSON.stringify(note));
    }
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ user }));
  }
}

function target(origin: string, surfaces: Record<string, Surface>, more: Partial<Target> = {}): Target {
  return defineTarget({
    name: 'notes',
    origin,
    landing: false,
    accounts: {
      signIn: async ({ http, account }) => http.use({ 'x-user': account.email }),
      whoami: { get: '/me' },
    },
    resources: {
      note: {
        create: async ({ http, canary }) => (await http.post('/notes', { json: { text: canary('note') } })).json,
      },
    },
    surfaces,
    ...more,
  });
}

/** Every plan is played long before; half of it is for telling the leak. */
const BUDGET_MS = 20_000;

async function play(played: Target, plans = 4, scenario: Scenario = sameOutbox): Promise<RunRecord> {
  const folder = mkdtempSync(join(tmpdir(), 'misdelivery-outbox-'));
  try {
    return await run({
      target: played,
      source: { name: played.name, origin: played.origin, faults: [], traps: [] },
      scenarios: [scenario],
      options: { plans, seed: 3, lanes: 2, tell: 1, budgetMs: BUDGET_MS, surfaces: Object.keys(played.surfaces) },
      workspace: { folder, givenKey: undefined },
      reportFolder: join(folder, 'report'),
      world,
      tool: 'misdelivery test',
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Whether everybody is told of every note, as a careless service does, or its owner alone. */
const TWINS = [
  ['careless', 'leak'],
  ['careful', 'clean'],
] as const;

for (const [twin, is] of TWINS) {
  const isCareless = twin === 'careless';

  test(`server-sent events whose head comes with the first event, ${twin} → ${is}`, async () => {
    await using service = new Notes();
    service.routes.set('/events', (_request, response, user) => {
      // Without a write the head stays where it is: half of the tutorials have it so.
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      const tell = (note: Note) =>
        (isCareless || note.by === user) && response.write(`id: ${note.id}\ndata: ${JSON.stringify(note)}\n\n`);
      service.ears.add(tell);
      response.on('close', () => service.ears.delete(tell));
    });
    const record = await play(target(await service.open(), { feed: { events: '/events', shows: 'note' } }), 2);
    expect(record.cells).toMatchObject([{ surface: 'feed', driver: 'stream', is }]);
  });

  test(`server-sent events at an address that names whom they are for, ${twin} → ${is}`, async () => {
    await using service = new Notes();
    service.routes.set('/events', (request, response, user) => {
      const of = new URL(request.url ?? '', 'http://notes').searchParams.get('of');
      if (of !== user && !isCareless) return void response.writeHead(403).end();
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write(': welcome\n\n');
      const tell = (note: Note) => note.by === of && response.write(`data: ${JSON.stringify(note)}\n\n`);
      service.ears.add(tell);
      response.on('close', () => service.ears.delete(tell));
    });
    const feed: Surface = { events: ({ account }) => `/events?of=${account.email}`, shows: 'note' };
    const record = await play(target(await service.open(), { feed }), 2, sameIdentifier);
    expect(record.cells).toMatchObject([{ scenario: 'same-identifier', surface: 'feed', driver: 'stream', is }]);
    if (isCareless) expect(record.leaks[0]?.leak).toMatchObject({ cwe: [639], resource: 'note' });
  });

  test(`Socket.IO with rooms, ${twin} → ${is}`, async () => {
    await using service = new Notes();
    const io = new SocketIo(service.server);
    io.on('connection', (socket) => {
      socket.on('join', (user: string) => user === socket.handshake.auth.user && void socket.join(user));
    });
    service.ears.add((note) => void (isCareless ? io : io.to(note.by)).emit('note', note));
    const surface: Surface = {
      socket: '/socket.io',
      speaks: 'socket.io',
      auth: ({ account }) => ({ user: account.email }),
      say: ({ account }) => ['join', account.email],
      shows: 'note',
    };
    const record = await play(target(await service.open(), { feed: surface }));
    expect(record.cells).toMatchObject([{ is }]);
    if (isCareless) expect(record.leaks[0]?.leak).toMatchObject({ driver: 'stream', surface: 'feed' });
    await io.close();
  });

  test(`a room that is ${isCareless ? 'not ' : ''}left when another signs in on the socket → ${is}`, async () => {
    await using service = new Notes();
    const sockets = new WebSocketServer({ server: service.server });
    sockets.on('connection', (socket) => {
      const rooms = new Set<string>();
      socket.on('message', (data) => {
        const { join: room, leave } = JSON.parse(String(data));
        if (room !== undefined) rooms.add(room);
        if (leave !== undefined && !isCareless) rooms.clear();
      });
      const tell = (note: Note) => rooms.has(note.by) && socket.send(JSON.stringify(note));
      service.ears.add(tell);
      socket.on('close', () => service.ears.delete(tell));
    });
    const surface: Surface = {
      socket: '/',
      say: ({ account }) => ({ join: account.email }),
      bye: { leave: true },
      shows: 'note',
    };
    const record = await play(target(await service.open(), { feed: surface }), 8);
    expect(record.cells).toMatchObject([{ is }]);
    if (isCareless) expect(record.leaks[0]?.plan.steps.some((step) => step.do === 'listen' && step.from)).toBe(true);
    sockets.close();
  });

  test(`GraphQL subscriptions over graphql-transport-ws, ${twin} → ${is}`, async () => {
    await using service = new Notes();
    const schema = buildSchema(
      'type Query { none: Int } type Note { text: String! } type Subscription { note: Note! }',
    );
    const sockets = new WebSocketServer({ server: service.server, path: '/graphql' });
    useServer(
      {
        schema,
        onSubscribe: ({ connectionParams }, _id, { query }) => ({
          schema,
          document: parse(query),
          rootValue: { note: () => heard(service, isCareless ? undefined : String(connectionParams?.user)) },
        }),
      },
      sockets,
    );
    const surface: Surface = {
      socket: '/graphql',
      speaks: 'graphql',
      auth: ({ account }) => ({ user: account.email }),
      say: 'subscription { note { text } }',
      shows: 'note',
    };
    const record = await play(target(await service.open(), { feed: surface }), 2);
    expect(record.cells).toMatchObject([{ is }]);
    sockets.close();
  });

  test(`mail whose recipient is read when it is sent, ${twin} → ${is}; a link in a mail confirms each account`, async () => {
    await using sink = await mailSink();
    await using service = new Notes();
    const post = createTransport({ url: sink.url });
    const confirmed = new Set<string>();
    const send = (to: string, subject: string, text: string) =>
      post.sendMail({ from: 'Notes <notes@example.com>', to, subject, text });
    let last = '';
    const sent: Promise<unknown>[] = [];
    service.ears.add(({ by, text }) => {
      last = by;
      sent.push(sleep(5).then(() => send(isCareless ? last : by, 'You noted something', text)));
    });
    service.routes.set('/join', async (_request, response, user) => {
      await send(user, 'Please confirm', `Open http://notes.example/confirm?who=${encodeURIComponent(user)} to begin.`);
      response.end('{}');
    });
    service.routes.set('/confirm', (request, response) => {
      confirmed.add(new URL(request.url ?? '', 'http://notes').searchParams.get('who') ?? '');
      response.end('{}');
    });
    service.routes.set('/me', (_request, response, user) => {
      if (confirmed.has(user)) response.end(JSON.stringify({ user }));
      else response.writeHead(403).end();
    });
    const accounts: Target['accounts'] = {
      async enrol({ http, account, mail }) {
        http.use({ 'x-user': account.email });
        await http.post('/join');
        await http.get((await mail.next(/confirm/)).link(/confirm/));
      },
      signIn: async ({ http, account }) => http.use({ 'x-user': account.email }),
      retire: async () => {},
      whoami: { get: '/me' },
    };
    const more = { accounts, mail: { sink } };
    const record = await play(target(await service.open(), { 'note mail': { mail: /noted/, shows: 'note' } }, more));
    expect(record.cells.find(({ surface }) => surface === 'note mail')).toMatchObject({ driver: 'mailbox', is });
    await Promise.all(sent);
    post.close();
  });
}

test('a mailbox that the target file reads is one like any other', async () => {
  await using service = new Notes();
  const boxes = new Map<string, string[]>();
  service.ears.add(({ by, text }) => {
    boxes.set(by, [
      ...(boxes.get(by) ?? []),
      `From: notes@example.com\r\nTo: ${by}\r\nSubject: Noted\r\n\r\n${text}\r\n`,
    ]);
  });
  const mail = { read: async ({ account }: { account: { email: string } }) => boxes.get(account.email) ?? [] };
  const record = await play(target(await service.open(), { mails: { mail: true, shows: 'note' } }, { mail }), 2);
  expect(record.cells).toMatchObject([{ surface: 'mails', driver: 'mailbox', is: 'clean' }]);
});

test('where nothing arrives nothing is proven', async () => {
  await using service = new Notes();
  service.routes.set('/events', (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write(': welcome\n\n');
  });
  const record = await play(target(await service.open(), { feed: { events: '/events', shows: 'note' } }), 1);
  expect(record.cells).toMatchObject([{ is: 'inconclusive', looks: 0 }]);
  expect(record.cells[0]?.because[0]).toMatch(/^nothing arrived for \w+ at feed$/);
});

test('background work that does not end in time is not clean', async () => {
  await using service = new Notes();
  service.routes.set('/export', (_request, response) => void response.end('{"status":"failed"}'));
  const job: Surface['job'] = async ({ http }) => {
    const { json } = await http.until('/export', (reply) => reply.json.status !== 'waiting');
    if (json.status === 'failed') throw new Error('the export failed');
  };
  const record = await play(target(await service.open(), { export: { job, shows: 'note' } }), 1);
  expect(record.cells).toMatchObject([{ is: 'inconclusive', looks: 0 }]);
});

/** Every note from now on, or one user's. */
async function* heard(service: Notes, user: string | undefined): AsyncGenerator<{ readonly note: Note }> {
  const waiting: Note[] = [];
  let wake = () => {};
  const ear = (note: Note) => {
    waiting.push(note);
    wake();
  };
  service.ears.add(ear);
  try {
    for (;;) {
      for (const note of waiting.splice(0)) if (user === undefined || note.by === user) yield { note };
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  } finally {
    service.ears.delete(ear);
  }
}
