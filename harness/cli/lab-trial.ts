import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CATALOGUE } from '../../scenarios/catalogue.ts';
import type { Verdict } from '../model/verdict.ts';
import { run } from '../runner/run.ts';
import { world } from '../runner/world.ts';
import { openLab } from './lab-depot.ts';
import { TOOL } from './process.ts';

/** What is planted in the depot of a trial, and where is looked for it. */
export interface Subject {
  readonly kind: 'fault' | 'trap' | 'clean';
  readonly id: string;
  /** Empty for all. */
  readonly scenarios: readonly string[];
}

/** What one seed showed of a subject. */
export interface Trial {
  readonly seed: number;
  readonly is: Verdict['is'];
  /** Answers that were read, and milliseconds of playing, until the first leak; absent where there was none. */
  readonly first?: { readonly requests: number; readonly ms: number };
}

/** Runs against a depot of its own until the first leak, or until the budget is spent. */
export async function trial(subject: Subject, seed: number, budgetMs: number, signal: AbortSignal): Promise<Trial> {
  const { kind, id, scenarios } = subject;
  const folder = mkdtempSync(join(tmpdir(), 'misdelivery-score-'));
  const lab = await openLab(kind === 'fault' ? [id] : [], kind === 'trap' ? [id] : []);
  const found = new AbortController();
  let first: Trial['first'];
  try {
    const { verdict } = await run({
      target: lab.target,
      source: { name: lab.target.name, origin: lab.origin, faults: [], traps: [] },
      scenarios: CATALOGUE,
      options: { scenarios, seed, budgetMs, tell: 1 },
      workspace: { folder, givenKey: undefined },
      reportFolder: join(folder, 'report'),
      world,
      tool: TOOL,
      signal: AbortSignal.any([signal, found.signal]),
      onProgress({ leaks, sideChannels, observations, elapsedMs }) {
        // A fault that only tells of others is found by that; nothing honest is held to it.
        const seen = kind === 'fault' ? leaks + sideChannels : leaks;
        if (seen === 0 || first !== undefined) return;
        first = { requests: observations, ms: Math.round(elapsedMs) };
        found.abort();
      },
    });
    return { seed, is: verdict.is, ...(first === undefined ? {} : { first }) };
  } finally {
    await lab.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
