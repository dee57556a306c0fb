import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { githubAnnotations, githubSummary } from '../../reports/github.ts';
import { htmlReport } from '../../reports/html.ts';
import { junitReport } from '../../reports/junit.ts';
import type { ReportOptions } from '../../reports/options.ts';
import { sarifReport } from '../../reports/sarif.ts';
import { terminalReport } from '../../reports/terminal.ts';
import { UsageError } from '../model/errors.ts';
import type { RunRecord } from '../model/record.ts';
import { stdoutIsTerminal } from './process.ts';
import { questionOf, sharesOf } from './scenario-words.ts';

/** Documents that can be made from a record, each with its file. */
const FORMATS = {
  html: 'report.html',
  junit: 'junit.xml',
  sarif: 'report.sarif',
  github: 'summary.md',
} as const;

export type Format = keyof typeof FORMATS;

const WRITERS: Readonly<Record<Format, (record: RunRecord, options: ReportOptions) => string>> = {
  html: htmlReport,
  junit: junitReport,
  sarif: sarifReport,
  github: githubSummary,
};

/** `html,junit` as formats; `none` for none. */
export function formatsOf(text: string): Format[] {
  const names = text.split(',').flatMap((name) => (name.trim() === '' ? [] : [name.trim()]));
  if (names.join() === 'none') return [];
  const unknown = names.filter((name) => !(name in FORMATS));
  if (unknown.length === 0) return [...new Set(names)] as Format[];
  throw new UsageError(
    `--format names "${unknown.join('", "')}". Expected some of ${Object.keys(FORMATS).join(', ')}, with commas between them, or none.`,
  );
}

/** Writes the documents beside `run.json` and returns their paths; in a GitHub job it also adds the summary and the annotations. */
export function writeReports(folder: string, record: RunRecord, formats: readonly Format[]): string[] {
  mkdirSync(folder, { recursive: true });
  const options: ReportOptions = { folder, shares: sharesOf, question: questionOf };
  const files = formats.map((format) => {
    const file = join(folder, FORMATS[format]);
    const text = WRITERS[format](record, options);
    writeFileSync(file, text);
    if (format === 'github') tellGithub(text, githubAnnotations(record, options));
    return file;
  });
  return files;
}

/** The terminal report of a record, for this terminal. */
export function terminalText(folder: string, record: RunRecord, files: readonly string[]): string {
  const documents = [...files, join(folder, 'run.json')];
  const { columns } = process.stdout;
  return terminalReport(record, {
    color: stdoutIsTerminal(),
    shares: sharesOf,
    folder,
    documents,
    ...(columns === undefined ? {} : { columns }),
  });
}

/** Annotations go to standard error: GitHub reads both, and standard output stays what a program may read. */
function tellGithub(summary: string, annotations: string): void {
  const { GITHUB_STEP_SUMMARY, GITHUB_ACTIONS } = process.env;
  if (GITHUB_STEP_SUMMARY !== undefined) appendFileSync(GITHUB_STEP_SUMMARY, summary);
  if (GITHUB_ACTIONS === 'true') process.stderr.write(annotations);
}
