#!/usr/bin/env node
import yargs from 'yargs';
import { hideBin } from 'yargs/helpers';
import { MisdeliveryError, UsageError } from '../model/errors.ts';
import { browserCommand } from './browser.ts';
import { cleanCommand } from './clean.ts';
import { doctorCommand } from './doctor.ts';
import { EXIT } from './exit-codes.ts';
import { initCommand } from './init.ts';
import { judgeCommand } from './judge.ts';
import { labCommand } from './lab.ts';
import { listCommand } from './list.ts';
import { planCommand } from './plan.ts';
import { outliveReaders } from './process.ts';
import { replayCommand } from './replay.ts';
import { reportCommand } from './report.ts';
import { runCommand } from './run.ts';
import { scanCommand } from './scan.ts';

outliveReaders();
await main(hideBin(process.argv));

/** Runs one command; a user's mistake gets a sentence, not a stack trace. */
async function main(argv: string[]): Promise<void> {
  const cli = yargs(argv)
    .scriptName('misdelivery')
    .usage('Finds the post your service hands to the wrong customer.\n\nUsage: $0 <command> [options]')
    .command(runCommand)
    .command(replayCommand)
    .command(judgeCommand)
    .command(reportCommand)
    .command(listCommand)
    .command(cleanCommand)
    .command(scanCommand)
    .command(planCommand)
    .command(initCommand)
    .command(doctorCommand)
    .command(browserCommand)
    .command(labCommand)
    .completion('completion', 'Print a script for shell completion')
    .strict()
    .recommendCommands()
    .wrap(Math.min(110, process.stdout.columns ?? 110))
    .exitProcess(false)
    .showHelpOnFail(false)
    .fail((message, error) => {
      throw error ?? new UsageError(`${message}. See "misdelivery --help".`);
    });
  try {
    await cli.parseAsync();
  } catch (error) {
    process.stderr.write(`${error instanceof MisdeliveryError ? error.message : broken(error)}\n`);
    process.exitCode = error instanceof UsageError || (error as Error)?.name === 'YError' ? EXIT.usage : EXIT.broken;
  }
}

function broken(error: unknown): string {
  const told = error instanceof Error ? error : new Error(String(error));
  return `Misdelivery itself broke: ${told.message}. This is a defect of the harness; please report it with these lines:\n${told.stack ?? ''}`;
}
