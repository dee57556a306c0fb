import type { Cell } from './cell.ts';
import type { Plan } from './plan.ts';
import type { Evidence, Leak, SharedFlow, SurfaceFacts } from './verdict.ts';

/** Version of the record's form; a reader refuses a newer one. */
export const RECORD_VERSION = 1;

/** How to find the target again. */
export interface TargetSource {
  readonly name: string;
  readonly origin: string;
  /** Path of the target file as it was given; absent for the embedded depot. */
  readonly file?: string;
  /** Faults and traps of the embedded depot. */
  readonly faults: readonly string[];
  readonly traps: readonly string[];
}

/** A leak with what became of it when it was played again. */
export interface Told {
  /** 1, 2, 3 …: `leaks/1.json` holds its replay. */
  readonly number: number;
  readonly leak: Leak;
  /** The smallest plan that still leaks, or the one that leaked when it could not be made to leak again. */
  readonly plan: Plan;
  /** Time was up before the plan was as small as it gets. */
  readonly unfinished?: true;
  /** How often the run itself saw it: looks that showed it, of the proven looks of its cell. Absent when it was only played again. */
  readonly inRun?: { readonly leaks: number; readonly looks: number };
  /** How many of the plays with fresh accounts leaked again. */
  readonly seen: number;
  readonly plays: number;
  /** Pairs that had to act at the same time for it to come back; 1 when the pair alone was enough. */
  readonly company: number;
  /** Whether the harness's own sockets and cookies of owner and viewer were separate, in words. */
  readonly innocence: string;
  /** Other cells in which the same surface leaked. */
  readonly alsoIn: readonly string[];
}

/** What a run did, in numbers. */
export interface Count {
  readonly plans: number;
  readonly looks: number;
  readonly observations: number;
  readonly bytes: number;
  readonly accounts: number;
  readonly retired: number;
  readonly leaks: number;
}

/** One run, whole; `run.json`. */
export interface RunRecord {
  readonly version: typeof RECORD_VERSION;
  readonly tool: string;
  readonly run: number;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly target: TargetSource;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly verdict: { readonly is: 'clean' | 'leak' | 'inconclusive'; readonly because: string };
  /** Why it ended before all plans were played; absent when it did not. */
  readonly partial?: string;
  readonly cells: readonly Cell[];
  /** How many proven looks show a leak of a rate at least once, with 95 % probability. */
  readonly looksNeeded: readonly { readonly rate: number; readonly looks: number }[];
  readonly leaks: readonly Told[];
  /** What told of another's doings and showed nothing of them; absent when nothing did. Fails a run only where that is asked for. */
  readonly sideChannels?: readonly Told[];
  readonly count: Count;
  /** Accounts that could not be retired. */
  readonly left: readonly string[];
  /** What the reader should know beside the cells: abilities that the target lacks, limits that were reached. */
  readonly notes: readonly string[];
}

/** First line of `journal.ndjson`: what all its evidence has in common. */
export interface JournalHead {
  readonly version: typeof RECORD_VERSION;
  readonly run: number;
  readonly surfaces: Readonly<Record<string, SurfaceFacts>>;
  readonly shared: readonly SharedFlow[];
}

/** Every other line of `journal.ndjson`: one played plan. */
export interface JournalLine {
  readonly scenario: string;
  readonly surface: string;
  readonly evidence: Omit<Evidence, 'surfaces' | 'shared' | 'run'>;
}

/** A leak's own file, `leaks/1.json`: all that a replay needs. */
export interface ReplayFile {
  readonly version: typeof RECORD_VERSION;
  readonly target: TargetSource;
  readonly plan: Plan;
  readonly company: number;
  readonly leak: Leak;
  /** How often it came back when it was told. */
  readonly seen?: number;
  readonly plays?: number;
  readonly unfinished?: true;
}

/** What a leak's own file says of it. */
export function replayFileOf(target: TargetSource, told: Told): ReplayFile {
  const { plan, company, leak, seen, plays, unfinished } = told;
  const file = { version: RECORD_VERSION, target, plan, company, leak, seen, plays } as const;
  return unfinished === true ? { ...file, unfinished } : file;
}
