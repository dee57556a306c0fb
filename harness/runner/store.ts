import { appendFileSync, copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type JournalHead,
  type JournalLine,
  type RunRecord,
  replayFileOf,
  type TargetSource,
  type Told,
} from '../model/record.ts';
import type { Evidence } from '../model/verdict.ts';
import { LIMITS } from './limits.ts';

/** Where a run leaves its evidence. Old files are cleared first, so that a crashed run cannot look green. */
export class Store {
  readonly folder: string;
  #journalBytes = 0;
  #omitted = 0;

  constructor(folder: string) {
    this.folder = folder;
    for (const name of [
      'run.json',
      'journal.ndjson',
      'leaks',
      'side-channels',
      'report.html',
      'junit.xml',
      'report.sarif',
      'summary.md',
    ]) {
      rmSync(join(folder, name), { recursive: true, force: true });
    }
    mkdirSync(folder, { recursive: true });
  }

  begin(head: JournalHead): void {
    writeFileSync(join(this.folder, 'journal.ndjson'), `${JSON.stringify(head)}\n`);
  }

  /** Keeps one played plan, before it is judged; says no once the journal has reached its limit. */
  keep(scenario: string, surface: string, { plan, cwe, accounts, journal, plantings }: Evidence): void {
    if (this.#journalBytes > LIMITS.journalBytesMax) {
      this.#omitted += 1;
      return;
    }
    const line: JournalLine = { scenario, surface, evidence: { plan, cwe, accounts, journal, plantings } };
    const text = `${JSON.stringify(line)}\n`;
    this.#journalBytes += text.length;
    appendFileSync(join(this.folder, 'journal.ndjson'), text);
  }

  /** Plans that were judged but not kept. */
  get omitted(): number {
    return this.#omitted;
  }

  /** Keeps the picture of a leak; answers its name within the report. */
  keepPicture(number: number, picture: Buffer): string {
    const name = join('leaks', `${number}.png`);
    mkdirSync(join(this.folder, 'leaks'), { recursive: true });
    writeFileSync(join(this.folder, name), picture);
    return name;
  }

  /** Keeps the trace of a leak; answers its name within the report. */
  keepTrace(number: number, from: string): string {
    const name = join('leaks', `${number}.trace.zip`);
    mkdirSync(join(this.folder, 'leaks'), { recursive: true });
    copyFileSync(from, join(this.folder, name));
    return name;
  }

  finish(record: RunRecord): void {
    for (const told of record.leaks) this.#keepReplay('leaks', record.target, told);
    for (const told of record.sideChannels ?? []) this.#keepReplay('side-channels', record.target, told);
    writeFileSync(join(this.folder, 'run.json'), `${JSON.stringify(record, null, 2)}\n`);
  }

  #keepReplay(kind: 'leaks' | 'side-channels', target: TargetSource, told: Told): void {
    mkdirSync(join(this.folder, kind), { recursive: true });
    const file = replayFileOf(target, told);
    writeFileSync(join(this.folder, kind, `${told.number}.json`), `${JSON.stringify(file, null, 2)}\n`);
  }
}
