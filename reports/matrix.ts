import type { Cell, RunRecord } from '../harness/index.ts';

/** The cells as a table: a row a surface (and driver), a column a scenario; undefined where the question does not apply. */
export interface Matrix {
  readonly columns: readonly string[];
  readonly rows: readonly {
    readonly surface: string;
    readonly driver: string;
    readonly cells: readonly (Cell | undefined)[];
  }[];
}

export function matrixOf({ cells }: Pick<RunRecord, 'cells'>): Matrix {
  const columns = [...new Set(cells.map(({ scenario }) => scenario))];
  const keys = [...new Set(cells.map(({ surface, driver }) => JSON.stringify([surface, driver])))];
  const rows = keys.map((key) => {
    const [surface, driver] = JSON.parse(key) as [string, string];
    const own = cells.filter((cell) => cell.surface === surface && cell.driver === driver);
    return { surface, driver, cells: columns.map((scenario) => own.find((cell) => cell.scenario === scenario)) };
  });
  return { columns, rows };
}

/** `≤ 1.4 %`: the rate at which a look may still leak, with 95 % confidence. */
export function rateWords(rateMax: number): string {
  return `≤ ${percent(rateMax)} %`;
}

/** `16–46 %`: between which rates a look leaks, with 95 % confidence. */
export function intervalWords({ rateMin, rateMax }: Pick<Cell, 'rateMin' | 'rateMax'>): string {
  return `${percent(rateMin)}–${percent(rateMax)} %`;
}

/** `12/41`: looks that showed a leak, of the proven ones. */
export function shareWords({ leaks, looks }: Pick<Cell, 'leaks' | 'looks'>): string {
  return `${leaks}/${looks}`;
}

/** Two figures that mean something: `0.15`, `1.4`, `29`, `100`. */
export function percent(rate: number): string {
  const value = rate * 100;
  if (value >= 9.95) return value.toFixed(0);
  return value >= 0.995 || value === 0 ? value.toFixed(value === 0 ? 0 : 1) : value.toPrecision(2);
}
