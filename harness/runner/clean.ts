import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Role } from '../model/account.ts';
import type { Target } from '../model/target.ts';
import { callAdapter } from './adapter.ts';
import { type CreatedLine, type LeftLog, leftAccounts, leftLogs } from './created-log.ts';
import { createMember } from './member.ts';
import { retireOne } from './retire.ts';
import { CREATED_FOLDER, setStage, type Workspace } from './set-stage.ts';
import type { Stage } from './stage.ts';
import type { World } from './world.ts';

/** What became of one dead run's accounts. */
export interface Cleaned {
  readonly run: number;
  readonly target: string;
  readonly retired: readonly string[];
  /** Noted before they were created, and not there: sign-in was refused. */
  readonly absent: readonly string[];
  readonly left: readonly string[];
  /** Why accounts are left, or why there was nothing to do. */
  readonly because?: string;
}

/** How to get at a dead run's target and find out whether it is really dead. */
export interface CleanOptions {
  readonly workspace: Workspace;
  readonly world: World;
  readonly load: (file: string) => Promise<Target>;
  readonly isAlive: (pid: number) => boolean;
}

/** Retires what dead runs of this workspace left on their targets; their passwords are made again from the workspace key. */
export async function cleanAll(options: CleanOptions): Promise<Cleaned[]> {
  const cleaned: Cleaned[] = [];
  for (const log of leftLogs(join(options.workspace.folder, CREATED_FOLDER))) {
    const outcome = await cleanOne(log, options);
    if (outcome !== undefined) cleaned.push(outcome);
  }
  return cleaned;
}

async function cleanOne(log: LeftLog, options: CleanOptions): Promise<Cleaned | undefined> {
  const head = log.lines.find((line) => line.do === 'run');
  const accounts = leftAccounts(log.lines);
  if (head?.run === undefined || accounts.length === 0) {
    if (head?.pid === undefined || !options.isAlive(head.pid)) rmSync(log.file, { force: true });
    return undefined;
  }
  const told = { run: head.run, target: head.target ?? 'a target', retired: [], absent: [] };
  if (head.pid !== undefined && options.isAlive(head.pid))
    return { ...told, left: accounts, because: `the run is still going (process ${head.pid})` };
  if (head.embedded === true) {
    rmSync(log.file, { force: true });
    return {
      ...told,
      retired: accounts,
      left: [],
      because: 'they went with their embedded target, which ended with its run',
    };
  }
  const outcome = await retireLeft(head, accounts, options);
  if (outcome.left.length === 0) rmSync(log.file, { force: true });
  return outcome;
}

async function retireLeft(head: CreatedLine, accounts: readonly string[], options: CleanOptions): Promise<Cleaned> {
  const loaded = await options.load(head.target ?? '');
  const target = { ...loaded, origin: head.origin ?? loaded.origin };
  const run = head.run ?? 0;
  const told = { run, target: target.name };
  if (target.accounts.retire === undefined) {
    return { ...told, retired: [], absent: [], left: accounts, because: 'the target file has no accounts.retire' };
  }
  const stage = setStage(target, { ...options.workspace, run }, options.world);
  await using mailroom = stage.mailroom;
  await mailroom.ready();
  const fates = { retired: [] as string[], absent: [] as string[], left: [] as string[] };
  let because: string | undefined;
  // Colleagues first: closing the owner's account may take them along.
  for (const account of [...accounts].sort(
    (one, other) => Number(other.endsWith('colleague')) - Number(one.endsWith('colleague')),
  )) {
    const { fate, why } = await retireByName(stage, account);
    fates[fate].push(account);
    because ??= fate === 'left' ? why : undefined;
  }
  return { ...told, ...fates, ...(because === undefined ? {} : { because }) };
}

async function retireByName(stage: Stage, id: string): Promise<{ fate: 'retired' | 'absent' | 'left'; why?: string }> {
  const [, pair = '0', role = 'alpha'] = /^p(\d+)\/(\w+)$/.exec(id) ?? [];
  const member = createMember(stage, Number(pair), role as Role);
  member.state = 'enrolled';
  const { signIn } = stage.target.accounts;
  try {
    if (signIn !== undefined) {
      const entered = await callAdapter(stage, member.session, member, { surface: 'sign in', act: signIn });
      if (entered.outcome === 'refused') {
        stage.created.write({ do: 'retired', account: id });
        return { fate: 'absent' };
      }
      if (entered.outcome === 'unknown') return { fate: 'left', why: entered.because ?? 'sign-in was not answered' };
    }
    const why = await retireOne(stage, member);
    return why === undefined ? { fate: 'retired' } : { fate: 'left', why };
  } finally {
    await member.session[Symbol.asyncDispose]();
  }
}
