import { randomBytes } from 'node:crypto';
import { createCodec, type Scan, type ScanOutcome } from '../harness/canaries/index.ts';
import { HttpSession } from '../harness/drivers/http.ts';
import { looped, recordedAndJudged, SIZES } from './exchange.ts';
import { startServer } from './server.ts';
import { surroundings } from './surroundings.ts';
import { median, table } from './table.ts';

/** How much of the CPU scanning took, beside sending, recording and judging: what is saved by not doing it. */
export interface ShareRow {
  readonly body: string;
  readonly share: number;
  readonly bar: number;
}

const BARS: Readonly<Record<string, number>> = { '2 KB': 0.1, '50 KB': 0.2 };
const IN_FLIGHT = 16;
/** Many short rounds: whatever else the machine does for a while falls on both ways of a pair. */
const ROUNDS = 61;
const ROUND_MS = 120;

/** Exchanges that are recorded and judged, with the scan and with its outcome known before; rounds alternate, the median of the pairs counts. */
export async function benchShare(): Promise<readonly ShareRow[]> {
  const { server, told: port } = await startServer<number>('echo');
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
  const path = `/${size}/${codec.mint(0, 1)}`;
  await using scanned = new HttpSession(VIEWER, world);
  await using spared = new HttpSession(VIEWER, { ...world, scan: foreseen(world.scan) });
  const whole = recordedAndJudged(scanned, path);
  const rest = recordedAndJudged(spared, path);
  for (const way of [whole, rest]) await looped(way, IN_FLIGHT);
  const shares: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const wholeMicros = await cpuOf(whole);
    shares.push(1 - (await cpuOf(rest)) / wholeMicros);
  }
  return median(shares);
}

const VIEWER = { session: 'p0/alpha#1', actor: 'alpha', account: 'p0/alpha', tenant: 'p0/alpha' } as const;

/** CPU microseconds of one exchange. */
async function cpuOf(exchange: () => Promise<void>): Promise<number> {
  let exchanges = 0;
  const before = process.cpuUsage();
  await looped(
    async () => {
      await exchange();
      exchanges++;
    },
    IN_FLIGHT,
    ROUND_MS,
  );
  const { user, system } = process.cpuUsage(before);
  return (user + system) / exchanges;
}

/** Scans only what it has not seen: every later body is taken for the first. */
function foreseen(scan: Scan): Scan {
  const texts = new Map<string, ReturnType<Scan['text']>>();
  let outcome: ScanOutcome | undefined;
  return {
    values: scan.values,
    text: (text, place) => {
      const known = texts.get(text) ?? scan.text(text, place);
      if (texts.size < TEXTS_MAX) texts.set(text, known);
      return known;
    },
    body: (meta) => {
      const body = scan.body(meta);
      return {
        push: (chunk) => (outcome === undefined ? body.push(chunk) : undefined),
        end: () => outcome ?? remembered(body.end()),
      };
    },
  };

  function remembered(first: ScanOutcome | Promise<ScanOutcome>): ScanOutcome | Promise<ScanOutcome> {
    if (!(first instanceof Promise) && first.sightings.length > 0) outcome = first;
    return first;
  }
}

const TEXTS_MAX = 1_000;
