import type { CommandModule } from 'yargs';
import { roleWords } from '../../reports/people.ts';
import { plural } from '../../reports/plural.ts';
import { stepWords, timingWords } from '../../reports/steps.ts';
import { CATALOGUE } from '../../scenarios/catalogue.ts';
import type { Plan, Step } from '../model/plan.ts';
import type { Target } from '../model/target.ts';
import { choose } from '../runner/choose.ts';
import type { Job } from '../runner/job.ts';
import { Schedule } from '../runner/schedule.ts';
import { settle } from '../runner/settings.ts';
import { world } from '../runner/world.ts';
import { abilitiesOf } from '../targets/abilities.ts';
import { loadTargetFile } from './lab-target.ts';

interface PlanArguments {
  target: string | undefined;
  scenario: string[] | undefined;
  surface: string[] | undefined;
  seed: number | undefined;
  plans: number | undefined;
  json: boolean;
}

/** `misdelivery plan`: the plans that a run would play, without touching the target. */
export const planCommand: CommandModule<object, PlanArguments> = {
  command: 'plan',
  describe: 'Print the plans a run would play, without touching the target',
  builder: (yargs) =>
    yargs
      .option('target', { type: 'string', describe: 'Target file. Default: the embedded depot', requiresArg: true })
      .option('scenario', { type: 'string', array: true, describe: 'Only these scenarios' })
      .option('surface', { type: 'string', array: true, describe: 'Only these surfaces' })
      .option('seed', {
        type: 'number',
        describe: 'The seed of the run. Default: a fresh one, printed first',
        requiresArg: true,
      })
      .option('plans', { type: 'number', describe: 'Plans for each cell. Default 20', requiresArg: true })
      .option('json', {
        type: 'boolean',
        default: false,
        describe: 'Print one JSON object: seed, and plans with their cell',
      })
      .example('$0 plan --scenario same-cache --surface "order list" --plans 3', 'what a scenario does with a surface'),
  handler: async (args) => {
    const { scenario, surface, seed, plans } = args;
    const target = await describedTarget(args.target);
    const settings = settle(
      {
        ...(scenario === undefined ? {} : { scenarios: scenario }),
        ...(surface === undefined ? {} : { surfaces: surface }),
        ...(seed === undefined ? {} : { seed }),
        ...(plans === undefined ? {} : { plans }),
      },
      world.random,
    );
    const { jobs } = Schedule.plan(choose(CATALOGUE, target, settings), abilitiesOf(target), settings);
    process.stdout.write(args.json ? asJson(settings.seed, jobs) : asText(settings.seed, jobs));
  },
};

/** The target as it is described; the embedded depot is not started for this. */
async function describedTarget(file: string | undefined): Promise<Target> {
  if (file !== undefined) return loadTargetFile(file);
  const { depotHooks } = await import('../../fixtures/depot.nearby.ts');
  const { depotTarget } = await import('../../fixtures/depot.target.ts');
  const nothing = async () => {};
  return depotTarget('http://127.0.0.1:4173', {
    hooks: depotHooks({ restart: nothing, flushCaches: nothing }),
    sink: 2525,
  });
}

function asJson(seed: number, jobs: readonly Job[]): string {
  const plans = jobs.flatMap((job) =>
    job.plans.map((plan) => ({ surface: job.facts.surface, scenario: job.facts.scenario.name, plan })),
  );
  return `${JSON.stringify({ seed, plans }, null, 2)}\n`;
}

function asText(seed: number, jobs: readonly Job[]): string {
  const total = jobs.reduce((sum, { left }) => sum + left, 0);
  const parts = jobs.map(({ facts: { scenario, surface, driver }, plans }) =>
    [`${scenario.name} × ${surface}, over ${driver}`, ...plans.flatMap(planLines)].join('\n'),
  );
  return `Seed ${seed}: ${plural(total, 'plan')} for ${plural(jobs.length, 'cell')}. Actors are the two accounts of a pair and those who come with them.\n\n${parts.join('\n\n')}\n`;
}

function planLines({ steps }: Plan, index: number): string[] {
  return [`  plan ${index + 1}`, ...steps.map((_, at) => `    ${String(at + 1).padStart(2)}  ${stepLine(steps, at)}`)];
}

function stepLine(steps: readonly Step[], index: number): string {
  const step = steps[index] as Step;
  const timing = timingWords(step, index);
  return `${roleWords(step.by)} ${stepWords(step, steps.slice(0, index))}${timing === '' ? '' : `, ${timing}`}`;
}
