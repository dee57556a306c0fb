import type { Cell } from '../model/cell.ts';
import type { JournalHead, JournalLine } from '../model/record.ts';
import type { Scenario } from '../model/scenario.ts';
import type { Leak } from '../model/verdict.ts';
import { alsoAnswers } from './answers.ts';
import { Schedule } from './schedule.ts';

/** What a stored run comes to when it is judged again. */
export interface Rejudged {
  readonly cells: readonly Cell[];
  readonly leaks: readonly Leak[];
  readonly plans: number;
  /** Scenarios that the journal names and that do not exist any more. */
  readonly unknown: readonly string[];
}

/** Judges a stored journal again, without the target; `stored` are the cells that the run had. */
export function rejudge(
  head: JournalHead,
  lines: Iterable<JournalLine>,
  scenarios: readonly Scenario[],
  stored: readonly Pick<Cell, 'scenario' | 'surface' | 'driver'>[] = [],
): Rejudged {
  const cells = stored.flatMap(({ scenario: name, surface, driver }) => {
    const scenario = scenarios.find((each) => each.name === name);
    return scenario === undefined ? [] : [{ scenario, surface, driver }];
  });
  const schedule = Schedule.empty();
  const leaks: Leak[] = [];
  const unknown = new Set<string>();
  let plans = 0;
  for (const { scenario: name, surface, evidence } of lines) {
    const scenario = scenarios.find((each) => each.name === name);
    if (scenario === undefined) {
      unknown.add(name);
      continue;
    }
    const job = schedule.jobFor(scenario, surface, evidence.plan.over);
    const whole = { ...evidence, run: head.run, surfaces: head.surfaces, shared: head.shared };
    // A cell that others' plans answered has no line of its own.
    for (const cell of cells)
      if (alsoAnswers(job.facts, evidence.plan, cell)) schedule.jobFor(cell.scenario, cell.surface, cell.driver);
    const judgement = schedule.judge(job, whole);
    leaks.push(...judgement.leaks);
    plans += 1;
  }
  return { cells: schedule.cells(), leaks, plans, unknown: [...unknown] };
}
