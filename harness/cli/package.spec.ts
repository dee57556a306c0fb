import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';

/** The product as others get it: packed, installed into an empty folder, run there, and imported with types. */

const TOOLS = resolve('node_modules/.bin');
const TYPED = `import { defineTarget, type RunRecord } from 'misdelivery';
import { expect, test } from 'misdelivery/test';

export const target = defineTarget({
  name: 'parcels',
  origin: 'http://127.0.0.1:1',
  accounts: { async signIn({ http, account }) { http.use({ 'x-user': account.email }); } },
  surfaces: { list: { get: ({ parcel }) => \`/parcels/\${parcel.id}\` } },
});
test.use({ target });
test('clean', async ({ check }) => {
  const record: RunRecord = await check({ scenarios: ['same-service'] });
  expect(record).toBeClean();
});
// @ts-expect-error a target without accounts is none
defineTarget({ name: 'nobody', origin: 'http://127.0.0.1:1', surfaces: {} });
`;

let folder: string;
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'misdelivery-package-'));
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the packed product installs into an empty folder, runs, and is typed', async () => {
  const packed = await ran('npm', ['pack', '--json', '--pack-destination', folder], process.cwd());
  const [{ filename, files }] = JSON.parse(packed.slice(packed.indexOf('[\n'))) as [
    { filename: string; files: { path: string }[] },
  ];
  const stray = files.filter(({ path }) => /\.(test|spec)\.|testing\/|^(bench|fixtures|harness)\//.test(path));
  expect(stray.map(({ path }) => path)).toEqual([]);
  const tarball = join(folder, filename);
  await ran(join(TOOLS, 'publint'), ['run', '--strict', tarball], folder);
  await ran(join(TOOLS, 'attw'), [tarball, '--profile', 'esm-only'], folder);

  const home = join(folder, 'home');
  mkdirSync(home);
  writeFileSync(join(home, 'package.json'), '{ "name": "home", "private": true, "type": "module" }\n');
  await ran('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', tarball], home);
  const words = ['misdelivery', 'run', '--plans', '1', '--scenario', 'same-service', '--surface', 'order list'];
  expect(await ran('npx', ['--no-install', ...words, '--budget', '30s'], home)).toMatch(/CLEAN {2}depot/);

  writeFileSync(join(home, 'typed.ts'), TYPED);
  const flags = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2022', '--skipLibCheck', '--types', ''];
  await ran(join(TOOLS, 'tsc'), [...flags, 'typed.ts'], home);
});

/** What a command printed; fails with all of it when the command does. */
function ran(command: string, args: readonly string[], cwd: string): Promise<string> {
  return new Promise((done, reject) => {
    execFile(command, args, { cwd, maxBuffer: 1e8 }, (error, out, err) => {
      if (error === null) done(out);
      else reject(new Error(`${command} ${args.join(' ')} ended with ${error.code}:\n${out}\n${err}`));
    });
  });
}
