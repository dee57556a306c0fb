import type { Step } from '../model/plan.ts';
import type { Check } from './examine.ts';
import { shortly, showsAny } from './examine-look.ts';
import { writeCheck } from './examine-things.ts';
import type { Pair } from './pair.ts';
import { Scene, type Taken } from './scene.ts';
import type { Stage } from './stage.ts';
import { VERBS, type Verb } from './verbs/catalogue.ts';

/** Lets alpha create one of each resource that can be shared, share it with bravo, who looks at it, and take it back. */
export async function examineSharing(stage: Stage, pair: Pair): Promise<Check[]> {
  const { resources } = stage.abilities;
  const checks: Check[] = [];
  for (const resource of Object.keys(resources).filter((name) => resources[name]?.share))
    checks.push(...(await examineShare(stage, pair, resource)));
  return checks;
}

async function examineShare(stage: Stage, pair: Pair, resource: string): Promise<Check[]> {
  const { surfaces } = stage.abilities;
  const looked = Object.keys(surfaces).filter(
    (name) => surfaces[name]?.takes === resource && surfaces[name]?.over.includes('http'),
  );
  const ref = { of: 'alpha', resource, nth: 0 } as const;
  const plant: Step = { do: 'plant', by: 'alpha', resource };
  const share: Step = { do: 'share', by: 'alpha', ref, with: 'bravo' };
  const unshare: Step = { ...share, do: 'unshare' };
  const looks = looked.map((surface) => ({
    own: { do: 'look', by: 'alpha', surface, ref } satisfies Step,
    others: { do: 'look', by: 'bravo', surface, ref } satisfies Step,
  }));
  const steps: Step[] = [plant, share, ...looks.flatMap(({ own, others }) => [own, others]), unshare];
  await using scene = new Scene(stage, pair, { scenario: 'doctor', over: 'http', steps });
  const take = async (step: Step): Promise<Taken> => {
    const index = steps.indexOf(step);
    const taken = await (VERBS[step.do] as Verb<Step>)(scene, step, index);
    scene.note(index, step.by, taken);
    return taken;
  };
  await take(plant);
  const given = writeCheck(scene, share, await take(share));
  if (given.is !== 'fine') return [given];
  let seen: Check | undefined;
  for (const { own, others } of looks) {
    // Where its owner sees nothing of it, nobody else can.
    if (!showsIt(scene, await take(own))) continue;
    seen = seenCheck(scene, resource, others.surface, await take(others));
    if (seen.is === 'fine') break;
  }
  return [given, ...(seen === undefined ? [] : [seen]), writeCheck(scene, unshare, await take(unshare))];
}

function showsIt(scene: Scene, { observations }: Taken): boolean {
  return observations.some((seen) => seen.status < 400 && showsAny(scene, seen));
}

/** What is shared may be meant to be seen elsewhere: then a run goes on, and only sees less. */
function seenCheck(scene: Scene, resource: string, surface: string, taken: Taken): Check {
  const name = `bravo sees the ${resource} that alpha shares`;
  const { because, outcome, answer, observations } = taken;
  const last = observations.at(-1);
  const what = last === undefined ? (because ?? outcome) : `${shortly(last.request)} answered with ${last.status}`;
  if (showsIt(scene, taken)) return { name, is: 'fine', because: what };
  return {
    name,
    is: 'lacking',
    because: last === undefined || last.status >= 400 ? what : `${what}, without a canary of it`,
    advice: `Mend resources.${resource}.share, if others can see what is shared at ${surface}`,
    ...(answer === undefined ? {} : { said: answer }),
  };
}
