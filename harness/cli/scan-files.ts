import { createReadStream, existsSync, lstatSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Readable } from 'node:stream';
import { UsageError } from '../model/errors.ts';

/** Something to look through: a file, or standard input. */
export interface Source {
  readonly name: string;
  /** Bytes, where they are known before. */
  readonly bytes: number | undefined;
  open(): Readable;
}

/** How standard input is named. */
export const STDIN = '-';

/** Every file under these paths, in order of their names; the harness's own workspace and reports are left out unless named. */
export function everyFile(paths: readonly string[]): readonly Source[] {
  return paths.flatMap((path) => {
    if (path === STDIN) return [{ name: 'standard input', bytes: undefined, open: () => process.stdin }];
    if (!existsSync(path)) throw new UsageError(`There is no ${path}. Expected a file, a folder, or "-".`);
    return statSync(path).isDirectory() ? inFolder(path) : [file(path)];
  });
}

function inFolder(folder: string): Source[] {
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const path = join(folder, name);
      const facts = lstatSync(path);
      if (facts.isDirectory()) return isOurs(path) ? [] : inFolder(path);
      return facts.isFile() ? [file(path)] : [];
    });
}

/** A report names every canary that was seen, so it would drown what is looked for. */
function isOurs(folder: string): boolean {
  return basename(folder) === '.misdelivery' || existsSync(join(folder, 'journal.ndjson'));
}

function file(path: string): Source {
  return { name: path, bytes: statSync(path).size, open: () => createReadStream(path, { highWaterMark: CHUNK_BYTES }) };
}

const CHUNK_BYTES = 2 ** 18;
