import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { run } from '../harness/runner/run.ts';
import { world } from '../harness/runner/world.ts';
import { defineTarget } from '../harness/targets/define.ts';
import { CATALOGUE } from '../scenarios/catalogue.ts';
import { startServer } from './server.ts';
import { table } from './table.ts';

/** What a run held after so many observations, in megabytes, rubbish collected. */
export interface MemoryRow {
  readonly observations: number;
  readonly heapMb: number;
  readonly outsideMb: number;
  /** Heap and buffers, over what they were at the first row. */
  readonly grownMb: number;
  readonly residentMb: number;
  readonly seconds: number;
}

const FIRST = 10_000;
const EVERY = 100_000;
const OBSERVATIONS = Number(process.env.OBSERVATIONS ?? 1_000_000);

/** A long run on an echo of a shop: what it holds must not grow with what it has seen. */
export async function benchMemory(): Promise<MemoryRow[]> {
  const { server, told: port } = await startServer<number>('shop');
  const folder = mkdtempSync(join(tmpdir(), 'misdelivery-memory-'));
  const over = new AbortController();
  const rows: MemoryRow[] = [];
  const begun = performance.now();
  const collect = collector();
  let due = FIRST;
  const record = await run({
    target: shop(`http://127.0.0.1:${port}`),
    source: { name: 'shop', origin: `http://127.0.0.1:${port}`, faults: [], traps: [] },
    scenarios: CATALOGUE,
    options: { budgetMs: 3_600_000, seed: 1 },
    workspace: { folder, givenKey: undefined },
    reportFolder: join(folder, 'report'),
    world,
    tool: 'misdelivery bench',
    signal: over.signal,
    onProgress: ({ observations }) => {
      if (observations < due) return;
      due = due === FIRST ? EVERY : due + EVERY;
      collect();
      const { heapUsed, external, rss } = process.memoryUsage();
      const [heapMb, outsideMb] = [heapUsed / 1e6, external / 1e6];
      const first = rows[0] ?? { heapMb, outsideMb };
      const grownMb = heapMb + outsideMb - first.heapMb - first.outsideMb;
      rows.push({
        observations,
        heapMb,
        outsideMb,
        grownMb,
        residentMb: rss / 1e6,
        seconds: (performance.now() - begun) / 1_000,
      });
      process.stderr.write(`${observations} observations, ${grownMb.toFixed(1)} MB more\n`);
      if (observations >= OBSERVATIONS) over.abort();
    },
  });
  server.disconnect();
  rmSync(folder, { recursive: true, force: true });
  console.log(
    `\nMemory of a run of ${record.count.observations} observations by ${record.count.accounts} accounts (bar: 50 MB more than after the first ${FIRST})\n`,
  );
  console.log(
    table(
      ['observations', 'heap MB', 'outside MB', 'grown MB', 'resident MB', 'seconds'],
      rows.map((row) => [
        row.observations,
        ...[row.heapMb, row.outsideMb, row.grownMb, row.residentMb, row.seconds].map((value) => value.toFixed(1)),
      ]),
    ),
  );
  return rows;
}

function shop(origin: string) {
  return defineTarget({
    name: 'shop',
    origin,
    landing: false,
    accounts: {
      async enrol({ http, account }) {
        await http.post('/sign-up', { json: { email: account.email, name: account.canary('person') } });
      },
      async signIn({ http, account }) {
        http.use({ authorization: `Bearer ${account.email}` });
      },
      async retire({ http }) {
        await http.delete('/me');
      },
      whoami: { get: '/me', shows: 'account' },
    },
    resources: {
      note: {
        async create({ http, canary }) {
          const { json } = await http.post('/notes', { json: { text: canary('note') } });
          return { id: json.id };
        },
      },
    },
    surfaces: {
      notes: { get: '/notes', shows: 'note' },
      'one note': { get: ({ note }) => `/notes/${note.id}`, shows: 'note' },
    },
  });
}

/** Collects all rubbish at once; Node.js offers that only when it is asked to. */
function collector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}
