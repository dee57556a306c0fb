import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import type { RunRecord } from '../harness/index.ts';
import { githubAnnotations, githubSummary } from './github.ts';
import { OPTIONS } from './golden/options.ts';
import { RECORDS } from './golden/records.ts';
import { htmlReport } from './html.ts';
import { junitReport } from './junit.ts';
import { sarifReport } from './sarif.ts';
import { terminalReport } from './terminal.ts';

/** Write the golden files anew with `UPDATE_GOLDEN=1 npx playwright test --project=unit reports`, then read the difference. */
const isUpdate = process.env.UPDATE_GOLDEN === '1';

const DOCUMENTS: Readonly<Record<string, (record: RunRecord) => string>> = {
  'wide.txt': (record) => terminalReport(record, { ...OPTIONS, color: false, columns: 120 }),
  'narrow.txt': (record) => terminalReport(record, { ...OPTIONS, color: false, columns: 56 }),
  'color.txt': (record) => terminalReport(record, { ...OPTIONS, color: true, columns: 100 }),
  html: (record) => htmlReport(record, OPTIONS),
  'junit.xml': (record) => junitReport(record, OPTIONS),
  sarif: (record) => sarifReport(record, OPTIONS),
  'summary.md': (record) => githubSummary(record, OPTIONS),
  'annotations.txt': (record) => githubAnnotations(record, OPTIONS),
};

for (const [name, record] of Object.entries(RECORDS)) {
  for (const [kind, make] of Object.entries(DOCUMENTS)) {
    test(`${name}.${kind} is as it was`, () => {
      const file = new URL(`golden/${name}.${kind}`, import.meta.url);
      const made = make(record);
      if (isUpdate) writeFileSync(file, made);
      expect(existsSync(file), `${file.pathname} is missing; make it with UPDATE_GOLDEN=1`).toBe(true);
      expect(made).toBe(readFileSync(file, 'utf8'));
    });
  }
}
