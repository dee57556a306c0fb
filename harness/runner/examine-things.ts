import type { DriverName, Step } from '../model/plan.ts';
import { LANDING, WHOAMI } from '../model/target.ts';
import type { Check } from './examine.ts';
import { examineLook, shortly } from './examine-look.ts';
import type { Pair } from './pair.ts';
import { Scene, type Taken } from './scene.ts';
import type { Stage } from './stage.ts';
import { VERBS, type Verb } from './verbs/catalogue.ts';

/** Things of each kind that are created, so that a second page is not empty. */
const THINGS = 3;

/** Lets alpha create some of each resource, look at every surface, and change and remove one again. */
export async function examineThings(stage: Stage, pair: Pair): Promise<Check[]> {
  const { resources, surfaces } = stage.abilities;
  const names = Object.keys(resources);
  const isOver = (name: string, driver: DriverName) => surfaces[name]?.over.includes(driver) === true;
  const looked = Object.keys(surfaces).filter(
    (name) =>
      name !== LANDING && name !== WHOAMI && (['http', 'stream', 'mailbox'] as const).some((way) => isOver(name, way)),
  );
  const streams = looked.filter((name) => isOver(name, 'stream'));
  const ref = (resource: string) => ({ of: 'alpha', resource, nth: 0 }) as const;
  const at = (surface: string) => {
    const takes = surfaces[surface]?.takes;
    return { by: 'alpha', surface, ...(takes === undefined ? {} : { ref: ref(takes) }) } as const;
  };
  const steps: Step[] = [
    // What comes by itself comes to those who listened before; to a thing one can listen once it is there, and then it must change.
    ...streams
      .filter((name) => surfaces[name]?.takes === undefined)
      .map((name): Step => ({ do: 'listen', ...at(name) })),
    ...names.flatMap((resource) =>
      Array.from({ length: THINGS }, (): Step => ({ do: 'plant', by: 'alpha', resource })),
    ),
    ...streams.flatMap((name): Step[] => {
      const takes = surfaces[name]?.takes;
      if (takes === undefined) return [];
      const change: Step[] = resources[takes]?.change === true ? [{ do: 'change', by: 'alpha', ref: ref(takes) }] : [];
      return [{ do: 'listen', ...at(name) }, ...change];
    }),
    ...looked.map((surface): Step => ({ do: 'look', ...at(surface) })),
    ...(['change', 'remove'] as const).flatMap((verb) =>
      names.filter((name) => resources[name]?.[verb]).map((name): Step => ({ do: verb, by: 'alpha', ref: ref(name) })),
    ),
  ];
  await using scene = new Scene(stage, pair, { scenario: 'doctor', over: 'http', steps });
  const checks: Check[] = [];
  for (const [index, step] of steps.entries()) {
    const taken = await (VERBS[step.do] as Verb<Step>)(scene, step, index);
    scene.note(index, 'alpha', taken);
    // Whether one may listen, the look that follows tells.
    if (step.do === 'listen' && taken.outcome === 'done') continue;
    // The first that fails, or the last, speaks for all of a kind.
    const isSaid = step.do === 'plant' && checks.at(-1)?.name === nameOf(step);
    if (isSaid && checks.at(-1)?.is === 'broken') continue;
    if (isSaid) checks.pop();
    checks.push(
      step.do === 'look' || step.do === 'listen'
        ? await examineLook(scene, { ...step, do: 'look' }, taken, index)
        : writeCheck(scene, step, taken),
    );
  }
  return checks;
}

/** What one write proves, by what it was answered. */
export function writeCheck(scene: Scene, step: Step, taken: Taken): Check {
  const { verb, resource } = writeOf(step);
  const name = nameOf(step);
  const advice = `Mend resources.${resource}.${verb}`;
  const { because, outcome, answer, observations } = taken;
  const said = answer === undefined ? {} : { said: answer };
  if (outcome !== 'done') return { name, is: 'broken', because: because ?? outcome, advice, ...said };
  if (step.do === 'plant' && !scene.made.some((each) => each.resource === resource && each.ref.id !== undefined))
    return { name, is: 'broken', because: 'it answered without an id', advice: `${advice}: return { id }` };
  const last = observations.at(-1);
  return {
    name,
    is: 'fine',
    because: last === undefined ? 'done' : `${shortly(last.request)} answered with ${last.status}`,
  };
}

function writeOf(step: Step): { readonly verb: string; readonly resource: string } {
  if (step.do === 'plant') return { verb: 'create', resource: step.resource };
  return { verb: step.do, resource: 'ref' in step ? (step.ref?.resource ?? '') : '' };
}

function nameOf(step: Step): string {
  const { verb, resource } = writeOf(step);
  return `alpha can ${verb} ${/^[aeiou]/i.test(resource) ? 'an' : 'a'} ${resource}`;
}
