import { exec } from 'node:child_process';
import { request } from 'undici';
import { BrokenError } from '../model/errors.ts';

/** Runs a command in the shell, or asks an address by POST; rejects when either says no. */
export async function runHook(what: string, timeoutMs: number): Promise<void> {
  if (/^https?:\/\//.test(what)) return post(what, timeoutMs);
  await new Promise<void>((resolve, reject) => {
    exec(what, { timeout: timeoutMs }, (error) => {
      if (error === null) resolve();
      else reject(new BrokenError(`The command "${what}" ended with ${error.code ?? error.signal}.`, { cause: error }));
    });
  });
}

async function post(address: string, timeoutMs: number): Promise<void> {
  const { statusCode, body } = await request(address, { method: 'POST', headersTimeout: timeoutMs });
  await body.dump();
  if (statusCode >= 400) throw new BrokenError(`POST ${address} was answered with ${statusCode}.`);
}
