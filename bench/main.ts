import { mkdirSync, writeFileSync } from 'node:fs';
import { benchExchange } from './exchange.ts';

/** Every bench by name; `npm run bench -- exchange` runs one. */
const BENCHES: Readonly<Record<string, () => Promise<unknown>>> = {
  exchange: benchExchange,
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in BENCHES));
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(', ')}. Expected: ${Object.keys(BENCHES).join(', ')}.`);
  process.exit(64);
}
const results: Record<string, unknown> = {};
for (const [name, bench] of Object.entries(BENCHES))
  if (asked.length === 0 || asked.includes(name)) results[name] = await bench();
const folder = new URL('./results/', import.meta.url);
mkdirSync(folder, { recursive: true });
writeFileSync(new URL('latest.json', folder), `${JSON.stringify(results, null, 2)}\n`);
console.log('\nJSON: bench/results/latest.json');
