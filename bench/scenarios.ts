import { openLabRun } from '../fixtures/lab-run.ts';
import { CATALOGUE } from '../scenarios/catalogue.ts';
import { table } from './table.ts';

/** How fast one scenario goes on the embedded depot. */
export interface ScenarioRow {
  readonly scenario: string;
  readonly plans: number;
  readonly looks: number;
  readonly exchanges: number;
  readonly seconds: number;
  readonly exchangesPerSecond: number;
}

const BUDGET_MS = 5_000;

/** Exchanges per second of each scenario, each alone for a few seconds; the depot shares the machine and the process. */
export async function benchScenarios(): Promise<ScenarioRow[]> {
  const rows: ScenarioRow[] = [];
  for (const { name } of CATALOGUE) {
    await using lab = await openLabRun();
    const { count, durationMs } = await lab.run({ scenarios: [name], budgetMs: BUDGET_MS, seed: 1 });
    const { plans, looks, observations: exchanges } = count;
    const seconds = durationMs / 1_000;
    rows.push({ scenario: name, plans, looks, exchanges, seconds, exchangesPerSecond: exchanges / seconds });
  }
  console.log('\nEach scenario alone on the embedded depot\n');
  console.log(
    table(
      ['scenario', 'plans', 'proven looks', 'exchanges', 'seconds', 'exchanges per second'],
      rows.map((row) => [
        row.scenario,
        row.plans,
        row.looks,
        row.exchanges,
        row.seconds.toFixed(1),
        Math.round(row.exchangesPerSecond),
      ]),
    ),
  );
  return rows;
}
