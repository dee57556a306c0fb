import type { CommandModule } from 'yargs';
import { type Cleaned, cleanAll } from '../runner/clean.ts';
import { world } from '../runner/world.ts';
import { EXIT } from './exit-codes.ts';
import { loadTargetFile } from './lab-target.ts';
import { workspace } from './process.ts';

/** `misdelivery clean`: retires what dead runs left behind. */
export const cleanCommand: CommandModule<object, { json: boolean }> = {
  command: 'clean',
  describe: 'Retire the accounts that dead runs of this folder left on their targets',
  builder: (yargs) =>
    yargs
      .option('json', { type: 'boolean', default: false, describe: 'Print JSON' })
      .epilogue('Reads .misdelivery/created. Exit codes: 0 nothing is left, 2 something could not be retired.'),
  handler: async ({ json }) => {
    const cleaned = await cleanAll({ workspace: workspace(), world, load: loadTargetFile, isAlive });
    process.stdout.write(json ? `${JSON.stringify(cleaned)}\n` : words(cleaned));
    process.exitCode = cleaned.some(({ left }) => left.length > 0) ? EXIT.inconclusive : EXIT.clean;
  },
};

function words(cleaned: readonly Cleaned[]): string {
  if (cleaned.length === 0) return 'Nothing was left behind.\n';
  return cleaned
    .map(({ run, target, retired, absent, left, because }) => {
      const done = `Run ${run} on ${target}: ${retired.length} account${retired.length === 1 ? '' : 's'} retired`;
      const never = absent.length > 0 ? `, ${absent.length} had never come to be` : '';
      const rest =
        left.length > 0 ? `, ${left.length} left (${left.slice(0, 5).join(', ')}${left.length > 5 ? ' …' : ''})` : '';
      return `${done}${never}${rest}${because === undefined ? '' : `: ${because}`}.\n`;
    })
    .join('');
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
