import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { createJiti } from 'jiti';
import { UsageError } from '../model/errors.ts';
import type { Target } from '../model/target.ts';
import { checkTarget } from './define.ts';

/** Loads a target file in TypeScript or JavaScript; `import … from 'misdelivery'` in it means this very copy. */
export async function loadTarget(file: string, ownFace: string): Promise<Target> {
  const path = resolve(file);
  if (!existsSync(path)) {
    throw new UsageError(
      `There is no target file ${file}. Expected a TypeScript or JavaScript file that exports a target; "misdelivery init" writes one.`,
    );
  }
  const jiti = createJiti(import.meta.url, {
    alias: { misdelivery: ownFace },
    moduleCache: false,
    fsCache: false,
    interopDefault: true,
  });
  const loaded = await evaluate(() => jiti.import<Record<string, unknown>>(path), file);
  return checkTarget(loaded.default ?? loaded.target ?? loaded, file);
}

async function evaluate<T>(load: () => Promise<T>, file: string): Promise<T> {
  try {
    return await load();
  } catch (error) {
    throw new UsageError(
      `${file} could not be loaded: ${(error as Error).message}. Expected a module whose default export describes a target.`,
      { cause: error },
    );
  }
}
