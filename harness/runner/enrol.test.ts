import { mkdtempSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Step } from '../model/plan.ts';
import type { Accounts, Target, Tools } from '../model/target.ts';
import { enrolPair } from './enrol.ts';
import { examineAccounts } from './examine.ts';
import { play } from './play.ts';
import { retirePairs } from './retire.ts';
import { setStage } from './set-stage.ts';
import { world } from './world.ts';

/** A little service as many are: sign-up signs in at once, and whoever is signed in is shown no sign-in form. */
class Club implements AsyncDisposable {
  readonly members = new Map<string, string>([['matilda@example.com', 'Horse-1']]);
  readonly sessions = new Map<string, string>();
  /** Members that keep a horse. */
  readonly horses = new Set<string>();
  /** Sign-ins of the administrator. */
  entered = 0;
  readonly server: Server = createServer((request, response) => {
    void this.#answer(request).then(({ status = 200, body = '', cookie, location }) => {
      response.writeHead(status, {
        'content-type': 'text/html',
        ...(cookie === undefined ? {} : { 'set-cookie': `id=${cookie}` }),
        ...(location === undefined ? {} : { location }),
      });
      response.end(body);
    });
  });

  static async open(): Promise<Club> {
    const club = new Club();
    await new Promise<void>((listening) => void club.server.listen(0, '127.0.0.1', listening));
    return club;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => void this.server.close(closed));
  }

  async #answer(
    request: IncomingMessage,
  ): Promise<{ status?: number; body?: string; cookie?: string; location?: string }> {
    const who = this.sessions.get(/id=(\w+)/.exec(request.headers.cookie ?? '')?.[1] ?? '');
    const form = new URLSearchParams(await textOf(request));
    const [email = '', password = ''] = [form.get('email') ?? undefined, form.get('password') ?? undefined];
    switch (`${request.method} ${request.url}`) {
      case 'GET /sign-in':
        return who === undefined ? { body: FORM } : { status: 302, location: '/' };
      case 'POST /sign-in':
        return this.members.get(email) === password
          ? { cookie: this.#enter(email) }
          : { status: 403, body: 'Wrong <b>password</b>' };
      case 'POST /sign-up':
        if (password.length < 12) return { status: 422, body: '{"password":"at least 12 letters"}' };
        this.members.set(email, password);
        return { cookie: this.#enter(email) };
      case 'POST /admin':
        this.entered += 1;
        return { cookie: this.#enter('the administrator') };
      case 'POST /members':
        if (who !== 'the administrator') return { status: 401 };
        this.members.set(email, password);
        return { status: 201 };
      case 'POST /members/close':
        if (this.horses.has(email)) return { status: 500, body: 'FOREIGN KEY constraint failed' };
        return { status: who === 'the administrator' && this.members.delete(email) ? 204 : 401 };
      case 'POST /horses':
        this.horses.add(who ?? '');
        return { status: 201 };
      case 'DELETE /horses':
        return { status: this.horses.delete(who ?? '') ? 204 : 404 };
      default:
        return { body: `You are ${who ?? 'nobody'}` };
    }
  }

  #enter(email: string): string {
    const id = `s${this.sessions.size + 1}`;
    this.sessions.set(id, email);
    return id;
  }
}

const FORM = '<form method="post"><input name="email"><input name="password" type="password"></form>';

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

const SIGN_IN: Accounts['signIn'] = async ({ http, account: { email, password } }) =>
  void (await http.submit('/sign-in', { email, password }));

/** Only the administrator makes and closes accounts. */
const BY_OPERATOR: Accounts = {
  operator: async ({ http }) => void (await http.post('/admin')),
  enrol: async ({ operator, account: { email, password } }) =>
    void (await operator.post('/members', { form: { email, password } })),
  retire: async ({ operator, account: { email } }) => void (await operator.post('/members/close', { form: { email } })),
};

function targetOf(club: Club, accounts: Accounts): Target {
  return { name: 'club', origin: club.origin, accounts: { whoami: { get: '/me' }, ...accounts }, surfaces: {} };
}

const workspace = () => ({ folder: mkdtempSync(join(tmpdir(), 'misdelivery-')), givenKey: undefined });
const source = { name: 'club', origin: '', faults: [], traps: [] };

test('whoever is signed in by signing up, and so is shown no form, signs in with a fresh session', async () => {
  await using club = await Club.open();
  const enrol: Accounts['enrol'] = async ({ http, account: { email, password } }) =>
    void (await http.post('/sign-up', { form: { email, password } }));
  const stage = setStage(targetOf(club, { enrol, signIn: SIGN_IN }), workspace(), world);
  const { pair, failure } = await enrolPair(stage, 0);
  expect(failure).toBeUndefined();
  expect(pair.all.map(({ state }) => state)).toEqual(['entered', 'entered']);
  await retirePairs(stage, [pair], new Set());
});

test('the operator signs in once, creates and closes accounts, and comes back when its session has run out', async () => {
  await using club = await Club.open();
  const stage = setStage(
    targetOf(club, {
      ...BY_OPERATOR,
      signIn: SIGN_IN,
    }),
    workspace(),
    world,
  );
  const one = await enrolPair(stage, 0);
  expect(one.failure).toBeUndefined();
  expect(club.entered).toBe(1);
  expect(one.prelude.flatMap(({ observations }) => observations).every(({ account }) => account !== undefined)).toBe(
    true,
  );
  club.sessions.clear();
  const two = await enrolPair(stage, 1);
  expect(two.failure).toBeUndefined();
  expect(club.entered).toBe(2);
  const left = new Set<string>([...one.pair.facts, ...two.pair.facts].map(({ id }) => id));
  expect(await retirePairs(stage, [one.pair, two.pair], left)).toBeUndefined();
  expect([...left]).toEqual([]);
  expect([...club.members.keys()]).toEqual(['matilda@example.com']);
});

test('accounts that were given are recognised by the address that was given', async () => {
  await using club = await Club.open();
  club.members.set('wilhelmina@example.com', 'Horse-2');
  const given = [
    { email: 'matilda@example.com', password: 'Horse-1' },
    { email: 'wilhelmina@example.com', password: 'Horse-2' },
  ];
  const stage = setStage(targetOf(club, { given, signIn: SIGN_IN }), workspace(), world);
  const { pair, failure } = await enrolPair(stage, 0);
  expect(failure).toBeUndefined();
  await retirePairs(stage, [pair], new Set());
  const wrong = setStage(targetOf(club, { given, signIn: async () => {} }), workspace(), world);
  const outsiders = await enrolPair(wrong, 0);
  expect(outsiders.failure).toContain('without the e-mail address or user name');
  await retirePairs(wrong, [outsiders.pair], new Set());
});

test('doctor quotes what a target that refuses a sign-up says', async () => {
  await using club = await Club.open();
  const enrol: Accounts['enrol'] = async ({ http, account: { email } }) =>
    void (await http.post('/sign-up', { form: { email, password: 'short' } }));
  const checks = await examineAccounts(targetOf(club, { enrol, signIn: SIGN_IN }), workspace(), world, source);
  expect(checks[0]).toMatchObject({
    is: 'broken',
    because: 'alpha: enrol: POST /sign-up was answered with 422',
    said: '{"password":"at least 12 letters"}',
  });
});

test('an account that the target does not close while it owns something is emptied first', async () => {
  await using club = await Club.open();
  const target = {
    ...targetOf(club, { ...BY_OPERATOR, signIn: SIGN_IN }),
    resources: {
      horse: {
        async create({ http }: Tools) {
          await http.post('/horses');
          return { id: 'horse' };
        },
        remove: async ({ http }: Tools) => http.delete('/horses'),
      },
    },
  };
  const stage = setStage(target, workspace(), world);
  const { pair } = await enrolPair(stage, 0);
  const plant: Step = { do: 'plant', by: 'alpha', resource: 'horse' };
  await play(stage, pair, { scenario: 'a test', over: 'http', steps: [plant] });
  expect(club.horses.size).toBe(1);
  const left = new Set<string>(pair.facts.map(({ id }) => id));
  expect(await retirePairs(stage, [pair], left)).toBeUndefined();
  expect([...left]).toEqual([]);
});

const gone: readonly (readonly [name: string, entered: boolean])[] = [
  ['who could sign in once, though never recognised, and is refused now is not there any more', true],
  ['who never could sign in may still be there, and is left', false],
];

for (const [name, entered] of gone) {
  test(name, async () => {
    await using club = await Club.open();
    const nobody = { post: '/sign-up', form: {} };
    const signIn: Accounts['signIn'] = entered ? SIGN_IN : async ({ http }) => void (await http.post('/sign-in'));
    const stage = setStage(targetOf(club, { ...BY_OPERATOR, signIn, whoami: nobody }), workspace(), world);
    const { pair, failure } = await enrolPair(stage, 0);
    expect(failure).toMatch(entered ? /not kept/ : /sign in: POST \/sign-in was answered with 403/);
    club.members.clear();
    const left = new Set<string>(pair.facts.map(({ id }) => id));
    await retirePairs(stage, [pair], left);
    expect([...left].length).toBe(entered ? 0 : pair.facts.length);
  });
}

test('an account whose sign-up never reached anybody is not there to be left', async () => {
  const nobody = { name: 'nobody', origin: 'http://127.0.0.1:9', surfaces: {} };
  const enrol: Accounts['enrol'] = async ({ http }) => void (await http.post('/sign-up'));
  const stage = setStage({ ...nobody, accounts: { enrol } }, workspace(), world);
  const { pair, failure } = await enrolPair(stage, 0);
  expect(failure).toMatch(/POST \/sign-up was not answered: nothing listens there/);
  const left = new Set<string>(pair.facts.map(({ id }) => id));
  expect(await retirePairs(stage, [pair], left)).toBeUndefined();
  expect([...left]).toEqual([]);
});
