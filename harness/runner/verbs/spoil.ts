import type { Step } from '../../model/plan.ts';
import { nothing, thingOf } from '../scene.ts';
import type { Verb } from './verb.ts';

/** Sends a request that the server must reject, on a connection of its own. */
export const spoil: Verb<Extract<Step, { do: 'spoil' }>> = async (scene, step) => {
  const made = step.ref === undefined ? undefined : scene.find(step.ref);
  const takes = scene.stage.surfaces[step.surface]?.takes;
  if (takes !== undefined && made === undefined) return nothing(`there is no ${takes} to look at`);
  const called = await scene.look(step.by, {
    surface: step.surface,
    refs: made === undefined ? {} : { [made.resource]: made.ref },
    variant: 'plain',
    carries: made === undefined || made.account === scene.accountOf(step.by) ? [] : [String(made.ref.id)],
    spoil: step.how,
    travel: { ...scene.travel(step), spoiled: step.how },
  });
  return made === undefined ? called : { ...called, about: thingOf(made) };
};
