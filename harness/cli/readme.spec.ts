import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { misdelivery } from './testing/command.ts';

/** What the README says is true: its commands do what it says they do, its target file loads, and its links lead somewhere. */

const README = readFileSync('README.md', 'utf8');
const DOCUMENTS = [
  'README.md',
  ...readdirSync('docs').flatMap((name) => (name.endsWith('.md') ? [`docs/${name}`] : [])),
];

/** Exit codes of its commands; those for `npm` are run word for word by .ci/run. */
const EXPECTED: Readonly<Record<string, number | 'ci'>> = {
  'npm ci && npm start': 'ci',
  'npm ci && npm test': 'ci',
  'npx misdelivery run --fault page-cache-keyed-by-url --budget 15s': 1,
  'npx misdelivery replay misdelivery-report/leaks/1.json': 1,
  'npx misdelivery init': 0,
};

let folder: string;
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'misdelivery-readme-'));
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('every command of the README does what it says', async () => {
  const commands = blocks('sh').flatMap((block) => block.trim().split('\n'));
  expect(commands).toEqual(Object.keys(EXPECTED));
  for (const command of commands) {
    const expected = EXPECTED[command];
    if (expected === 'ci')
      expect(readFileSync('.ci/run', 'utf8')).toContain(`\n${command.replace('npm ci && ', '')}\n`);
    else expect(await exitCodeOf(command), command).toBe(expected);
  }
});

test('the target file of the README loads', async () => {
  writeFileSync(join(folder, 'parcels.ts'), blocks('ts')[0] ?? '');
  expect(await exitCodeOf('npx misdelivery list --target parcels.ts')).toBe(0);
});

for (const document of DOCUMENTS) {
  test(`every link of ${document} leads somewhere`, () => {
    const text = readFileSync(document, 'utf8').replaceAll(/```[\s\S]*?```/g, '');
    const links = [...text.matchAll(/\]\(([^)#]+)[^)]*\)/g)].map(([, link = '']) => link);
    const dead = links.filter((link) => !/^https?:/.test(link) && !existsSync(join(document, '..', link)));
    expect(dead).toEqual([]);
  });
}

function blocks(language: string): string[] {
  return [...README.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, text = '']) => text);
}

async function exitCodeOf(command: string): Promise<number | null> {
  const [npx, tool, ...words] = command.split(' ');
  expect([npx, tool]).toEqual(['npx', 'misdelivery']);
  return (await misdelivery(words, { cwd: folder })).code;
}
