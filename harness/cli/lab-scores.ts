import type { Subject, Trial } from './lab-trial.ts';

/** The share of seeds with which a fault must be found: 19 of 20. */
const FOUND_MIN = 0.95;

/** What the seeds showed of one subject together. */
export interface Score {
  readonly kind: Subject['kind'];
  readonly id: string;
  readonly scenarios: readonly string[];
  readonly seeds: number;
  readonly leaks: number;
  /** Seeds that showed nothing although they should have, or a leak although there is none. */
  readonly missed: readonly number[];
  /** Medians until the first leak; absent where there was none. */
  readonly requests?: number;
  readonly seconds?: number;
  readonly passes: boolean;
}

/** Counts the seeds of one subject. */
export function scoreOf({ kind, id, scenarios }: Subject, trials: readonly Trial[]): Score {
  const leaking = trials.flatMap(({ first }) => (first === undefined ? [] : [first]));
  const isWrong = ({ first }: Trial) => (first === undefined) === (kind === 'fault');
  return {
    kind,
    id,
    scenarios,
    seeds: trials.length,
    leaks: leaking.length,
    missed: trials.filter(isWrong).map(({ seed }) => seed),
    ...(leaking.length === 0
      ? {}
      : {
          requests: median(leaking.map(({ requests }) => requests)),
          seconds: Math.round(median(leaking.map(({ ms }) => ms)) / 100) / 10,
        }),
    passes:
      trials.length > 0 && (kind === 'fault' ? leaking.length >= FOUND_MIN * trials.length : leaking.length === 0),
  };
}

/** The scores as a table for people, worst words last. */
export function scoreTable(scores: readonly Score[]): string {
  const head = ['', 'by', 'found', 'requests', 'seconds', ''];
  const rows = scores.map((score) => [
    `${score.kind === 'trap' ? 'trap ' : ''}${score.id}`,
    score.scenarios.join(', ') || 'everything',
    `${score.leaks} of ${score.seeds}`,
    String(score.requests ?? '–'),
    String(score.seconds ?? '–'),
    score.passes
      ? ''
      : `${score.kind === 'fault' ? 'too seldom; not with' : 'must be none;'} seed ${score.missed.join(', ')}`,
  ]);
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  const isNumber = (column: number) => column >= 2 && column <= 4;
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => (isNumber(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
      .join('  ')
      .trimEnd();
  return [head, ...rows].map(line).join('\n');
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
