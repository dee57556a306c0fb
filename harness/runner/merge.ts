import type { Cell } from '../model/cell.ts';
import { UsageError } from '../model/errors.ts';
import type { Count, RunRecord, Told } from '../model/record.ts';
import { rateOf } from '../oracles/index.ts';
import { verdictOf } from './verdict-of.ts';

/** Several runs of one target as one record: looks add up cell by cell, a leak in any run is a leak, silence stays silence. */
export function mergeRecords(records: readonly RunRecord[]): RunRecord {
  const [first, ...others] = records;
  if (first === undefined) throw new UsageError('There is no run to merge. Give at least one report folder.');
  if (others.length === 0) return first;
  refuseMixture(records);
  const cells = [
    ...grouped(
      records.flatMap((record) => record.cells),
      keyOfCell,
    ).values(),
  ].map(mergeCells);
  const partials = [...new Set(records.flatMap(({ partial }) => (partial === undefined ? [] : [partial])))];
  const partial = partials.length === 0 ? undefined : partials.join('; ');
  const { partial: _partial, sideChannels: _sideChannels, ...rest } = first;
  const settings = mergeSettings(records);
  const sideChannels = mergeLeaks(records.map((record) => record.sideChannels ?? []));
  return {
    ...rest,
    startedAt: records.map(({ startedAt }) => startedAt).sort()[0] as string,
    durationMs: records.reduce((sum, { durationMs }) => sum + durationMs, 0),
    target: {
      ...first.target,
      faults: union(records, ({ target }) => target.faults),
      traps: union(records, ({ target }) => target.traps),
    },
    settings,
    verdict: verdictOf(cells, partial, sideChannels.length, settings.failOn),
    ...(partial === undefined ? {} : { partial }),
    cells,
    leaks: mergeLeaks(records.map(({ leaks }) => leaks)),
    ...(sideChannels.length === 0 ? {} : { sideChannels }),
    count: mergeCounts(records.map(({ count }) => count)),
    left: records.flatMap(({ left }) => left),
    notes: [
      `merged from ${records.length} runs, with the numbers ${records.map(({ run }) => run).join(', ')}`,
      ...union(records, ({ notes }) => notes),
    ],
  };
}

/** Runs of two targets say nothing together; nor do runs of two versions of the harness. */
function refuseMixture(records: readonly RunRecord[]): void {
  for (const [what, of] of [
    ['targets', ({ target }: RunRecord) => target.name],
    ['versions of misdelivery', ({ tool }: RunRecord) => tool],
  ] as const) {
    const all = [...new Set(records.map(of))];
    if (all.length > 1)
      throw new UsageError(
        `These runs are of ${all.length} ${what}: ${all.join(', ')}. Expected runs of one; report them one by one.`,
      );
  }
}

function mergeCells(cells: readonly Cell[]): Cell {
  const [first] = cells as readonly [Cell];
  const sum = (of: (cell: Cell) => number) => cells.reduce((total, cell) => total + of(cell), 0);
  const looks = sum((cell) => cell.looks);
  const leaks = sum((cell) => cell.leaks);
  const ruledOutBy = cells.find((cell) => cell.ruledOutBy !== undefined)?.ruledOutBy;
  return {
    surface: first.surface,
    scenario: first.scenario,
    driver: first.driver,
    is: mergedVerdict(cells),
    looks,
    ruledOut: sum((cell) => cell.ruledOut),
    ...(ruledOutBy === undefined ? {} : { ruledOutBy }),
    leaks,
    ...rateOf(leaks, looks),
    because: [...new Set(cells.flatMap(({ because }) => because))].slice(0, 5),
  };
}

/** A run that did not get to a cell takes nothing from another's proven looks; one whose looks did not suffice does. */
function mergedVerdict(cells: readonly Cell[]): Cell['is'] {
  if (cells.some(({ is }) => is === 'leak')) return 'leak';
  const isClean =
    cells.some(({ is }) => is === 'clean') && cells.every(({ is, looks }) => is === 'clean' || looks === 0);
  return isClean ? 'clean' : 'inconclusive';
}

/** The same kind of leak of several runs is told once, by the run in which it came back most surely, then by the smallest plan. */
function mergeLeaks(runs: readonly (readonly Told[])[]): Told[] {
  const kinds = grouped(runs.flat(), ({ leak }) => `${leak.oracle}|${leak.surface}|${leak.driver}`);
  return [...kinds.values()].map((all, index) => {
    const [best] = [...all].sort(
      (one, other) => sureness(other) - sureness(one) || one.plan.steps.length - other.plan.steps.length,
    ) as [Told];
    const scenarios = new Set(all.flatMap(({ leak, alsoIn }) => [leak.scenario, ...alsoIn]));
    scenarios.delete(best.leak.scenario);
    return { ...best, ...seenInRuns(all, best), number: index + 1, alsoIn: [...scenarios] };
  });
}

/** How often the runs that saw a leak in the same cell saw it, together. */
function seenInRuns(all: readonly Told[], { leak }: Told): Pick<Told, 'inRun'> {
  const counts = all.flatMap((told) => (told.leak.scenario === leak.scenario ? (told.inRun ?? []) : []));
  if (counts.length === 0) return {};
  const sum = (of: (count: NonNullable<Told['inRun']>) => number) =>
    counts.reduce((total, count) => total + of(count), 0);
  return { inRun: { leaks: sum(({ leaks }) => leaks), looks: sum(({ looks }) => looks) } };
}

function sureness({ seen, plays }: Told): number {
  return plays === 0 ? 0 : seen / plays;
}

function mergeSettings(records: readonly RunRecord[]): RunRecord['settings'] {
  const names = new Set(records.flatMap(({ settings }) => Object.keys(settings)));
  return Object.fromEntries(
    [...names].map((name) => {
      const values = records.map(({ settings }) => settings[name]);
      const isSame = new Set(values.map((value) => JSON.stringify(value))).size === 1;
      if (isSame) return [name, values[0]];
      return [name, Array.isArray(values[0]) ? [...new Set(values.flat())] : values];
    }),
  );
}

function mergeCounts(counts: readonly Count[]): Count {
  const sum = (of: (count: Count) => number) => counts.reduce((total, count) => total + of(count), 0);
  return {
    plans: sum(({ plans }) => plans),
    looks: sum(({ looks }) => looks),
    observations: sum(({ observations }) => observations),
    bytes: sum(({ bytes }) => bytes),
    accounts: sum(({ accounts }) => accounts),
    retired: sum(({ retired }) => retired),
    leaks: sum(({ leaks }) => leaks),
  };
}

function keyOfCell({ surface, scenario, driver }: Cell): string {
  return JSON.stringify([surface, scenario, driver]);
}

function union(records: readonly RunRecord[], of: (record: RunRecord) => readonly string[]): string[] {
  return [...new Set(records.flatMap(of))];
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
