import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import type { RunRecord } from '../model/record.ts';
import { leftAccounts, leftLogs } from '../runner/created-log.ts';
import * as command from './testing/command.ts';

/** The command line as a user has it: our own process, in a folder of its own, asserted on by exit code and output. */
const DEPOT_TARGET = resolve('fixtures/depot.target.ts');
const QUICK = ['--plans', '1', '--scenario', 'same-service', '--surface', 'order list'];

let folder: string;
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'misdelivery-cli-'));
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a clean run: exit code 0, a matrix, and a record', async () => {
  const { code, out } = await misdelivery('run', ...QUICK, '--seed', '7');
  expect(out).toMatch(/CLEAN {2}depot/);
  expect(out).toMatch(/order list.*✓/);
  expect(out).toContain('seed 7');
  expect(code).toBe(0);
  expect(record().verdict.is).toBe('clean');
});

test('a leak: exit code 1, a proof, a replay that works, and a journal that can be judged again', async () => {
  const { code, out } = await misdelivery(
    'run',
    '--fault',
    'order-by-id-unchecked',
    '--scenario',
    'same-identifier',
    '--surface',
    'one order',
    '--plans',
    '3',
  );
  expect(code).toBe(1);
  expect(out).toMatch(/LEAK {2}one order, over http, sharing an identifier/);
  expect(out).toContain('CWE-639');
  const again = await misdelivery('replay', 'misdelivery-report/leaks/1.json', '--times', '2');
  expect(again).toMatchObject({ code: 1, out: expect.stringContaining('LEAK  seen in 2 of 2 plays') });
  const judged = await misdelivery('judge', 'misdelivery-report');
  expect(judged).toMatchObject({ code: 1, out: expect.stringContaining('judged again from 3 stored plans') });
});

test('nothing secret is written down', async () => {
  await misdelivery('run', ...QUICK);
  const { settings, ...rest } = record();
  const text = JSON.stringify(rest) + readFileSync(join(folder, 'misdelivery-report/journal.ndjson'), 'utf8');
  expect(settings).toBeDefined();
  expect(text).not.toMatch(/Mq7!|depot_session=|bearer /i);
});

test('the same seed plays the same plans', async () => {
  const plansOf = async () => {
    await misdelivery('run', ...QUICK, '--seed', '11', '--lanes', '1');
    return readFileSync(join(folder, 'misdelivery-report/journal.ndjson'), 'utf8')
      .split('\n')
      .slice(1)
      .filter(Boolean)
      .map((line) => JSON.parse(line).evidence.plan);
  };
  expect(await plansOf()).toEqual(await plansOf());
});

const wrong: readonly (readonly [args: readonly string[], message: RegExp])[] = [
  [['run', '--target', 'missing.ts'], /There is no target file missing\.ts.*misdelivery init/],
  [['run', '--fault', 'nonsense'], /There is no fault "nonsense"\. Expected one of: list-page-two-unfiltered/],
  [['run', '--scenario', 'same-planet'], /There is no scenario "same-planet"\. Expected one of: same-service/],
  [['run', '--surface', 'cellar'], /There is no surface "cellar"\. Expected one of/],
  [['run', '--budget', 'soon'], /--budget is "soon"\. Expected a time such as 60s/],
  [['run', '--plans', '0'], /plans is 0: expected a whole number of at least 1/],
  [['run', '--colour'], /Unknown argument: colour/],
  [['replay', 'missing.json'], /There is no missing\.json\. Expected a leak file/],
  [['judge', 'nowhere'], /There is no nowhere[/\\]run\.json\. Expected a report folder/],
  [['runn'], /Did you mean run\?|Unknown/],
];

for (const [args, message] of wrong) {
  test(`misdelivery ${args.join(' ')} is a usage error`, async () => {
    const { code, err } = await misdelivery(...args);
    expect(err).toMatch(message);
    expect(err).not.toMatch(/^\s+at /m);
    expect(code).toBe(64);
  });
}

test('a target file that describes no target lists everything that is wrong with it', async () => {
  writeFileSync(join(folder, 'bad.ts'), "export default { origin: 'nowhere', surfaces: { list: {} } };\n");
  const { code, err } = await misdelivery('run', '--target', 'bad.ts');
  expect(err).toMatch(
    /"name" is missing[\s\S]*"origin" is "nowhere"[\s\S]*"accounts" is missing[\s\S]*surface "list" has no way to look/,
  );
  expect(code).toBe(64);
});

const silent: readonly (readonly [
  name: string,
  body: (path: string) => readonly [status: number, body: string],
  because: RegExp,
])[] = [
  ['every answer is empty', () => [200, ''], /INCONCLUSIVE/],
  ['every answer is an error', () => [500, '{}'], /INCONCLUSIVE/],
  [
    'sign-in is refused',
    (path) => (path === '/api/session' ? [401, '{}'] : [201, '{}']),
    /sign in: POST \/api\/session was answered with 401/,
  ],
];

