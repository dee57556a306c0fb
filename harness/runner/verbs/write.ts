import type { Step } from '../../model/plan.ts';
import { callAdapter } from '../adapter.ts';
import { nothing, thingOf } from '../scene.ts';
import type { Verb } from './verb.ts';

/** Changes or removes a thing, one's own or another's. */
export const write: Verb<Extract<Step, { do: 'change' | 'remove' }>> = async (scene, step, index) => {
  const { do: verb, by, ref } = step;
  const made = scene.find(ref);
  const kind = scene.stage.target.resources?.[ref.resource];
  const act = kind?.[verb];
  if (made === undefined || kind === undefined || act === undefined)
    return nothing(`there is no ${ref.resource} to ${verb}`);
  const call = {
    surface: `${verb} ${ref.resource}`,
    act: act.bind(kind),
    travel: scene.travel(step),
    refs: { [ref.resource]: made.ref },
    carries: made.account === scene.accountOf(by) ? [] : [String(made.ref.id)],
  };
  const begunMs = scene.stage.world.now();
  const called = await scene.pair.act(by, (session, member) => callAdapter(scene.stage, session, member, call));
  if (called === undefined) return nothing(`${by} takes no part`);
  // A visitor has no mint of its own and borrows alpha's.
  const account = scene.accountOf(by === 'visitor' ? 'alpha' : by);
  if (called.fields.length > 0 && account !== undefined) {
    const { fields, outcome } = called;
    scene.planted({ step: index, ...thingOf(made), account, changed: made.account, fields, outcome }, begunMs);
  }
  return { ...called, about: thingOf(made) };
};
