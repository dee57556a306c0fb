import { createHash } from 'node:crypto';
import { appendFileSync, linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RUNS_MAX } from './codec.ts';

export interface KeyOptions {
  /** The value of `MISDELIVERY_KEY`, if it is set: then the workspace's own key is neither read nor made. */
  readonly given?: string | undefined;
  readonly randomBytes: (count: number) => Uint8Array;
}

/**
 * The key that all runs of a workspace share, so that every worker, shard and later run knows its canaries again. It is made on first
 * use as `.misdelivery/key`, readable by its owner only. `cat .misdelivery/key` is what another machine needs as `MISDELIVERY_KEY`.
 */
export function workspaceKey(dir: string, { given, randomBytes }: KeyOptions): Uint8Array {
  const known = knownKey(dir, given);
  if (known !== undefined) return known;
  const path = join(dir, '.misdelivery', 'key');
  openWorkspace(dir);
  const own = `${path}.${hex(randomBytes(8))}`;
  writeFileSync(own, `${hex(randomBytes(32))}\n`, { mode: 0o600, flag: 'wx' });
  try {
    linkSync(own, path);
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
  } finally {
    unlinkSync(own);
  }
  return keyFrom(readFileSync(path, 'utf8'), path);
}

/** The same key, if there is one already. */
export function knownKey(dir: string, given: string | undefined): Uint8Array | undefined {
  if (given !== undefined) return keyFrom(given, 'MISDELIVERY_KEY');
  const path = join(dir, '.misdelivery', 'key');
  const made = readIfThere(path);
  return made === undefined ? undefined : keyFrom(made, path);
}

/**
 * A run number that no run of this workspace has used. Each process appends its claim to `.misdelivery/runs` and then reads the file:
 * the first claim of a number has it, so two processes that start together cannot both believe they do.
 */
export function nextRun(dir: string, random: () => number): number {
  openWorkspace(dir);
  const path = join(dir, '.misdelivery', 'runs');
  for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
    const run = Math.floor(random() * RUNS_MAX);
    const claim = `${run} ${Math.floor(random() * 2 ** 40).toString(36)}`;
    if (claims(path).some((line) => line.startsWith(`${run} `))) continue;
    appendFileSync(path, `${claim}\n`);
    if (claims(path).find((line) => line.startsWith(`${run} `)) === claim) return run;
  }
  throw new Error(
    `No unused run number was found in ${path} after ${ATTEMPTS_MAX} draws. Remove the file to start over.`,
  );
}

/** The run numbers that this workspace has used. */
export function usedRuns(dir: string): ReadonlySet<number> {
  return new Set(claims(join(dir, '.misdelivery', 'runs')).map((line) => Number.parseInt(line, 10)));
}

const ATTEMPTS_MAX = 1000;
const KEY_CHARS_MIN = 16;

function keyFrom(text: string, source: string): Uint8Array {
  const trimmed = text.trim();
  if (trimmed.length < KEY_CHARS_MIN) {
    throw new Error(
      `${source} has ${trimmed.length} characters, expected at least ${KEY_CHARS_MIN}. Remove it or set a longer one.`,
    );
  }
  return createHash('sha256').update(trimmed).digest();
}

function openWorkspace(dir: string): void {
  mkdirSync(join(dir, '.misdelivery'), { recursive: true });
  try {
    writeFileSync(join(dir, '.misdelivery', '.gitignore'), '*\n', { flag: 'wx' });
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
  }
}

function claims(path: string): readonly string[] {
  return (readIfThere(path) ?? '').split('\n').filter((line) => line !== '');
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
