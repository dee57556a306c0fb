import { readFileSync } from 'node:fs';
import { UsageError } from '../model/errors.ts';
import type { Accounts } from '../model/target.ts';

type Given = NonNullable<Accounts['given']>[number];

const FIELDS = ['email', 'password', 'username'] as const;
const EXPECTED = 'Expected a JSON list of { "email", "password", "username"? }, or CSV with such a first line';

/** Accounts that exist already, from a file that is kept out of the repository: `given: accountsFrom('accounts.json')`. */
export function accountsFrom(file: string): readonly Given[] {
  const rows = rowsOf(readHere(file), file);
  const given = rows.map((row, index) => {
    const [email, password, username] = FIELDS.map((field) => row[field]);
    if (!isText(email) || !isText(password))
      // Which line, and never what stands in it: it is somebody's password.
      throw new UsageError(
        `${file}: account ${index + 1} has no ${isText(email) ? 'password' : 'email'}. ${EXPECTED}.`,
      );
    return { email, password, ...(isText(username) ? { username } : {}) };
  });
  if (given.length >= 2) return given;
  throw new UsageError(`${file} has ${given.length} accounts: a leak needs a pair. ${EXPECTED}.`);
}

function readHere(file: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/^\ufeff/, '');
  } catch (error) {
    throw new UsageError(`${file} could not be read: ${(error as NodeJS.ErrnoException).code}. ${EXPECTED}.`);
  }
}

function rowsOf(text: string, file: string): Readonly<Record<string, unknown>>[] {
  if (!/^\s*[{[]/.test(text)) return csvRows(text);
  try {
    const list: unknown = JSON.parse(text);
    if (Array.isArray(list)) return list.map((each) => ({ ...(each as object) }));
  } catch {
    // What the parser says would quote the file, and so a password.
  }
  throw new UsageError(`${file} is no JSON list. ${EXPECTED}.`);
}

function csvRows(text: string): Record<string, string>[] {
  const [head = '', ...lines] = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const names = cells(head).map((name) => name.toLowerCase());
  return lines.map((line) => Object.fromEntries(cells(line).map((cell, at) => [names[at] ?? '', cell])));
}

/** RFC 4180: a cell in quotes may hold commas and doubled quotes. */
function cells(line: string): string[] {
  const found = line.matchAll(/(?:^|,)\s*(?:"((?:[^"]|"")*)"|([^,]*))/g);
  return [...found].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain?.trim() ?? '');
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