for (const [name, body, because] of silent) {
  test(`${name}: exit code 2, and no stack trace`, async () => {
    const server = createServer((request, response) => {
      const [status, text] = body(request.url ?? '');
      response.writeHead(status, { 'content-type': 'application/json' }).end(text);
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    const { code, out, err } = await misdelivery('run', '--target', DEPOT_TARGET, ...QUICK, {
      TARGET: `http://127.0.0.1:${port}`,
    });
    server.closeAllConnections();
    server.close();
    expect(out).toMatch(because);
    expect(out + err).not.toMatch(/^\s+at /m);
    expect(code).toBe(2);
    expect(record().verdict.is).toBe('inconclusive');
  });
}

const breakages: readonly (readonly [name: string, breakage: Breakage, because: RegExp])[] = [
  [
    'sign-in is broken',
    ({ path, method }) => (path === '/api/session' && method === 'POST' ? { status: 403, body: '{}' } : undefined),
    /sign in: POST \/api\/session was answered with 403/,
  ],
  [
    'every answer is empty from some time on',
    ({ nth }) => (nth > 200 ? { status: 200, body: '' } : undefined),
    /INCONCLUSIVE/,
  ],
];

for (const [name, breakage, because] of breakages) {
  test(`a depot of which ${name}: exit code 2, and no stack trace`, async () => {
    await using lab = await serve();
    await using proxy = await proxyOf(lab.origin, breakage);
    const { code, out, err } = await misdelivery(
      'run',
      '--target',
      DEPOT_TARGET,
      '--driver',
      'http',
      '--budget',
      '6s',
      {
        TARGET: proxy.origin,
      },
    );
    expect(out).toMatch(because);
    expect(out + err).not.toMatch(/^\s+at /m);
    expect(code).toBe(2);
  });
}

test('a target that nobody serves: exit code 2, with the address', async () => {
  const { code, out } = await misdelivery('run', '--target', DEPOT_TARGET, ...QUICK, { TARGET: 'http://127.0.0.1:9' });
  expect(out).toContain('ECONNREFUSED');
  expect(code).toBe(2);
});

test('a target that is killed in the middle: exit code 2, never 0', async () => {
  await using lab = await serve();
  const ended = misdelivery('run', '--target', DEPOT_TARGET, '--budget', '90s', {
    TARGET: lab.origin,
  });
  await until(() => existsSync(join(folder, 'misdelivery-report/journal.ndjson')) && journalLines() > 3);
  lab.process.kill('SIGKILL');
  const { code, out, err } = await ended;
  expect(out).toMatch(/INCONCLUSIVE.*partial: no account could take part/s);
  expect(err).not.toMatch(/^\s+at /m);
  expect(code).toBe(2);
});

test('after kill -9, clean retires every account, and finds nothing the second time', async () => {
  await using lab = await serve();
  const process_ = start('run', '--target', DEPOT_TARGET, '--budget', '90s', { TARGET: lab.origin });
  const over = new Promise((done) => process_.once('exit', done));
  await until(() => existsSync(join(folder, 'misdelivery-report/journal.ndjson')) && journalLines() > 3);
  process_.kill('SIGKILL');
  await over;
  const noted = leftLogs(join(folder, '.misdelivery/created')).flatMap(({ lines }) => leftAccounts(lines));
  const first = await misdelivery('clean', '--json', { TARGET: lab.origin });
  const [cleaned] = JSON.parse(first.out);
  expect(cleaned.retired.length).toBeGreaterThanOrEqual(2);
  expect([...cleaned.retired, ...cleaned.absent].sort()).toEqual(noted.sort());
  expect(cleaned.left).toEqual([]);
  expect(first.code).toBe(0);
  expect(await misdelivery('clean')).toMatchObject({ code: 0, out: 'Nothing was left behind.\n' });
});

test('Ctrl-C ends a run within two seconds, with everything retired and a partial report', async () => {
  const process_ = start('run', '--plans', '500', '--budget', '60s');
  const ended = command.finished(process_);
  await until(() => existsSync(join(folder, 'misdelivery-report/journal.ndjson')) && journalLines() > 3);
  const asked = Date.now();
  process_.kill('SIGINT');
  const { code, out } = await ended;
  expect(Date.now() - asked).toBeLessThan(4_000);
  expect(code).toBe(2);
  expect(out).toContain('the run is partial: it was interrupted');
  expect(record().partial).toBe('it was interrupted');
});

test('after Ctrl-C every account is either retired or named, and clean retires those', async () => {
  await using lab = await serve();
  const process_ = start('run', '--target', DEPOT_TARGET, '--budget', '60s', { TARGET: lab.origin });
  const ended = command.finished(process_);
  await until(() => existsSync(join(folder, 'misdelivery-report/journal.ndjson')) && journalLines() > 3);
  process_.kill('SIGINT');
  expect((await ended).code).toBe(2);
  const { count, left } = record();
  expect(count.retired + left.length).toBe(count.accounts);
  await misdelivery('clean', { TARGET: lab.origin });
  expect(await misdelivery('clean')).toMatchObject({ code: 0, out: 'Nothing was left behind.\n' });
});

test('replay stops at the first leak when asked, says how sure it is of none, and skips what cannot tell', async () => {
  const quick = ['--scenario', 'same-identifier', '--surface', 'one order', '--plans', '3', '--tell', '1'];
  await misdelivery('run', '--fault', 'order-by-id-unchecked', ...quick);
  const leak = 'misdelivery-report/leaks/1.json';
  const first = await misdelivery('replay', leak, '--times', '50', '--until-leak', '--json');
  expect(JSON.parse(first.out)).toMatchObject({ is: 'leak', plays: 1, seen: 1, rateMin: expect.closeTo(0.025, 5) });
  await using lab = await serve();
  const mended = await misdelivery('replay', leak, '--bisect', '--target', DEPOT_TARGET, { TARGET: lab.origin });
  expect(mended.out, 'as often as its rate demands').toMatch(
    /CLEAN {2}not seen in 4 plays \(when it was told it came back in 10 of 10\).* rate of ≤ 53 %/,
  );
  expect(mended.code).toBe(0);
  const dead = ['replay', leak, '--target', DEPOT_TARGET] as const;
  expect((await misdelivery(...dead, { TARGET: 'http://127.0.0.1:9' })).code).toBe(2);
  expect((await misdelivery(...dead, '--bisect', { TARGET: 'http://127.0.0.1:9' })).code).toBe(125);
  writeFileSync(join(folder, 'unloadable.ts'), 'export default {');
  const unloadable = await misdelivery('replay', leak, '--bisect', '--target', 'unloadable.ts');
  expect(unloadable.code).toBe(125);
  expect(unloadable.err).not.toMatch(/^\s+at /m);
});

test('list, lab list and help say what there is', async () => {
  expect((await misdelivery('list')).out).toMatch(/same-service[\s\S]*Surfaces of depot: /);
  expect((await misdelivery('lab', 'list')).out).toMatch(/list-page-two-unfiltered\n {2}incident/);
  const { out, code } = await misdelivery('--help');
  expect(out).toMatch(/misdelivery run[\s\S]*misdelivery replay <file>[\s\S]*misdelivery clean/);
  expect(code).toBe(0);
});

/** What a proxy answers in the target's place; undefined to let the target answer. */
type Breakage = (asked: {
  readonly path: string;
  readonly method: string;
  readonly nth: number;
}) => { readonly status: number; readonly body: string } | undefined;

/** A proxy before a target that breaks some of its answers. */
async function proxyOf(origin: string, breakage: Breakage): Promise<{ origin: string } & AsyncDisposable> {
  let nth = 0;
  const server = createServer((asked, answered) => {
    nth += 1;
    const broken = breakage({ path: asked.url ?? '', method: asked.method ?? '', nth });
    if (broken !== undefined) {
      asked.resume();
      answered.writeHead(broken.status, { 'content-type': 'application/json' }).end(broken.body);
      return;
    }
    const { method } = asked;
    const { host: _host, origin: from, ...rest } = asked.headers;
    const headers = from === undefined ? rest : { ...rest, origin };
    const passed = request(origin + asked.url, { headers, ...(method === undefined ? {} : { method }) }, (answer) => {
      answered.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(answered);
    });
    passed.on('error', () => answered.destroy());
    answered.on('close', () => passed.destroy());
    asked.pipe(passed);
  });
  server.on('clientError', (_, socket) => socket.destroy());
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

type Environment = Readonly<Record<string, string>>;

function start(...args: readonly (string | Environment)[]): ChildProcess {
  const words = args.filter((each): each is string => typeof each === 'string');
  const env = Object.assign({}, ...args.filter((each) => typeof each !== 'string')) as Environment;
  return command.start(words, { cwd: folder, env });
}

function misdelivery(...args: readonly (string | Environment)[]): Promise<command.Ended> {
  return command.finished(start(...args));
}

/** A depot in a process of its own, so that it can be killed. */
async function serve(): Promise<{ origin: string; process: ChildProcess } & AsyncDisposable> {
  const child = start('lab', 'serve');
  const origin = await new Promise<string>((done) => {
    child.stdout?.on('data', (chunk) => {
      const found = /Depot at (\S+?)\.?\s/.exec(String(chunk));
      if (found?.[1] !== undefined) done(found[1]);
    });
  });
  return {
    origin,
    process: child,
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null && child.signalCode === null) {
        const over = new Promise((done) => child.once('exit', done));
        child.kill('SIGKILL');
        await over;
      }
    },
  };
}

function record(): RunRecord {
  return JSON.parse(readFileSync(join(folder, 'misdelivery-report/run.json'), 'utf8')) as RunRecord;
}

function journalLines(): number {
  return readFileSync(join(folder, 'misdelivery-report/journal.ndjson'), 'utf8').split('\n').length - 2;
}

async function until(isSo: () => boolean): Promise<void> {
  const untilMs = Date.now() + 150_000;
  while (!isSo()) {
    if (Date.now() > untilMs) throw new Error('It did not come to be in two and a half minutes.');
    await new Promise((done) => setTimeout(done, 50));
  }
}
