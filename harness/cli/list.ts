import type { CommandModule } from 'yargs';
import { CATALOGUE } from '../../scenarios/catalogue.ts';
import { abilitiesOf } from '../targets/abilities.ts';
import { openTarget } from './lab-target.ts';

interface ListArguments {
  target: string | undefined;
  json: boolean;
}

/** `misdelivery list`: the scenarios, and which surfaces of a target each can ask about. */
export const listCommand: CommandModule<object, ListArguments> = {
  command: 'list',
  describe: 'List the scenarios, and the surfaces of a target',
  builder: (yargs) =>
    yargs
      .option('target', { type: 'string', describe: 'Target file. Default: the embedded depot', requiresArg: true })
      .option('json', { type: 'boolean', default: false, describe: 'Print JSON' }),
  handler: async ({ target, json }) => {
    await using opened = await openTarget({ target });
    const abilities = abilitiesOf(opened.target);
    const surfaces = Object.keys(abilities.surfaces);
    const scenarios = CATALOGUE.map(({ name, question, shares, cwe, plans }) => ({
      name,
      question,
      shares,
      cwe,
      surfaces: surfaces.filter((surface) => plans(abilities, surface) !== undefined),
    }));
    if (json) {
      process.stdout.write(`${JSON.stringify({ target: opened.source.name, scenarios, surfaces }, null, 2)}\n`);
      return;
    }
    const width = Math.max(...scenarios.map(({ name }) => name.length));
    const lines = scenarios.map(
      (each) => `${each.name.padEnd(width)}  ${each.question} (${each.surfaces.length} of ${surfaces.length} surfaces)`,
    );
    process.stdout.write(`${lines.join('\n')}\n\nSurfaces of ${opened.source.name}: ${surfaces.join(', ')}\n`);
  },
};
