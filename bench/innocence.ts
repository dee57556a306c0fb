import { randomBytes } from 'node:crypto';
import { askWho, type Manner } from '../harness/drivers/testing/crowd.ts';
import { startServer } from './server.ts';
import { table } from './table.ts';

/** What one manner of asking came to. */
export interface InnocenceRow {
  readonly manner: Manner;
  readonly accounts: number;
  readonly exchanges: number;
  readonly answered: number;
  readonly cut: number;
  readonly givenUp: number;
  /** Answers that were attributed to the wrong account. */
  readonly wrong: number;
  readonly perSecond: number;
}

const ACCOUNTS = 1_000;
/** A million in all. */
const EXCHANGES: Readonly<Record<Manner, number>> = {
  'keep-alive': 500_000,
  pipelined: 200_000,
  multiplexed: 200_000,
  cut: 60_000,
  impatient: 40_000,
};

/** A million exchanges by a thousand accounts at once with a service that tells who asked: not one may be attributed to the wrong account. */
export async function benchInnocence(): Promise<InnocenceRow[]> {
  const { server, told: origins } = await startServer<{ h1: string; h2: string }>('who-asked');
  const rows: InnocenceRow[] = [];
  for (const [manner, exchanges] of Object.entries(EXCHANGES) as [Manner, number][]) {
    const begun = performance.now();
    const { wrong, ...told } = await askWho(origins, manner, ACCOUNTS, exchanges, {
      key: randomBytes(32),
      now: () => performance.now(),
    });
    const perSecond = Math.round((told.exchanges / (performance.now() - begun)) * 1_000);
    rows.push({ manner, accounts: ACCOUNTS, ...told, wrong: wrong.length, perSecond });
    if (wrong.length > 0) console.log(`${manner}: ${wrong.slice(0, 5).join('\n')}`);
  }
  server.disconnect();
  const sum = (of: (row: InnocenceRow) => number) => rows.reduce((total, row) => total + of(row), 0);
  console.log('\nExchanges with a service that tells who asked (bar: none attributed to the wrong account)\n');
  console.log(
    table(
      ['manner', 'accounts', 'exchanges', 'answered', 'cut', 'given up', 'wrong', 'per second'],
      rows.map((row) => [
        row.manner,
        row.accounts,
        row.exchanges,
        row.answered,
        row.cut,
        row.givenUp,
        row.wrong,
        row.perSecond,
      ]),
    ),
  );
  console.log(`\n${sum(({ exchanges }) => exchanges)} exchanges, ${sum(({ wrong }) => wrong)} wrong`);
  return rows;
}
