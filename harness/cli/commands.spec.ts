import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { Ajv } from 'ajv';
import { startDepot } from '../../fixtures/depot/index.ts';
import { STARTER } from './starter.ts';
import * as command from './testing/command.ts';

const DEPOT_TARGET = fileURLToPath(new URL('../../fixtures/depot.target.ts', import.meta.url));
const SCHEMA = JSON.parse(readFileSync(new URL('../../docs/run.schema.json', import.meta.url), 'utf8'));

const folder = () => mkdtempSync(join(tmpdir(), 'misdelivery-'));

const misdelivery = (cwd: string, args: readonly string[], env: Record<string, string> = {}) =>
  command.misdelivery(args, { cwd, env });

/** The depot's target file with a line of it changed. */
function targetFile(cwd: string, change: (source: string) => string): string {
  const source = readFileSync(DEPOT_TARGET, 'utf8')
    .replace("'../harness/index.ts'", "'misdelivery'")
    .replaceAll("from './", `from '${dirname(DEPOT_TARGET)}/`);
  const file = join(cwd, 'changed.target.ts');
  writeFileSync(file, change(source));
  return file;
}

test('doctor finds nothing amiss with the embedded depot', async () => {
  const { code, out } = await misdelivery(folder(), ['doctor', '--json']);
  const { checks } = JSON.parse(out);
  for (const name of ['it can sign out', 'it can sign out at a browser'])
    expect(checks).toContainEqual(expect.objectContaining({ name, is: 'fine' }));
  expect(checks.filter(({ is }: { is: string }) => is === 'broken')).toEqual([]);
  expect(code).toBe(0);
});

test('doctor ends what it began when nobody reads on', async () => {
  const child = command.start(['doctor'], { cwd: folder() });
  if (child.stdout === null) throw new Error('no pipe');
  await once(child.stdout, 'data');
  child.stdout.destroy();
  const { code, err } = await command.finished(child);
  expect(err).toBe('');
  expect(code).toBe(0);
});

const ailments: readonly [string, (source: string) => string, RegExp][] = [
  [
    'enrolment refused',
    (source) => source.replace("post('/api/accounts'", "post('/api/nowhere'"),
    /✗ an account can be enrolled: alpha: .*404/,
  ],
  [
    'sign-in refused',
    (source) => source.replace("post('/api/session'", "post('/api/nowhere'"),
    /✗ it can sign in: alpha: .*404/,
  ],
  [
    'sign-in forgotten',
    (source) => source.replace("await http.post('/api/session', { json: { email, password } });", ''),
    /✗ it is recognised after sign-in/,
  ],
  [
    'a button that is not there',
    (source) => source.replace(".click('.who button')", ".click('.whose button', { timeout: 1_000 })"),
    /✗ it can sign out at a browser: alpha: .*accounts\.pages\.signOut.*\n {4}→ Mend accounts.pages.signOut/,
  ],
  [
    'accounts that cannot be closed',
    (source) => source.replace("delete('/api/account')", "delete('/api/nowhere')"),
    /✗ it can be retired: p0\/.* could not be closed: .*404\n {4}→ Mend accounts.retire/,
  ],
];

for (const [name, change, expected] of ailments) {
  test(`doctor names ${name}, and exits with 2`, async () => {
    await using depot = await disposableDepot();
    const cwd = folder();
    const { code, out } = await misdelivery(cwd, ['doctor', '--target', targetFile(cwd, change)], {
      TARGET: depot.origin,
    });
    expect(out).toMatch(expected);
    expect(code).toBe(2);
  });
}

test('doctor names an origin that does not answer with 2, and a target file that does not load with 64', async () => {
  const cwd = folder();
  const dead = await misdelivery(cwd, ['doctor', '--target', DEPOT_TARGET], { TARGET: 'http://127.0.0.1:9' });
  expect(dead.out).toContain('✗ the origin answers: http://127.0.0.1:9');
  expect(dead.code).toBe(2);
  const missing = await misdelivery(cwd, ['doctor', '--target', 'nowhere.ts']);
  expect(missing.out).toContain('There is no target file nowhere.ts');
  expect(missing.code).toBe(64);
});

test('init writes a target file that loads, hints at .gitignore, and never overwrites', async () => {
  const cwd = folder();
  const first = await misdelivery(cwd, ['init']);
  expect(first.code).toBe(0);
  expect(first.out).toContain('Add to .gitignore');
  const listed = await misdelivery(cwd, ['list', '--target', 'misdelivery.target.ts', '--json']);
  expect(JSON.parse(listed.out)).toMatchObject({ target: 'my service' });
  writeFileSync(join(cwd, 'misdelivery.target.ts'), '// mine');
  const second = await misdelivery(cwd, ['init']);
  expect(second.code).toBe(64);
  expect(readFileSync(join(cwd, 'misdelivery.target.ts'), 'utf8')).toBe('// mine');
  expect(STARTER).toContain("from 'misdelivery'");
});

