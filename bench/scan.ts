import { randomBytes } from 'node:crypto';
import { createCodec } from '../harness/canaries/index.ts';
import { corpus } from './scan-corpus.ts';
import { rivals } from './scan-rivals.ts';
import { benchShare, type ShareRow } from './scan-share.ts';
import { ownWays, type Way } from './scan-ways.ts';
import { median, table } from './table.ts';

/** One line of the table: how fast, and how that compares with copying the same bytes in the same run. */
export interface ScanRow {
  readonly way: string;
  readonly accounts: number | undefined;
  readonly megabytesPerSecond: number;
  readonly ofCopy: number;
}

const BODIES = 2_048;
const ROUNDS = 7;
const ROUND_S = 0.1;

/** Scanning 18 KB bodies without candidates against dictionary searches and against merely copying them; then its share of the CPU. */
export async function benchScan(): Promise<{
  readonly speed: readonly ScanRow[];
  readonly share: readonly ShareRow[];
}> {
  const key = randomBytes(32);
  const bodies = corpus(BODIES);
  const codec = createCodec({ key, run: 1 });
  const dictionary = (accounts: number) => Array.from({ length: accounts }, (_, account) => codec.mint(account, 0));
  const { ways: others, close } = rivals(bodies, dictionary);
  try {
    const speed = measured([...ownWays(bodies, key), ...others]);
    print(speed);
    return { speed, share: await benchShare() };
  } finally {
    close();
  }
}

/** Rounds alternate between the ways, medians are told. */
function measured(ways: readonly Way[]): readonly ScanRow[] {
  const rates = ways.map((): number[] => []);
  for (const { pass } of ways) pass();
  for (let round = 0; round < ROUNDS; round++) {
    ways.forEach(({ bodies, pass, isApart }, nth) => {
      const megabytes = bodies.reduce((sum, { length }) => sum + length, 0) / 1e6;
      rates[nth]?.push(megabytes / secondsOf(pass, isApart === true));
    });
  }
  const [copied = Number.NaN] = rates.map(median);
  return ways.map(({ name, accounts }, nth) => {
    const rate = median(rates[nth] ?? []);
    return { way: name, accounts, megabytesPerSecond: rate, ofCopy: rate / copied };
  });
}

/** CPU seconds of one pass, which a busy machine does not distort; of a program of its own, seconds. */
function secondsOf(pass: () => void, isApart: boolean): number {
  const now = () => {
    const { user, system } = process.cpuUsage();
    return isApart ? performance.now() / 1e3 : (user + system) / 1e6;
  };
  const begun = now();
  let passes = 0;
  for (; passes === 0 || now() - begun < ROUND_S; passes++) pass();
  return (now() - begun) / passes;
}

function print(rows: readonly ScanRow[]): void {
  console.log('\nScanning 18 KB bodies, MB/s (bars, of Buffer.copy: plain pass 0.2, full pass 0.05)\n');
  console.log(
    table(
      ['way', 'accounts', 'MB/s', 'of copy'],
      rows.map(({ way, accounts, megabytesPerSecond, ofCopy }) => [
        way,
        accounts?.toLocaleString('en') ?? '',
        megabytesPerSecond < 100 ? megabytesPerSecond.toFixed(1) : Math.round(megabytesPerSecond),
        ofCopy.toFixed(ofCopy < 0.01 ? 5 : 2),
      ]),
    ),
  );
}
