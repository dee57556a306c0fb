import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createCodec, createMint, knownKey, usedRuns } from '../canaries/index.ts';
import { type AccountId, accountNumber, type Role } from '../model/account.ts';
import type { Minted } from '../model/canary.ts';
import { UsageError } from '../model/errors.ts';
import type { JournalLine } from '../model/record.ts';
import { leftLogs } from '../runner/created-log.ts';
import { CREATED_FOLDER, type Workspace } from '../runner/set-stage.ts';
import { readJournal, readRecord } from './stored.ts';

/** What the workspace knows of its runs. */
export interface Known {
  readonly key: Uint8Array;
  /** How many accounts a run had; of one that nothing is stored of, as many as it may have had. */
  accounts(run: number): number;
  /** `order items.0.name`, if a stored run says so. */
  fieldOf(run: number, account: number, slot: number): string | undefined;
  startedAt(run: number): string | undefined;
  /** Canaries that were planted and cannot be read from text alone. */
  readonly minted: readonly Minted[];
}

/** Reads the key, the claims and logs of runs, and the records of those whose report folders are still there. */
export function knownRuns({ folder, givenKey }: Workspace, reports: readonly string[]): Known {
  const key = knownKey(folder, givenKey);
  if (key === undefined)
    throw new UsageError(
      `There is no ${join(folder, '.misdelivery', 'key')}, so no canary could be recognised. Start "misdelivery scan" where the run was started, or set MISDELIVERY_KEY.`,
    );
  const learned = new Learned(key);
  for (const run of usedRuns(folder)) learned.see(run, ACCOUNTS_UNKNOWN);
  for (const { lines } of leftLogs(join(folder, CREATED_FOLDER))) {
    const { run, at } = lines.find((line) => line.do === 'run') ?? {};
    if (run !== undefined) learned.see(run, ACCOUNTS_UNKNOWN, at);
  }
  for (const report of reports) if (existsSync(join(report, 'journal.ndjson'))) learned.read(report);
  return learned;
}

/** Few enough that a canary cut short is not taken from chance, more than a run has. */
const ACCOUNTS_UNKNOWN = 4_000;

class Learned implements Known {
  readonly key: Uint8Array;
  readonly minted: Minted[] = [];
  readonly #accounts = new Map<number, number>();
  readonly #fields = new Map<string, string>();
  readonly #began = new Map<number, string>();

  constructor(key: Uint8Array) {
    this.key = key;
  }

  see(run: number, accounts: number, began?: string): void {
    this.#accounts.set(run, Math.max(accounts, this.#accounts.get(run) ?? 0));
    if (began !== undefined) this.#began.set(run, began);
  }

  read(report: string): void {
    const { head, lines } = readJournal(report);
    const began = existsSync(join(report, 'run.json')) ? readRecord(report).startedAt : undefined;
    this.see(head.run, ACCOUNTS_UNKNOWN, began);
    for (const line of lines) this.#learn(head.run, line);
  }

  accounts(run: number): number {
    return this.#accounts.get(run) ?? 0;
  }

  fieldOf(run: number, account: number, slot: number): string | undefined {
    return this.#fields.get(`${run} ${account} ${slot}`);
  }

  startedAt(run: number): string | undefined {
    return this.#began.get(run);
  }

  #learn(run: number, { evidence }: JournalLine): void {
    const codec = createCodec({ key: this.key, run });
    for (const { account: id, resource, fields } of evidence.plantings) {
      const account = numberOf(id);
      for (const { field, shape, slot } of fields) {
        const name = `${run} ${account} ${slot}`;
        if (this.#fields.has(name)) continue;
        this.#fields.set(name, `${resource} ${field}`);
        this.minted.push(createMint({ codec, account, slot })(shape));
      }
    }
  }
}

function numberOf(account: AccountId): number {
  const [pair = '', role = ''] = account.slice(1).split('/');
  return accountNumber(Number(pair), role as Role);
}
