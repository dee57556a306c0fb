import { mkdirSync, writeFileSync } from 'node:fs';
import { benchAlarms } from './alarms.ts';
import { benchBrowser } from './browser.ts';
import { benchDepot } from './depot.ts';
import { benchExchange } from './exchange.ts';
import { benchInnocence } from './innocence.ts';
import { benchMemory } from './memory.ts';
import { benchRelease } from './release.ts';
import { benchScan } from './scan.ts';
import { benchScenarios } from './scenarios.ts';

/** Every bench by name; `npm run bench -- exchange` runs one. */
const BENCHES: Readonly<Record<string, () => Promise<unknown>>> = {
  exchange: benchExchange,
  release: benchRelease,
  innocence: benchInnocence,
  scenarios: benchScenarios,
  memory: benchMemory,
  depot: benchDepot,
  browser: benchBrowser,
  scan: benchScan,
  alarms: benchAlarms,
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in BENCHES));
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(', ')}. Expected: ${Object.keys(BENCHES).join(', ')}.`);
  process.exit(64);
}
const folder = 'bench/results';
mkdirSync(folder, { recursive: true });
for (const [name, bench] of Object.entries(BENCHES)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const result = { at: new Date().toISOString(), node: process.version, result: await bench() };
  writeFileSync(`${folder}/${name}.json`, `${JSON.stringify(result, null, 2)}\n`);
  console.log(`\nJSON: ${folder}/${name}.json`);
}
