import { randomBytes } from 'node:crypto';
import { Pool } from 'undici';
import { createCodec } from '../harness/canaries/index.ts';
import { HttpSession } from '../harness/drivers/http.ts';
import type { Entry, Observation } from '../harness/model/observation.ts';
import type { Evidence } from '../harness/model/verdict.ts';
import { judge } from '../harness/oracles/index.ts';
import { sameService } from '../scenarios/same-service.ts';
import { startServer } from './server.ts';
import { surroundings } from './surroundings.ts';
import { median, table } from './table.ts';

/** One line of the table: requests per second of both ways, and their ratio in the same run. */
export interface ExchangeRow {
  readonly body: string;
  readonly inFlight: number;
  readonly bare: number;
  readonly recorded: number;
  readonly ratio: number;
}

export const SIZES = { '2 KB': 2_048, '50 KB': 51_200 } as const;
const IN_FLIGHT = [1, 16, 64] as const;
const ROUNDS = 7;
const ROUND_MS = 700;
/** Looks that are judged together, as one plan's. */
const LOOKS_PER_PLAN = 24;

/** Requests per second, recorded and judged, against bare `undici.request` on the same server; rounds alternate, medians are told. */
export async function benchExchange(): Promise<ExchangeRow[]> {
  const { server, told: port } = await startServer<number>('echo');
  const origin = `http://127.0.0.1:${port}`;
  const rows: ExchangeRow[] = [];
  for (const [body, size] of Object.entries(SIZES))
    for (const inFlight of IN_FLIGHT) rows.push(await compare(origin, body, size, inFlight));
  server.disconnect();
  console.log('\nExchanges per second: recorded and judged against bare undici.request (bar: ratio 0.8)\n');
  console.log(
    table(
      ['body', 'in flight', 'bare', 'recorded and judged', 'ratio'],
      rows.map((row) => [row.body, row.inFlight, Math.round(row.bare), Math.round(row.recorded), row.ratio.toFixed(2)]),
    ),
  );
  return rows;
}

async function compare(origin: string, body: string, size: number, inFlight: number): Promise<ExchangeRow> {
  const codec = createCodec({ key: randomBytes(32), run: 1 });
  const path = `/${size}/${codec.mint(0, 1)}`;
  const pool = new Pool(origin, { connections: inFlight, pipelining: 1 });
  const session = new HttpSession(
    { session: 'p0/alpha#1', actor: 'alpha', account: 'p0/alpha', tenant: 'p0/alpha' },
    surroundings(origin, codec),
  );
  const bare = async () => void (await (await pool.request({ method: 'GET', path })).body.arrayBuffer());
  const ways = {
    bare: () => looped(bare, inFlight),
    recorded: () => looped(recordedAndJudged(session, path), inFlight),
  };
  const rates = { bare: [] as number[], recorded: [] as number[] };
  await ways.bare();
  await ways.recorded();
  for (let round = 0; round < ROUNDS; round++) {
    rates.bare.push(await ways.bare());
    rates.recorded.push(await ways.recorded());
  }
  await pool.destroy();
  await session[Symbol.asyncDispose]();
  const ratio = median(rates.recorded.map((rate, round) => rate / (rates.bare[round] ?? rate)));
  return { body, inFlight, bare: median(rates.bare), recorded: median(rates.recorded), ratio };
}

/** One exchange; every 24th judges what was recorded since the last judgement. */
export function recordedAndJudged(session: HttpSession, path: string): () => Promise<void> {
  let journal: Entry[] = [];
  return async () => {
    const observations: Observation[] = [];
    await session.send({ method: 'GET', path }, { surface: 'list', record: (seen) => void observations.push(seen) });
    journal.push({ step: journal.length, by: 'alpha', outcome: 'done', observations });
    if (journal.length < LOOKS_PER_PLAN) return;
    const judged = judge(sameService, evidenceOf(journal), 'list');
    if (judged.looks !== LOOKS_PER_PLAN) throw new Error(`${judged.looks} of ${LOOKS_PER_PLAN} looks were proven`);
    journal = [];
  };
}

function evidenceOf(journal: Entry[]): Evidence {
  return {
    run: 1,
    plan: {
      scenario: 'same-service',
      over: 'http',
      steps: journal.map(() => ({ do: 'look', by: 'alpha', surface: 'list' })),
    },
    cwe: [488],
    accounts: [{ id: 'p0/alpha', role: 'alpha', tenant: 'p0/alpha', number: 0, email: 'a@example.com' }],
    journal,
    plantings: [
      {
        step: 0,
        account: 'p0/alpha',
        resource: 'order',
        nth: 0,
        outcome: 'done',
        fields: [{ field: 'recipient', shape: 'person', slot: 1 }],
      },
    ],
    surfaces: { list: { shows: 'order' } },
    shared: [],
  };
}

/** Requests per second of `inFlight` loops at once. */
export async function looped(request: () => Promise<void>, inFlight: number, roundMs = ROUND_MS): Promise<number> {
  const begun = performance.now();
  const until = begun + roundMs;
  let done = 0;
  const loop = async () => {
    for (; performance.now() < until; done++) await request();
  };
  await Promise.all(Array.from({ length: inFlight }, loop));
  return (done / (performance.now() - begun)) * 1_000;
}
