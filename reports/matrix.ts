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
  const percent = rateMax * 100;
  return `≤ ${percent < 10 ? percent.toFixed(1) : percent.toFixed(0)} %`;
}
