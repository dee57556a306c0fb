import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDepot } from '../fixtures/depot/index.ts';
import { depotTarget } from '../fixtures/depot.target.ts';
import { createCodec } from '../harness/canaries/index.ts';
import { Browsers, type Kind } from '../harness/drivers/browser/browsers.ts';
import { run } from '../harness/runner/run.ts';
import { world } from '../harness/runner/world.ts';
import { CATALOGUE } from '../scenarios/catalogue.ts';
import { surroundings } from './surroundings.ts';
import { median, table } from './table.ts';

/** What one kind of profile costs: milliseconds, and megabytes for each that is open. */
export interface ProfileRow {
  readonly kind: Kind;
  readonly openMs: number;
  readonly lookMs: number;
  readonly closeMs: number;
  readonly memoryMb: number;
}

/** What plans of one scenario cost over a browser. */
export interface PlanRow {
  readonly scenario: string;
  readonly plansPerS: number;
  readonly stepMs: number;
}

const PROFILES = 6;
const LOOKS = 10;
const KINDS: readonly Kind[] = ['light', 'full', 'on disk'];
const SCENARIOS = ['same-service', 'same-identifier', 'same-cache', 'same-browser'];

/** Costs of browsers on a depot of their own: profiles, looks, plans and steps. */
export async function benchBrowser(): Promise<{ profiles: ProfileRow[]; plans: PlanRow[] }> {
  await using depot = await startDepot();
  const profiles: ProfileRow[] = [];
  for (const kind of KINDS) profiles.push(await profileRow(kind, depot.origin));
  const plans: PlanRow[] = [];
  for (const scenario of SCENARIOS) plans.push(await planRow(scenario, depot.origin));
  console.log('\nProfiles: median milliseconds to open one, look once and close it; memory for each that is open\n');
  const profileCells = profiles.map((row) => [row.kind, row.openMs, row.lookMs, row.closeMs, row.memoryMb].map(round));
  console.log(table(['profile', 'open', 'look', 'close', 'MB'], profileCells));
  console.log('\nPlans over a browser, one lane: plans per second, and milliseconds per step\n');
  const planCells = plans.map((row) => [row.scenario, row.plansPerS.toFixed(2), Math.round(row.stepMs)]);
  console.log(table(['scenario', 'plans/s', 'ms/step'], planCells));
  return { profiles, plans };
}

async function profileRow(kind: Kind, origin: string): Promise<ProfileRow> {
  await using browsers = new Browsers();
  const codec = createCodec({ key: randomBytes(32), run: 1 });
  const frame = { surface: 'landing page', record: () => {} };
  const viewer = { session: 'p0/visitor#1', actor: 'visitor' } as const;
  const open = () => browsers.profile(kind, surroundings(origin, codec), viewer, frame);
  const times = { open: [] as number[], look: [] as number[], close: [] as number[] };
  const timed = async <T>(into: number[], work: () => Promise<T>): Promise<T> => {
    const begun = performance.now();
    const value = await work();
    into.push(performance.now() - begun);
    return value;
  };
  const first = await open();
  const before = browserMemoryMb();
  const profiles = [];
  for (let n = 0; n < PROFILES; n++) profiles.push(await timed(times.open, open));
  for (const profile of profiles)
    for (let look = 0; look < LOOKS; look++)
      await timed(times.look, async () => {
        profile.begin(frame);
        await profile.tab.goto('/');
        await profile.look('GET', performance.now());
      });
  const memoryMb = (browserMemoryMb() - before) / PROFILES;
  for (const profile of profiles) await timed(times.close, () => browsers.close(profile));
  await browsers.close(first);
  return { kind, openMs: median(times.open), lookMs: median(times.look), closeMs: median(times.close), memoryMb };
}

async function planRow(scenario: string, origin: string): Promise<PlanRow> {
  const folder = mkdtempSync(join(tmpdir(), 'misdelivery-bench-'));
  const target = depotTarget(origin);
  await run({
    target,
    source: { name: target.name, origin, faults: [], traps: [] },
    scenarios: CATALOGUE,
    options: { scenarios: [scenario], drivers: ['browser'], plans: 10, budgetMs: 120_000, seed: 1 },
    workspace: { folder, givenKey: undefined },
    reportFolder: join(folder, 'report'),
    world,
    tool: 'misdelivery bench',
  });
  const journal = readFileSync(join(folder, 'report', 'journal.ndjson'), 'utf8');
  rmSync(folder, { recursive: true, force: true });
  const played = journal
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => JSON.parse(line).evidence);
  const seen = played.flatMap(({ journal }) => journal.flatMap((entry: { observations: [] }) => entry.observations));
  const times = seen.flatMap(({ sentMs, lastByteMs }: { sentMs: number; lastByteMs: number }) => [sentMs, lastByteMs]);
  const seconds = (Math.max(...times) - Math.min(...times)) / 1_000;
  const steps = played.reduce((sum, { plan }) => sum + plan.steps.length, 0);
  return { scenario, plansPerS: played.length / seconds, stepMs: (seconds * 1_000) / steps };
}

/** Memory of the browsers that this process started, each page counted by its share (PSS); Linux tells. */
function browserMemoryMb(): number {
  const parents = new Map<number, number>();
  for (const id of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const parent = /^PPid:\s+(\d+)/m.exec(told(id, 'status'))?.[1];
    if (parent !== undefined) parents.set(Number(id), Number(parent));
  }
  const isOurs = (id: number): boolean => {
    const parent = parents.get(id) ?? 0;
    return parent === process.pid || (parent > 1 && isOurs(parent));
  };
  const sizes = [...parents.keys()]
    .filter(isOurs)
    .map((id) => /^Pss:\s+(\d+)/m.exec(told(`${id}`, 'smaps_rollup'))?.[1]);
  return sizes.reduce((sum, size) => sum + Number(size ?? 0), 0) / 1_024;
}

/** What Linux tells of a process; nothing when it has ended. */
function told(id: string, what: string): string {
  try {
    return readFileSync(`/proc/${id}/${what}`, 'utf8');
  } catch {
    return '';
  }
}

function round(value: string | number): string | number {
  return typeof value === 'number' ? Math.round(value) : value;
}
