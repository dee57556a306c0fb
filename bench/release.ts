import { randomBytes } from 'node:crypto';
import { Pool } from 'undici';
import { createCodec } from '../harness/canaries/index.ts';
import { HttpSession } from '../harness/drivers/http.ts';
import { Gate } from '../harness/drivers/wire/gate.ts';
import { H1Line } from '../harness/drivers/wire/h1-line.ts';
import { H2Line } from '../harness/drivers/wire/h2-line.ts';
import type { Line } from '../harness/drivers/wire/line.ts';
import { startServer } from './server.ts';
import { surroundings } from './surroundings.ts';
import { quantile, table } from './table.ts';

/** How far apart released requests arrived at a server, in microseconds, against `Promise.all` with undici in the same run. */
export interface ReleaseRow {
  readonly server: 'bare sockets' | 'node:http';
  readonly requests: number;
  readonly way: string;
  readonly p50Us: number;
  readonly p99Us: number;
  /** Undici's figure over this one: above 1 is tighter. */
  readonly tighterP50: number;
  readonly tighterP99: number;
}

const COUNTS = [2, 10, 20] as const;
const TRIALS = 300;
const WARM_UP = 20;
const BODY = 'x'.repeat(200);

type Way = (trial: string, count: number) => Promise<number>;

/** Spread of arrival of 2, 10 and 20 requests: last byte released together over HTTP/1.1, last frame over HTTP/2; ways alternate. */
export async function benchRelease(): Promise<ReleaseRow[]> {
  const { server, told: ports } = await startServer<Record<'bare' | 'h1' | 'h2', number>>('arrival');
  const [bare, h1, h2] = [ports.bare, ports.h1, ports.h2].map((port) => `http://127.0.0.1:${port}`) as [
    string,
    string,
    string,
  ];
  const rows: ReleaseRow[] = [];
  for (const requests of COUNTS) {
    const last = await compare('bare sockets', requests, bare, {
      'last byte, HTTP/1.1': releasedOver(bare, () => h1Lines(bare)),
    });
    const frame = await compare('node:http', requests, h1, {
      'last byte, HTTP/1.1': releasedOver(h1, () => h1Lines(h1)),
      'last frame, HTTP/2': releasedOver(h2, () => h2Line(h2)),
    });
    rows.push(...last, ...frame);
  }
  server.disconnect();
  console.log(
    '\nSpread of arrival, microseconds (bars: on bare sockets HTTP/1.1 p99 3 times tighter at 10 and 20; HTTP/2 p50 1.33 times at 20)\n',
  );
  console.log(
    table(
      ['server', 'requests', 'way', 'p50', 'p99', 'p50 tighter', 'p99 tighter'],
      rows.map((row) => [
        row.server,
        row.requests,
        row.way,
        row.p50Us,
        row.p99Us,
        row.tighterP50.toFixed(2),
        row.tighterP99.toFixed(2),
      ]),
    ),
  );
  return rows;
}

async function compare(
  server: ReleaseRow['server'],
  requests: number,
  origin: string,
  others: Readonly<Record<string, Way>>,
): Promise<ReleaseRow[]> {
  const pool = new Pool(origin, { connections: requests, pipelining: 1 });
  const ways: Record<string, Way> = { 'undici, Promise.all': together(pool), ...others };
  const spreads: Record<string, number[]> = Object.fromEntries(Object.keys(ways).map((name) => [name, []]));
  for (let trial = 0; trial < TRIALS + WARM_UP; trial++) {
    for (const [name, way] of Object.entries(ways)) {
      const spread = await way(`${name.replaceAll(/\W/g, '')}${trial}`, requests);
      if (trial >= WARM_UP) spreads[name]?.push(spread);
    }
  }
  await pool.destroy();
  const figures = (name: string) => [quantile(spreads[name] ?? [], 0.5), quantile(spreads[name] ?? [], 0.99)] as const;
  const [p50, p99] = figures('undici, Promise.all');
  return Object.keys(ways).map((way) => {
    const [p50Us, p99Us] = figures(way);
    return { server, requests, way, p50Us, p99Us, tighterP50: p50 / p50Us, tighterP99: p99 / p99Us };
  });
}

/** What people do without us: a warm pool, and all requests at once. */
function together(pool: Pool): Way {
  return async (trial, count) => {
    const answers = await Promise.all(
      Array.from({ length: count }, async () => {
        const { body } = await pool.request({ method: 'POST', path: `/${trial}/${count}`, body: BODY });
        return body.text();
      }),
    );
    return Number(answers[0]);
  };
}

/** What a plan's held steps do: sessions that record, lines in our own hands, one gate. */
function releasedOver(origin: string, lines: () => (nth: number) => Line): Way {
  const world = surroundings(origin, createCodec({ key: randomBytes(32), run: 1 }));
  return async (trial, count) => {
    const lineOf = lines();
    const gate = new Gate(2_000);
    const all = Array.from({ length: count }, (_, nth) => ({ seat: gate.seat(), line: lineOf(nth), nth }));
    const answers = await Promise.all(
      all.map(async ({ seat, line, nth }) => {
        await using session = new HttpSession(
          { session: `p${nth}/alpha#1`, actor: 'alpha', account: `p${nth}/alpha`, tenant: `p${nth}/alpha` },
          world,
        );
        const answer = await session.send(
          { method: 'POST', path: `/${trial}/${count}`, body: BODY, keep: true },
          {
            surface: 'arrival',
            record: () => {},
            via: (request, watcher, limits, unasked) =>
              line.ask(request, watcher, limits, unasked, () => seat.arrive(0)),
          },
        );
        return answer.body.toString();
      }),
    );
    await Promise.all(all.map(({ line }) => line[Symbol.asyncDispose]()));
    return Number(answers[0]);
  };
}

function h1Lines(origin: string): (nth: number) => Line {
  return () =>
    new H1Line({ origin, connectTimeoutMs: 5_000, insecureTls: false, now: () => performance.now(), isShared: false });
}

function h2Line(origin: string): (nth: number) => Line {
  const line = new H2Line({
    origin,
    connectTimeoutMs: 5_000,
    insecureTls: false,
    now: () => performance.now(),
    isShared: true,
  });
  return () => line;
}
