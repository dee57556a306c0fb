import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Pool } from 'undici';
import { startServer } from './server.ts';
import { median, table } from './table.ts';

const STARTS = 5;
const READS_MS = 3_000;
const IN_FLIGHT = 16;
const ORDERS = 100_000;
const ORDERS_PER_REQUEST = 100;
const PAGE_LOOKS = 15;
const PAGES = [
  '/orders',
  '/orders?page=400',
  '/api/v1/orders/full',
  '/api/v1/search?q=otley',
  '/history',
  '/reports',
  '/addresses?q=ad',
];

/** How soon a depot is there, how many simple reads it answers, and whether a hundred thousand orders slow a page. */
export async function benchDepot(): Promise<DepotResult> {
  const starts: number[] = [];
  for (let round = 0; round < STARTS; round++) {
    const { server, startMs } = await open();
    starts.push(startMs);
    server.disconnect();
    await once(server, 'exit');
  }
  const { server, origin } = await open();
  const pool = new Pool(origin, { connections: IN_FLIGHT });
  const authorization = `Bearer ${await newBusiness(pool)}`;
  const first = await createOrders(pool, authorization, ORDERS_PER_REQUEST);
  const reads: Record<string, Reads> = {};
  for (const path of ['/api/me', `/api/v1/orders/${first}`, '/api/v1/orders'])
    reads[path.replace(String(first), '{id}')] = await readsPerSecond(server, pool, path, authorization);
  const few = await pageTimes(pool, authorization);
  const begun = performance.now();
  for (let made = ORDERS_PER_REQUEST; made < ORDERS; made += ORDERS_PER_REQUEST)
    await createOrders(pool, authorization, ORDERS_PER_REQUEST);
  const makingS = Math.round((performance.now() - begun) / 1_000);
  const many = await pageTimes(pool, authorization);
  await pool.close();
  server.disconnect();
  const result = { startMs: Math.round(median(starts)), reads, makingS, pages: { few, many } };
  print(result);
  return result;
}

interface Reads {
  readonly perSecond: number;
  /** What it would be if the depot had one core to itself: by the processor time of its own process. */
  readonly perCoreSecond: number;
}

export interface DepotResult {
  readonly startMs: number;
  readonly reads: Readonly<Record<string, Reads>>;
  readonly makingS: number;
  /** Median milliseconds by page, with a hundred orders and with a hundred thousand. */
  readonly pages: Readonly<Record<'few' | 'many', Readonly<Record<string, number>>>>;
}

function print({ startMs, reads, makingS, pages }: DepotResult): void {
  console.log(`\nDepot: starts in ${startMs} ms of processor time (bar: 2,000)\n`);
  const rows = Object.entries(reads).map(([path, each]) => [path, each.perSecond, each.perCoreSecond]);
  console.log(table(['simple read', 'per second', 'per second of its own processor time (bar: 1,000)'], rows));
  console.log(`\n${ORDERS.toLocaleString('en')} orders made in ${makingS} s\n`);
  const times = PAGES.map((path) => [path, pages.few[path] ?? 0, pages.many[path] ?? 0]);
  console.log(table(['page', `ms with ${ORDERS_PER_REQUEST}`, `ms with ${ORDERS.toLocaleString('en')}`], times));
}

async function open(): Promise<{ server: ChildProcess; origin: string; startMs: number }> {
  const { server, told } = await startServer<{ origin: string; startMs: number }>('depot');
  return { server, ...told };
}

async function newBusiness(pool: Pool): Promise<string> {
  const body = JSON.stringify({
    email: 'bench@example.com',
    password: 'paper and string',
    business: 'Quill Stationers',
  });
  const answer = await pool.request({ method: 'POST', path: '/api/accounts', headers: JSON_TYPE, body });
  return ((await answer.body.json()) as { apiKey: string }).apiKey;
}

const JSON_TYPE = { 'content-type': 'application/json' } as const;
const NAMES = ['Ada Weaver', 'Cleo Marsh', 'Dora Fell', 'Edith Moor', 'Fern Wharfe'];

async function createOrders(pool: Pool, authorization: string, count: number): Promise<number> {
  const items = Array.from({ length: count }, (_, index) => ({
    orderReference: `B-${Math.round(performance.now() * 1_000)}-${index}`,
    recipient: {
      address: {
        fullName: NAMES[index % NAMES.length],
        addressLine1: '12 Beech Road',
        city: 'Otley',
        countryCode: 'GB',
      },
    },
    orderDate: '2026-11-20T09:30:00Z',
    subtotal: 10,
    shippingCostCharged: 3,
    total: 13,
  }));
  const headers = { ...JSON_TYPE, authorization };
  const answer = await pool.request({
    method: 'POST',
    path: '/api/v1/orders',
    headers,
    body: JSON.stringify({ items }),
  });
  const made = (await answer.body.json()) as { createdOrders: { orderIdentifier: number }[] };
  if (made.createdOrders.length !== count)
    throw new Error(`${made.createdOrders.length} orders were made, expected ${count}.`);
  return made.createdOrders[0]!.orderIdentifier;
}

async function readsPerSecond(server: ChildProcess, pool: Pool, path: string, authorization: string): Promise<Reads> {
  let reads = 0;
  const before = await cpuMs(server);
  const begun = performance.now();
  const one = async () => {
    while (performance.now() - begun < READS_MS) {
      const { statusCode, body } = await pool.request({ method: 'GET', path, headers: { authorization } });
      await body.dump();
      if (statusCode !== 200) throw new Error(`${path} was answered with ${statusCode}.`);
      reads += 1;
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, one));
  const seconds = (performance.now() - begun) / 1_000;
  const cpuS = ((await cpuMs(server)) - before) / 1_000;
  return { perSecond: Math.round(reads / seconds), perCoreSecond: Math.round(reads / cpuS) };
}

async function cpuMs(server: ChildProcess): Promise<number> {
  server.send('cpu');
  const [told] = (await once(server, 'message')) as [{ cpuMs: number }];
  return told.cpuMs;
}

async function pageTimes(pool: Pool, authorization: string): Promise<Record<string, number>> {
  const times: Record<string, number> = {};
  for (const path of PAGES) {
    const taken: number[] = [];
    for (let look = 0; look < PAGE_LOOKS; look++) {
      // A parameter of its own for each, so that no cache of pages answers.
      const own = `${path}${path.includes('?') ? '&' : '?'}look=${look}`;
      const begun = performance.now();
      const { statusCode, body } = await pool.request({ method: 'GET', path: own, headers: { authorization } });
      await body.dump();
      if (statusCode !== 200) throw new Error(`${path} was answered with ${statusCode}.`);
      taken.push(performance.now() - begun);
    }
    times[path] = Math.round(median(taken) * 10) / 10;
  }
  return times;
}
