import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { strToU8, zipSync } from 'fflate';
import { createCodec, createMint, workspaceKey } from '../canaries/index.ts';
import type { Place } from './scan-places.ts';
import { misdelivery } from './testing/command.ts';

const RUN = 4321;
const GIVEN = 'a key for the tests of scan, of no other use';

const codec = createCodec({ key: workspaceKey('', { given: GIVEN, randomBytes: () => new Uint8Array() }), run: RUN });
const alpha = createMint({ codec, account: 0 });
const bravo = createMint({ codec, account: 1 });
const email = alpha('email');
const phone = alpha('phone');
const company = bravo('company');

let cwd: string;
test.beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'misdelivery-scan-'));
  mkdirSync(join(cwd, 'logs', 'old'), { recursive: true });
  mkdirSync(join(cwd, 'misdelivery-report'));
  writeFileSync(join(cwd, 'misdelivery-report', 'journal.ndjson'), journal());
});
test.afterEach(() => rmSync(cwd, { recursive: true, force: true }));

test('logs, archives, HAR files and file names tell owner, field, run and place', async () => {
  put('app.log', `GET /orders 200 ${company.value}\n`);
  put('avatars.log', `/avatar/${createHash('md5').update(email.value).digest('hex')}.png\n`);
  put('a.har', JSON.stringify({ log: { entries: [{ response: { content: { text: base64(company.value) } } }] } }));
  put('old/app.log.1.gz', gzipSync(`mail to ${email.value}\n`));
  put('backup.zip', zipSync({ 'dump.csv': strToU8(`name\n${company.value}\n`) }));
  put(`export-${company.text}.csv`, `id,phone\n1,${phone.value}\n2,${email.value}\n`);
  put('innocent.log', 'nothing of anybody\n');
  const { code, out } = await scan(['logs', '--json']);
  const { sightings, files } = JSON.parse(out) as { sightings: Place[]; files: number };
  expect(files).toBe(7);
  expect(code).toBe(1);
  const told = sightings.map(({ file, offset, place, owner, field, run, encoding, grade }) =>
    [file.slice(5), offset, place, owner, field, run, encoding.join(), grade].join(' | '),
  );
  const [business, address] = [`p0/bravo | account business | ${RUN}`, `p0/alpha | account email | ${RUN}`];
  expect(told).toEqual([
    `a.har | 51 | /log/entries/0/response/content/text | ${business} | base64 | proven`,
    `app.log | 16 |  | ${business} |  | proven`,
    `avatars.log | 8 |  | ${address} | md5 | proven`,
    `backup.zip |  | dump.csv row 2 column 1 | ${business} | zip | proven`,
    `export-${company.text}.csv |  | file name | ${business} |  | proven`,
    `export-${company.text}.csv | 25 | row 3 column 2 | ${address} |  | proven`,
    `export-${company.text}.csv | 11 | row 2 column 2 | p0/alpha | order phone | ${RUN} |  | weak`,
    `old/app.log.1.gz | 8 |  | ${address} | gzip | proven`,
  ]);
});

test('standard input, --owner and what cannot be read each have their exit code', async () => {
  const text = `one ${company.value}, two ${email.value}\n`;
  expect(await scan(['--owner', 'p0/alpha'], text)).toMatchObject({
    code: 1,
    out: expect.stringMatching(
      /^standard input: byte \d+: p0\/alpha account email, run 4321, plain, proven: zq[a-z]{18}\n1 canary/,
    ),
  });
  expect(await scan(['-', '--owner', 'p3/alpha'], text)).toMatchObject({ code: 0 });
  put('broken.zip', Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(99, 7)]));
  expect(await scan(['logs'])).toMatchObject({ code: 2, out: expect.stringContaining('the zip is broken') });
  expect(await scan(['nowhere'])).toMatchObject({ code: 64, err: expect.stringContaining('There is no nowhere') });
  const keyless = await scan(['logs'], '', { MISDELIVERY_KEY: undefined });
  expect(keyless).toMatchObject({ code: 64, err: expect.stringContaining('no canary could be recognised') });
});

function put(name: string, content: string | Uint8Array): void {
  writeFileSync(join(cwd, 'logs', name), content);
}

function base64(text: string): string {
  return Buffer.from(`{"name":"${text}"}`).toString('base64');
}

/** What a run leaves of what it planted. */
function journal(): string {
  const planted = (role: string, resource: string, field: string, shape: string, slot: number) => ({
    ...{ step: -1, account: `p0/${role}`, resource, nth: 0, outcome: 'done' },
    fields: [{ field, shape, slot }],
  });
  const plantings = [
    planted('alpha', 'account', 'email', 'email', email.slot),
    planted('alpha', 'order', 'phone', 'phone', phone.slot),
    planted('bravo', 'account', 'business', 'company', company.slot),
  ];
  const head = { version: 1, run: RUN, surfaces: {}, shared: [] };
  const line = { scenario: 'same-service', surface: 'orders', evidence: { plan: {}, journal: [], plantings } };
  return `${JSON.stringify(head)}\n${JSON.stringify(line)}\n`;
}

const scan = (args: readonly string[], input = '', env: NodeJS.ProcessEnv = {}) =>
  misdelivery(['scan', ...args], { cwd, input, env: { MISDELIVERY_KEY: GIVEN, ...env } });
