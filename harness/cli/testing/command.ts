import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));

/** How a command ended, and what it printed. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Where a command is run; `env` is added to this process's own, and `undefined` in it takes something away. */
export interface Around {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Standard input. Default: empty. */
  readonly input?: string;
}

/** Starts the command line from its sources, in one process, so that a signal reaches it. */
export function start(words: readonly string[], { cwd, env, input = '' }: Around): ChildProcess {
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), MAIN, ...words], {
    cwd,
    env: { ...process.env, FORCE_COLOR: undefined, NO_COLOR: '1', ...env },
  });
  child.stdin.end(input);
  return child;
}

/** What a started command printed until it ended. */
export function finished(child: ChildProcess): Promise<Ended> {
  let [out, err] = ['', ''];
  child.stdout?.on('data', (chunk) => (out += chunk));
  child.stderr?.on('data', (chunk) => (err += chunk));
  return new Promise((done) => child.once('close', (code) => done({ code, out, err })));
}

/** Runs a command to its end. */
export function misdelivery(words: readonly string[], around: Around): Promise<Ended> {
  return finished(start(words, around));
}
