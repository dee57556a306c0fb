import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AhoCorasick from 'modern-ahocorasick';
import type { Way } from './scan-ways.ts';

/** Dictionary searches: every canary is a word that is looked for. Slow ones look through only some of the bodies. */
export function rivals(
  bodies: readonly Buffer[],
  dictionary: (accounts: number) => readonly string[],
): { readonly ways: readonly Way[]; close(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'misdelivery-bench-'));
  const text = join(folder, 'text');
  writeFileSync(text, Buffer.concat(bodies));
  const list = join(folder, 'words');
  writeFileSync(list, dictionary(20_000).join('\n'));
  const ways = [
    ...[200, 2_000].map((accounts) => indexOfEach(bodies, dictionary(accounts))),
    ahoCorasick(bodies, dictionary(20_000)),
    ...['rg', 'grep'].filter(isInstalled).map((tool) => byTool(tool, list, text, bodies)),
  ];
  return { ways, close: () => rmSync(folder, { recursive: true, force: true }) };
}

const INDEX_OF_BODIES = 9_600;
const AHO_CORASICK_BODIES = 48;

function indexOfEach(all: readonly Buffer[], words: readonly string[]): Way {
  const needles = words.map((word) => Buffer.from(word));
  const bodies = all.slice(0, Math.max(1, Math.floor(INDEX_OF_BODIES / words.length)));
  const pass = () => {
    for (const body of bodies)
      for (const needle of needles) if (body.indexOf(needle) >= 0) throw new Error('no canary is here');
  };
  return { name: 'Buffer.indexOf for each canary', accounts: words.length, bodies, pass };
}

function ahoCorasick(all: readonly Buffer[], words: readonly string[]): Way {
  const made = new AhoCorasick([...words]);
  const bodies = all.slice(0, AHO_CORASICK_BODIES);
  const pass = () => {
    for (const body of bodies) made.search(body.toString('latin1'));
  };
  return { name: 'modern-ahocorasick', accounts: words.length, bodies, pass };
}

/** Starting the program counts, as it would for whoever uses it. */
function byTool(tool: string, list: string, text: string, bodies: readonly Buffer[]): Way {
  const pass = () => {
    const { status } = spawnSync(tool, ['-F', '-a', '-f', list, text], { stdio: ['ignore', 'pipe', 'ignore'] });
    if (status !== 1) throw new Error(`${tool} ended with ${status}, expected 1: nothing found`);
  };
  return { name: `${tool} -F -f`, accounts: 20_000, bodies, isApart: true, pass };
}

function isInstalled(tool: string): boolean {
  return spawnSync(tool, ['--version']).status === 0;
}
