import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from '@playwright/test';

/** Which folder may import which: this table is the architecture. A folder that is missing here may not exist. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  'harness/model': [],
  'harness/canaries': ['harness/model'],
  'harness/oracles': ['harness/model', 'harness/canaries'],
  'harness/targets': ['harness/model'],
  'harness/drivers': ['harness/model', 'harness/canaries'],
  'harness/runner': ['harness/model', 'harness/canaries', 'harness/oracles', 'harness/targets', 'harness/drivers'],
  harness: [
    'harness/model',
    'harness/canaries',
    'harness/oracles',
    'harness/targets',
    'harness/drivers',
    'harness/runner',
  ],
  'harness/cli': ['*'],
  scenarios: ['harness'],
  reports: ['harness'],
  'fixtures/depot': [],
  'fixtures/faults': ['fixtures/depot'],
  'fixtures/traps': ['harness', 'fixtures/depot'],
  fixtures: ['harness', 'scenarios', 'reports', 'fixtures/depot', 'fixtures/faults', 'fixtures/traps'],
  bench: ['*'],
};

const LINES_MAX = 200;
/** Longer files, each with the reason why it is still one noun. */
const LONG: Readonly<Record<string, string>> = {};

// What is not committed yet as well: else a new file is checked only after it was.
const LISTED = ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts', '*.tsx'];
const files = execFileSync('git', LISTED, { encoding: 'utf8' })
  .split('\n')
  .filter((file) => /^(harness|scenarios|reports|fixtures|bench)\//.test(file));
const sources = files.flatMap((file) => {
  try {
    return [{ file, text: readFileSync(file, 'utf8') }];
  } catch {
    return [];
  }
});
const isTest = (file: string) => /\.(test|spec)\.ts$/.test(file);

test('every folder imports only what the table allows', () => {
  const wrong = sources
    .filter(({ file }) => !isTest(file))
    .flatMap(({ file, text }) => importsOf(text).flatMap((path) => forbidden(file, path)));
  expect(
    wrong,
    'change the import, or the table in harness/architecture.test.ts together with docs/architecture.md',
  ).toEqual([]);
});

test('from outside, a folder is imported by its face', () => {
  const faces = sources
    .filter(({ file }) => !isTest(file) && !/^(harness\/cli|bench)\//.test(file))
    .flatMap(({ file, text }) =>
      importsOf(text)
        .map((path) => normalize(join(dirname(file), path)))
        .filter(
          (target) =>
            /^harness\/(canaries|oracles)\//.test(target) &&
            folderOf(target) !== folderOf(file) &&
            !target.endsWith('/index.ts'),
        )
        .map((target) => `${file} imports ${target}`),
    );
  expect(faces).toEqual([]);
});

test('a file is one noun: at most 200 lines', () => {
  const long = sources.filter(
    ({ file, text }) => !isTest(file) && !(file in LONG) && text.split('\n').length > LINES_MAX + 1,
  );
  expect(long.map(({ file, text }) => `${file}: ${text.split('\n').length}`)).toEqual([]);
});

test('time and chance come through one door', () => {
  // The key's maker is given its dice.
  const doors = ['harness/runner/world.ts', 'harness/runner/set-stage.ts', 'harness/canaries/key.ts'];
  const wrong = offences(
    /Date\.now|new Date\(\)|Math\.random|performance\.now|randomBytes\(|randomUUID/,
    (file) => file.startsWith('harness/') && !/^harness\/cli\/|\/testing\//.test(file) && !doors.includes(file),
  );
  expect(wrong).toEqual([]);
});

test('only the command line prints and exits', () => {
  const wrong = offences(
    /console\.|process\.(stdout|stderr|exit)/,
    (file) => /^(harness|scenarios|reports)\//.test(file) && !file.startsWith('harness/cli/'),
  );
  expect(wrong).toEqual([]);
});

test('the harness knows no target: no path, selector or name of the depot', () => {
  const wrong = offences(/\/api\/|depot/i, (file) =>
    /^harness\/(model|canaries|oracles|targets|drivers|runner)\//.test(file),
  );
  expect(wrong).toEqual([]);
});

test('one idea, one word: a leak is never called anything else', () => {
  const wrong = offences(
    /\b(findings?|violations?|breach(es)?|vulnerabilit(y|ies))\b/i,
    (file) => /^(harness|scenarios|reports)\//.test(file) && file !== 'harness/architecture.test.ts',
  );
  expect(wrong).toEqual([]);
});

test('no file is called utils, helpers, common, shared or misc', () => {
  expect(files.filter((file) => /(^|\/)(utils?|helpers?|common|shared|misc)(\.|\/)/.test(file))).toEqual([]);
});

function importsOf(text: string): string[] {
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map((match) => match[1] as string);
}

function forbidden(file: string, path: string): string[] {
  const from = folderOf(file);
  const to = folderOf(normalize(join(dirname(file), path)));
  const allowed = ALLOWED[from];
  if (allowed === undefined) return [`${file} is in ${from}, which the table does not know`];
  if (from === to || allowed.includes('*') || allowed.includes(to)) return [];
  return [`${file} imports ${path} of ${to}`];
}

/** The longest folder of the table that holds the file. */
function folderOf(file: string): string {
  const folders = Object.keys(ALLOWED).filter((folder) => file.startsWith(`${folder}/`));
  return folders.sort((one, other) => other.length - one.length)[0] ?? dirname(file);
}

function offences(pattern: RegExp, applies: (file: string) => boolean): string[] {
  return sources
    .filter(({ file }) => applies(file) && !isTest(file))
    .flatMap(({ file, text }) =>
      text
        .split('\n')
        .flatMap((line, at) => (pattern.test(line) && !isComment(line) ? [`${file}:${at + 1} ${line.trim()}`] : [])),
    );
}

function isComment(line: string): boolean {
  return /^\s*(\/\/|\/?\*)/.test(line);
}
