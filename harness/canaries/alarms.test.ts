import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Sighting } from '../model/canary.ts';
import { type Codec, createCodec } from './codec.ts';
import { createMint } from './mint.ts';
import { createScan, type Scan } from './scan.ts';
import { type Noise, noises } from './testing/noise.ts';

/** What nobody planted is never seen. `npm run bench alarms` is the long form: 2 GB, and every text file of node_modules. */

const KEY = new Uint8Array(32).fill(21);
const MEGABYTES = 6;

for (const noise of noises(7)) {
  test(`${noise.name}: no sighting of any grade`, async () => {
    expect(await sightingsIn(noise, MEGABYTES, scanOf(createCodec({ key: KEY, run: 5 })))).toEqual([]);
  });
}

test('with a check of two letters the false alarms come as often as the bound says', async () => {
  const [letters] = noises(8);
  const seen = await sightingsIn(
    letters as Noise,
    MEGABYTES * 8,
    scanOf(createCodec({ key: KEY, run: 5, checkLetters: 2 })),
  );
  // Each place begins with zq once in 26^2, and its check agrees once in 26^2.
  const expected = (MEGABYTES * 8 * 2 ** 20) / 26 ** 4;
  const proven = seen.filter(({ grade }) => grade === 'proven').length;
  expect(Math.abs(proven - expected)).toBeLessThan(5 * Math.sqrt(expected));
});

test('a file of every tenth package shows nothing', async () => {
  const root = 'node_modules';
  const files = readdirSync(root).filter((name, nth) => nth % 10 === 0 && !name.startsWith('.'));
  const scan = scanOf(createCodec({ key: KEY, run: 5 }));
  let bytes = 0;
  for (const name of files) {
    for (const file of readdirSync(join(root, name)).filter((each) => /\.(js|cjs|mjs|ts|json|md)$/.test(each))) {
      const content = readFileSync(join(root, name, file));
      bytes += content.length;
      const body = scan.body({});
      body.push(content);
      expect((await body.end()).sightings, join(name, file)).toEqual([]);
    }
  }
  expect(bytes).toBeGreaterThan(50_000);
});

/** It knows a hundred accounts' values and believes cut canaries of as many runs as a workspace may have. */
function scanOf(codec: Codec): Scan {
  const scan = createScan({ codec, accounts: (run) => (run < 1_000 ? 4_000 : 0) });
  for (let account = 0; account < 100; account++) {
    const mint = createMint({ codec, account });
    for (const shape of ['email', 'phone', 'postcode', 'date'] as const) scan.values.add(mint(shape));
  }
  return scan;
}

async function sightingsIn(noise: Noise, megabytes: number, scan: Scan): Promise<readonly Sighting[]> {
  const seen: Sighting[] = [];
  for (let megabyte = 0; megabyte < megabytes; megabyte++) {
    const body = scan.body({});
    body.push(noise.next());
    seen.push(...(await body.end()).sightings);
  }
  return seen;
}
