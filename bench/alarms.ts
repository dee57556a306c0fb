import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createCodec, createMint, createScan, type Scan } from '../harness/canaries/index.ts';
import { noises } from '../harness/canaries/testing/noise.ts';
import { table } from './table.ts';

/** One line of the table: what was looked through, how much of it, and what was seen although nobody planted anything. */
export interface AlarmRow {
  readonly text: string;
  readonly megabytes: number;
  readonly sightings: number;
  /** With a check of one letter instead of six: how many were seen, and how many the bound says for random letters and base64. */
  readonly shortened: number;
  readonly bound: number | undefined;
}

const MEGABYTES = 420;
/** Of every so many megabytes one is looked through with the shortened check too. */
const SHORTENED = 10;
const KEY = new Uint8Array(32).fill(21);

/** False alarms in 2 GB of text of five kinds, and in every text file of node_modules. */
export async function benchAlarms(): Promise<readonly AlarmRow[]> {
  const [whole, short] = [scanOf(6), scanOf(1)];
  const rows: AlarmRow[] = [];
  for (const noise of noises(2026)) {
    let [sightings, shortened] = [0, 0];
    for (let megabyte = 0; megabyte < MEGABYTES; megabyte++) {
      const bytes = noise.next();
      sightings += await seenIn(whole, bytes);
      if (megabyte % SHORTENED === 0) shortened += (await seenIn(short, bytes)) * SHORTENED;
    }
    const bytes = MEGABYTES * 2 ** 20;
    const bound = { 'random letters': bytes / 26 ** 3, 'random base64': (bytes * (52 / 64) ** 18) / 32 ** 2 / 26 };
    rows.push({
      text: noise.name,
      megabytes: MEGABYTES,
      sightings,
      shortened,
      bound: bound[noise.name as keyof typeof bound],
    });
  }
  rows.push(await packages(whole));
  print(rows);
  return rows;
}

async function packages(scan: Scan): Promise<AlarmRow> {
  let [bytes, sightings] = [0, 0];
  const folder = 'node_modules';
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!/\.([cm]?[jt]s|json|md|map|html|css|ya?ml|txt)$/.test(name) || !statSync(join(folder, name)).isFile())
      continue;
    const content = readFileSync(join(folder, name));
    bytes += content.length;
    const seen = await seenIn(scan, content);
    if (seen > 0) console.log(`${seen} in ${name}`);
    sightings += seen;
  }
  return {
    text: 'node_modules',
    megabytes: Math.round(bytes / 2 ** 20),
    sightings,
    shortened: Number.NaN,
    bound: undefined,
  };
}

/** It knows a hundred accounts' values and believes cut canaries of as many runs as a workspace may have. */
function scanOf(checkLetters: number): Scan {
  const codec = createCodec({ key: KEY, run: 5, checkLetters });
  const scan = createScan({ codec, accounts: (run) => (checkLetters === 6 && run < 1_000 ? 4_000 : 0) });
  for (let account = 0; account < 100; account++) {
    const mint = createMint({ codec, account });
    for (const shape of ['email', 'phone', 'postcode', 'date'] as const) scan.values.add(mint(shape));
  }
  return scan;
}

async function seenIn(scan: Scan, bytes: Buffer): Promise<number> {
  const body = scan.body({ placeFor: () => false });
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) body.push(bytes.subarray(at, at + CHUNK_BYTES));
  return (await body.end()).sightings.length;
}

const CHUNK_BYTES = 65_536;

function print(rows: readonly AlarmRow[]): void {
  console.log(
    '\nFalse alarms where nothing was planted; with the check shortened to one letter; and what the bound then says\n',
  );
  const number = (value: number | undefined) =>
    value === undefined || Number.isNaN(value) ? '' : Math.round(value).toLocaleString('en');
  console.log(
    table(
      ['text', 'MB', 'sightings', 'one letter', 'bound'],
      rows.map(({ text, megabytes, sightings, shortened, bound }) => [
        text,
        number(megabytes),
        sightings,
        number(shortened),
        number(bound),
      ]),
    ),
  );
}