test('init drafts a target from what a service says of itself, and doctor finds that it works', async () => {
  await using depot = await disposableDepot();
  const cwd = folder();
  const drafted = await misdelivery(cwd, ['init', 'drafted.ts', '--openapi', `${depot.origin}/api/openapi.json`]);
  expect(drafted.err).toBe('');
  expect(drafted.code).toBe(0);
  const { out } = await misdelivery(cwd, ['doctor', '--target', 'drafted.ts']);
  for (const fine of [
    'an account can be enrolled',
    'it can sign in',
    'it is recognised after sign-in',
    'alpha can create an order',
    'alpha sees its own order at orders',
    'alpha sees its own order at one order full',
    'it can be retired',
  ])
    expect(out).toContain(`✓ ${fine}:`);
  const missing = await misdelivery(cwd, ['init', 'other.ts', '--openapi', `${depot.origin}/nowhere.json`]);
  expect(missing.code).toBe(64);
  expect(missing.err).toMatch(/nowhere.json (could not be read|is no OpenAPI)/);
  expect(existsSync(join(cwd, 'other.ts'))).toBe(false);
});

test('plan prints the same plans for the same seed, and touches nothing', async () => {
  const cwd = folder();
  const args = ['plan', '--target', DEPOT_TARGET, '--seed', '7', '--plans', '2', '--scenario', 'same-moment', '--json'];
  const env = { TARGET: 'http://127.0.0.1:9' };
  const [one, other] = await Promise.all([misdelivery(cwd, args, env), misdelivery(cwd, args, env)]);
  expect(one.code).toBe(0);
  expect(one.out).toBe(other.out);
  expect(JSON.parse(one.out).plans.length).toBeGreaterThan(10);
  expect(existsSync(join(cwd, '.misdelivery'))).toBe(false);
  const told = await misdelivery(
    cwd,
    args.filter((arg) => arg !== '--json'),
    env,
  );
  expect(told.out).toContain('at the same moment as the step before');
});

test('run leaves the documents that were asked for, and report merges two runs of which one leaks', async () => {
  const cwd = folder();
  const few = ['--scenario', 'same-identifier', '--surface', 'one order', '--format', 'html,junit,sarif,github'];
  const summary = join(cwd, 'step-summary.md');
  const github = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary };
  const clean = await misdelivery(cwd, ['run', ...few, '--plans', '3', '--report', 'one'], github);
  expect(clean).toMatchObject({ code: 0 });
  for (const name of ['run.json', 'report.html', 'junit.xml', 'report.sarif', 'summary.md'])
    expect(existsSync(join(cwd, 'one', name)), name).toBe(true);
  expect(clean.err).not.toContain('::error');
  const leak = await misdelivery(
    cwd,
    ['run', ...few, '--plans', '3', '--report', 'two', '--fault', 'order-by-id-unchecked'],
    github,
  );
  expect(leak.code).toBe(1);
  expect(leak.err).toMatch(/^::error title=Leak%3A one order/m);
  expect(readFileSync(summary, 'utf8')).toMatch(/No leak found[\s\S]*❌ Leak/);
  const merged = await misdelivery(cwd, ['report', 'one', 'two', '--into', 'both', '--json']);
  expect(merged.code).toBe(1);
  const looks = (record: { cells: { looks: number }[] }) => record.cells.reduce((sum, cell) => sum + cell.looks, 0);
  const [one, two, both] = ['one', 'two', 'both'].map((name) =>
    JSON.parse(readFileSync(join(cwd, name, 'run.json'), 'utf8')),
  );
  expect(looks(both)).toBe(looks(one) + looks(two));
  expect(existsSync(join(cwd, 'both', 'leaks', '1.json'))).toBe(true);
  const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(SCHEMA);
  for (const record of [one, two, both]) {
    validate(record);
    expect(validate.errors).toBeNull();
  }
});

const misuses: readonly [string, readonly string[], RegExp][] = [
  ['an unknown format', ['report', 'nowhere', '--format', 'pdf'], /--format names "pdf"/],
  ['no such run', ['report', 'nowhere'], /There is no nowhere/],
  ['an unknown scenario', ['plan', '--scenario', 'same-planet'], /There is no scenario "same-planet"/],
];

for (const [name, args, expected] of misuses) {
  test(`${name} is wrong usage: 64, and a sentence`, async () => {
    const { code, err } = await misdelivery(folder(), args);
    expect(err).toMatch(expected);
    expect(err).not.toContain('    at ');
    expect(code).toBe(64);
  });
}

async function disposableDepot() {
  const depot = await startDepot({});
  return { origin: depot.origin, [Symbol.asyncDispose]: () => depot.close() };
}
