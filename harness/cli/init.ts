import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { CommandModule } from 'yargs';
import { UsageError } from '../model/errors.ts';
import { IGNORED, STARTER } from './starter.ts';

interface InitArguments {
  file: string;
}

/** `misdelivery init`: writes a target file to start from. */
export const initCommand: CommandModule<object, InitArguments> = {
  command: 'init [file]',
  describe: 'Write a commented target file to start from; never over one that exists',
  builder: (yargs) =>
    yargs.positional('file', { type: 'string', default: 'misdelivery.target.ts', describe: 'Name of the target file' }),
  handler: ({ file }) => {
    if (existsSync(file))
      throw new UsageError(
        `${file} exists, and init never overwrites. Name another file: misdelivery init other.target.ts.`,
      );
    writeFileSync(file, STARTER, { flag: 'wx' });
    process.stdout.write(`${nextSteps(file).join('\n')}\n`);
  },
};

function nextSteps(file: string): string[] {
  const ignored = existsSync('.gitignore')
    ? readFileSync('.gitignore', 'utf8')
        .split('\n')
        .map((line) => line.trim().replace(/^\//, ''))
    : [];
  const missing = IGNORED.filter((line) => !ignored.includes(line) && !ignored.includes(line.replace(/\/$/, '')));
  return [
    `Wrote ${file}. Now:`,
    '  1. say in it how your service signs up, signs in, creates things and shows them',
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
