import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { extname } from 'node:path';

/** Starts `NAME-server` in a process of its own and waits for what it tells first, as where it listens; it ends when disconnected. */
export async function startServer<Told>(name: string): Promise<{ server: ChildProcess; told: Told }> {
  const server = fork(new URL(`./${name}-server${extname(import.meta.url)}`, import.meta.url));
  const [told] = (await once(server, 'message')) as [Told];
  return { server, told };
}
