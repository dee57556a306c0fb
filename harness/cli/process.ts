import { readFileSync } from 'node:fs';
import type { Workspace } from '../runner/set-stage.ts';

/** Name and version, as a record carries them. */
export const TOOL = nameAndVersion();

/** The workspace of this process: the folder it was started in. */
export function workspace(): Workspace {
  return { folder: process.cwd(), givenKey: process.env.MISDELIVERY_KEY };
}

/** Whether colours and live lines make sense; NO_COLOR (no-color.org) is honoured. */
export function stdoutIsTerminal(): boolean {
  return process.stdout.isTTY === true && process.env.NO_COLOR === undefined;
}

/** Aborted by the first Ctrl-C or SIGTERM; the second one ends the process at once. */
export function onInterrupt(
  words = 'Stopping: accounts are retired and the report is written. Once more ends at once.',
): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (controller.signal.aborted) process.exit(130);
      controller.abort();
      process.stderr.write(`\n${words}\n`);
    });
  }
  return controller.signal;
}

/** Lets a command end what it began, accounts retired and reports written, though nobody reads on what it prints (`… | head`). */
export function outliveReaders(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
}

/** Ends the process soon after a command has ended, though something that hung is still there: a browser that does not close. */
export function endSoon(): void {
  setTimeout(() => process.exit(), END_MS).unref();
}

const END_MS = 3_000;

/** From package.json, which lies one folder further up when we are compiled. */
function nameAndVersion(): string {
  const root = import.meta.url.endsWith('.ts') ? '../../' : '../../../';
  const { name, version } = JSON.parse(readFileSync(new URL(`${root}package.json`, import.meta.url), 'utf8'));
  return `${name} ${version}`;
}
