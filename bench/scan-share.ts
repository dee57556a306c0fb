import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createCodec, type Scan } from '../harness/canaries/index.ts';
import { HttpSession } from '../harness/drivers/http.ts';
import { looped, recordedAndJudged, SIZES } from './exchange.ts';
import { surroundings } from './surroundings.ts';
import { table } from './table.ts';

/** How much of the CPU scanning took, beside sending, recording and judging. */
export interface ShareRow {
  readonly body: string;
  readonly share: number;
  readonly bar: number;
}

const BARS: Readonly<Record<string, number>> = { '2 KB': 0.1, '50 KB': 0.2 };
const IN_FLIGHT = 16;

/** Time inside the scanner, of all CPU time of a process that sends, records, scans and judges. */
export async function benchShare(): Promise<readonly ShareRow[]> {
  const server = fork(new URL('./echo-server.ts', import.meta.url), { execArgv: ['--import', 'tsx'] });
  const port = await new Promise<number>((resolve) => server.once('message', (message) => resolve(message as number)));
  const rows: ShareRow[] = [];
  for (const [body, size] of Object.entries(SIZES))
    rows.push({ body, share: await shareOf(`http://127.0.0.1:${port}`, size), bar: BARS[body] ?? 1 });
  server.disconnect();
  console.log('\nShare of CPU time that scanning takes\n');
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
  console.log(
    table(
      ['body', 'share', 'bar'],
      rows.map(({ body, share, bar }) => [body, percent(share), percent(bar)]),
    ),
  );
  return rows;
}

async function shareOf(origin: string, size: number): Promise<number> {
  const codec = createCodec({ key: randomBytes(32), run: 1 });
  const world = surroundings(origin, codec);
  const watch = { ms: 0 };
  const session = new HttpSession(
    { session: 'p0/alpha#1', actor: 'alpha', account: 'p0/alpha', tenant: 'p0/alpha' },
    { ...world, scan: timed(world.scan, watch) },
  );
  const exchange = recordedAndJudged(session, `/${size}/${codec.mint(0, 1)}`);
  await looped(exchange, IN_FLIGHT);
  watch.ms = 0;
  const before = process.cpuUsage();
  for (let round = 0; round < 4; round++) await looped(exchange, IN_FLIGHT);
  const { user, system } = process.cpuUsage(before);
  await session[Symbol.asyncDispose]();
  return (watch.ms * 1_000) / (user + system);
}

/** The same scan, with a stop-watch around all it does. */
function timed(scan: Scan, watch: { ms: number }): Scan {
  const during = <Result>(work: () => Result): Result => {
    const begun = performance.now();
    const result = work();
    watch.ms += performance.now() - begun;
    return result;
  };
  return {
    values: scan.values,
    text: (text, place) => during(() => scan.text(text, place)),
    body: (meta) => {
      const body = during(() => scan.body(meta));
      return { push: (chunk) => during(() => body.push(chunk)), end: () => during(() => body.end()) };
    },
  };
}
