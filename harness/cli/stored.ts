import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../model/errors.ts';
import {
  type JournalHead,
  type JournalLine,
  RECORD_VERSION,
  type ReplayFile,
  type RunRecord,
} from '../model/record.ts';

/** Reads `run.json` of a report folder. */
export function readRecord(folder: string): RunRecord {
  const file = join(folder, 'run.json');
  const expected = 'a report folder with run.json, as "misdelivery run" leaves it';
  return checked(readJson(file, expected), file, ['cells', 'verdict'], expected) as unknown as RunRecord;
}

/** Reads a leak's replay file. */
export function readReplay(file: string): ReplayFile {
  const expected = 'a leak file such as misdelivery-report/leaks/1.json';
  return checked(readJson(file, expected), file, ['plan', 'leak', 'target'], expected) as unknown as ReplayFile;
}

/** Reads `journal.ndjson` of a report folder; a last line cut by a crash is counted, not read. */
export function readJournal(folder: string): {
  readonly head: JournalHead;
  readonly lines: JournalLine[];
  readonly cut: number;
} {
  const file = join(folder, 'journal.ndjson');
  if (!existsSync(file)) throw missing(file, 'a report folder with journal.ndjson, as "misdelivery run" leaves it');
  const [first = '', ...rest] = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  const head = checked(parsed(first, file), file, ['run', 'surfaces']) as unknown as JournalHead;
  let cut = 0;
  const lines = rest.flatMap((line) => {
    try {
      return [JSON.parse(line) as JournalLine];
    } catch {
      cut += 1;
      return [];
    }
  });
  return { head, lines, cut };
}

function readJson(file: string, expected: string): unknown {
  if (!existsSync(file)) throw missing(file, expected);
  return parsed(readFileSync(file, 'utf8'), file);
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(
      `${file} is not JSON: ${(error as Error).message}. Expected a file that "misdelivery run" wrote.`,
    );
  }
}

function checked(
  value: unknown,
  file: string,
  keys: readonly string[],
  expected = 'a file that "misdelivery run" wrote',
): Record<string, unknown> {
  const record = (value ?? {}) as Record<string, unknown>;
  const absent = keys.filter((key) => !(key in record));
  if (absent.length > 0) throw new UsageError(`${file} has no ${absent.join(', ')}. Expected ${expected}.`);
  if (record.version === RECORD_VERSION) return record;
  throw new UsageError(
    `${file} has version ${String(record.version)}; this misdelivery reads version ${RECORD_VERSION}. Use the one that wrote it.`,
  );
}

function missing(file: string, expected: string): UsageError {
  return new UsageError(`There is no ${file}. Expected ${expected}.`);
}
