import type { CommandModule } from 'yargs';
import { faults } from '../../fixtures/faults/catalogue.ts';
import { TRAPS } from '../../fixtures/traps/catalogue.ts';
import { openLab } from './lab-depot.ts';
import { labScoreCommand } from './lab-score.ts';
import { onInterrupt } from './process.ts';

interface ServeArguments {
  port: number | undefined;
  fault: string[];
}

const serveCommand: CommandModule<object, ServeArguments> = {
  command: 'serve',
  describe: 'Start a depot on 127.0.0.1 and keep it running',
  builder: (yargs) =>
    yargs.option('port', { type: 'number', describe: 'Default: a free port', requiresArg: true }).option('fault', {
      type: 'string',
      array: true,
      default: [],
      describe: 'Plant this fault; may be given several times',
    }),
  handler: async ({ port, fault }) => {
    const lab = await openLab(fault, [], port);
    process.stdout.write(
      `Depot at ${lab.origin}${fault.length > 0 ? ` with ${fault.join(', ')}` : ''}. Ctrl-C ends it, SIGHUP to process ${process.pid} begins it anew.\n`,
    );
    process.on('SIGHUP', () => void lab.restart());
    const signal = onInterrupt('Stopping the depot.');
    await new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    await lab.close();
  },
};

const labListCommand: CommandModule<object, { json: boolean }> = {
  command: 'list',
  describe: 'List the faults and the traps',
  builder: (yargs) => yargs.option('json', { type: 'boolean', default: false, describe: 'Print JSON' }),
  handler: ({ json }) => {
    if (json) {
      const known = faults.map(({ replace: _replace, ...fault }) => fault);
      process.stdout.write(
        `${JSON.stringify({ faults: known, traps: TRAPS.map(({ id, looksLike }) => ({ id, looksLike })) }, null, 2)}\n`,
      );
      return;
    }
    const told = faults.map(
      (fault) =>
        `${fault.id}\n  incident   ${fault.incident}\n  mechanism  ${fault.mechanism}\n  part       ${fault.part}\n  caught by  ${fault.caughtBy}${fault.uncaught === undefined ? '' : `, not yet: ${fault.uncaught}`}`,
    );
    const traps = TRAPS.map(({ id, looksLike }) => `${id}\n  looks like ${looksLike}`);
    process.stdout.write(
      `Faults (run --fault ID must find each)\n\n${told.join('\n\n')}\n\nTraps (run --trap ID must stay clean)\n\n${traps.join('\n\n')}\n`,
    );
  },
};

/** `misdelivery lab`: the depot by itself, its faults and its traps. */
export const labCommand: CommandModule = {
  command: 'lab <command>',
  describe: 'The depot by itself: serve it, list its faults and traps, score how they are found',
  builder: (yargs) =>
    yargs
      .command(serveCommand)
      .command(labListCommand)
      .command(labScoreCommand)
      .demandCommand(1, 'Say what the lab should do: serve, list or score'),
  handler: () => {},
};
