import type { Step } from '../../model/plan.ts';
import { callAdapter } from '../adapter.ts';
import { nothing, thingOf } from '../scene.ts';
import type { Verb } from './verb.ts';

/** Lets another see a thing of one's own, or takes that back. */
export const share: Verb<Extract<Step, { do: 'share' | 'unshare' }>> = async (scene, step) => {
  const { do: verb, by, ref } = step;
  const { stage, pair } = scene;
  const made = scene.find(ref);
  const act = stage.target.resources?.[ref.resource]?.[verb];
  const owner = by === 'visitor' ? undefined : pair.member(by);
  const other = pair.member(step.with);
  if (made === undefined || act === undefined || owner === undefined || other === undefined)
    return nothing(`there is no ${ref.resource} that ${by} can ${verb}`);
  const called = await callAdapter(stage, owner.session, owner, {
    surface: `${verb} ${ref.resource}`,
    act: (tools) => act({ ...tools, account: other.account }),
    refs: { [ref.resource]: made.ref },
  });
  return { ...called, about: thingOf(made) };
};
