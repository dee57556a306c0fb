import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { CommandModule } from 'yargs';
import { UsageError } from '../model/errors.ts';
import { draftSource } from '../targets/draft-source.ts';
import { draftFromHar } from '../targets/har.ts';
import { draftFromOpenApi } from '../targets/openapi.ts';
import { IGNORED, STARTER } from './starter.ts';

interface InitArguments {
  file: string;
  openapi: string | undefined;
  har: string | undefined;
}

/** Longest document that is read, in bytes, and longest wait for it, in milliseconds. */
const DOCUMENT_BYTES_MAX = 30_000_000;
const DOCUMENT_TIMEOUT_MS = 15_000;

/** `misdelivery init`: writes a target file to start from. */
export const initCommand: CommandModule<object, InitArguments> = {
  command: 'init [file]',
  describe: 'Write a target file to start from; never over one that exists',
  builder: (yargs) =>
    yargs
      .positional('file', { type: 'string', default: 'misdelivery.target.ts', describe: 'Name of the target file' })
      .option('openapi', {
        type: 'string',
        describe: 'Draft it from an OpenAPI document: a file or an address',
        requiresArg: true,
      })
      .option('har', {
        type: 'string',
        describe: 'Draft it from a recording (HAR) of signing in, creating things and looking at them',
        requiresArg: true,
        conflicts: 'openapi',
      })
      .example('$0 init --openapi http://127.0.0.1:3000/openapi.json', 'draft it from what the service says of itself'),
  handler: async ({ file, openapi, har }) => {
    if (existsSync(file))
      throw new UsageError(
        `${file} exists, and init never overwrites. Name another file: misdelivery init other.target.ts.`,
      );
    const source = await sourceOf({ openapi, har });
    writeFileSync(file, source, { flag: 'wx' });
    process.stdout.write(`${nextSteps(file, openapi ?? har).join('\n')}\n`);
  },
};

async function sourceOf({ openapi, har }: Pick<InitArguments, 'openapi' | 'har'>): Promise<string> {
  if (openapi !== undefined) return draftSource(await draftOf(openapi));
  return har === undefined ? STARTER : draftSource(draftFromHar(readHere(har), har));
}

async function draftOf(from: string) {
  const isAddress = /^https?:\/\//.test(from);
  const origin = isAddress ? new URL(from).origin : undefined;
  return draftFromOpenApi(await (isAddress ? fetched(from) : readHere(from)), { from, origin });
}

function readHere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(
      `${file} could not be read: ${(error as Error).message}. Name a file, or an address that begins with http.`,
    );
  }
}

async function fetched(address: string): Promise<string> {
  try {
    const answer = await fetch(address, {
      headers: { accept: 'application/json, application/yaml, */*' },
      signal: AbortSignal.timeout(DOCUMENT_TIMEOUT_MS),
    });
    if (!answer.ok) throw new Error(`it answered with ${answer.status}`);
    const chunks: Uint8Array[] = [];
    let bytes = 0;
    for await (const chunk of answer.body ?? []) {
      bytes += chunk.length;
      if (bytes > DOCUMENT_BYTES_MAX) throw new Error(`it is longer than ${DOCUMENT_BYTES_MAX} bytes`);
      chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString();
  } catch (error) {
    throw new UsageError(
      `${address} could not be read: ${(error as Error).message}. Save the document and name the file.`,
      { cause: error },
    );
  }
}

function nextSteps(file: string, from: string | undefined): string[] {
  const ignored = existsSync('.gitignore')
    ? readFileSync('.gitignore', 'utf8')
        .split('\n')
        .map((line) => line.trim().replace(/^\//, ''))
    : [];
  const missing = IGNORED.filter((line) => !ignored.includes(line) && !ignored.includes(line.replace(/\/$/, '')));
  return [
    `Wrote ${file}. Now:`,
    from === undefined
      ? '  1. say in it how your service signs up, signs in, creates things and shows them'
      : '  1. read it over: it was guessed from names, and says what could not be',
    `  2. npx misdelivery doctor --target ${file}`,
    `  3. npx misdelivery run --target ${file}`,
    ...(missing.length === 0
      ? []
      : [
          '',
          'Add to .gitignore (a key, logs of accounts, and reports are kept there):',
          ...missing.map((line) => `  ${line}`),
        ]),
  ];
}
