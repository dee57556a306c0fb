import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { TargetSource } from '../model/record.ts';

/** One line of the log: something that is about to exist on a target, or that is gone again. */
export interface CreatedLine {
  readonly do: 'run' | 'enrol' | 'create' | 'retired' | 'removed' | 'end';
  /** Account, for all but `run` and `end`. */
  readonly account?: string;
  readonly resource?: string;
  readonly id?: string;
  /** For `run`: how to find the target again, and its number. */
  readonly run?: number;
  readonly target?: string;
  readonly origin?: string;
  /** For `run`: the target lives and dies with the run's own process. */
  readonly embedded?: boolean;
  readonly pid?: number;
  readonly at?: string;
}

/** What a run creates on a target, written to disk before it is created, so that a killed run can be cleaned up after. */
export class CreatedLog {
  readonly #file: string;

  constructor(folder: string, run: number) {
    mkdirSync(folder, { recursive: true });
    this.#file = join(folder, `run-${run}.ndjson`);
  }

  /** First line: how to find the target again, and whether the run is still alive. */
  begin(run: number, { name, origin, file }: TargetSource, at: string): void {
    this.write({ do: 'run', run, target: file ?? name, origin, embedded: file === undefined, at, pid: process.pid });
  }

  write(line: CreatedLine): void {
    appendFileSync(this.#file, `${JSON.stringify(line)}\n`);
  }

  /** Nothing is left on the target: the log is not needed any more. */
  close(): void {
    rmSync(this.#file, { force: true });
  }
}

/** A log that a run has left behind. */
export interface LeftLog {
  readonly file: string;
  readonly lines: readonly CreatedLine[];
}

/** Every log in a folder, oldest run first; a last line cut by a crash is dropped. */
export function leftLogs(folder: string): LeftLog[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((name) => /^run-\d+\.ndjson$/.test(name));
  return files.map((name) => {
    const file = join(folder, name);
    return { file, lines: readFileSync(file, 'utf8').split('\n').flatMap(parsed) };
  });
}

/** Accounts that were created and not retired. */
export function leftAccounts(lines: readonly CreatedLine[]): string[] {
  const left = new Set<string>();
  for (const line of lines) {
    if (line.do === 'enrol' && line.account !== undefined) left.add(line.account);
    if (line.do === 'retired' && line.account !== undefined) left.delete(line.account);
  }
  return [...left];
}

function parsed(line: string): CreatedLine[] {
  try {
    return line === '' ? [] : [JSON.parse(line) as CreatedLine];
  } catch {
    return [];
  }
}
