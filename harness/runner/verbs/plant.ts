import type { Step } from '../../model/plan.ts';
import type { Planting } from '../../model/planting.ts';
import type { Created } from '../../model/target.ts';
import { callAdapter } from '../adapter.ts';
import { lacking } from '../lacking.ts';
import { nothing } from '../scene.ts';
import type { Stage } from '../stage.ts';
import type { Verb } from './verb.ts';

/** Creates a resource full of fresh canaries. */
export const plant: Verb<Extract<Step, { do: 'plant' }>> = async (scene, step, index) => {
  const { by, resource, lacks } = step;
  const { stage, pair, made } = scene;
  const kind = stage.target.resources?.[resource];
  const member = by === 'visitor' ? undefined : pair.member(by);
  if (kind === undefined || member === undefined) return nothing(`${by} cannot create a ${resource} here`);
  const nth = made.filter((each) => each.account === member.facts.id && each.resource === resource).length;
  const thing = { account: member.facts.id, resource, nth };
  const place = made.push({ ...thing, ref: {} }) - 1;
  stage.created.write({ do: 'create', account: member.facts.id, resource });
  const begunMs = stage.world.now();
  const called = await callAdapter(stage, member.session, member, {
    surface: `create ${resource}`,
    act: kind.create.bind(kind),
    travel: scene.travel(step),
    ...(lacks === undefined ? {} : { alter: (request, canaries) => lacking(request, canaries, lacks) }),
  });
  const ref = called.value as Created | undefined;
  const id = ref?.id === undefined ? undefined : String(ref.id);
  const planting: Planting = {
    step: index,
    ...thing,
    fields: called.fields,
    outcome: called.outcome,
    ...(id === undefined ? {} : { id }),
  };
  scene.planted(planting, begunMs);
  if (ref === undefined || id === undefined)
    return { ...called, ...(lacks === undefined ? {} : { because: INSISTS }), about: thing };
  made[place] = { ...thing, ref };
  pair.made.push({ ...thing, ref });
  learn(stage, member.facts.number, id, planting);
  return { ...called, about: thing };
};

/** A field without which a service accepts nothing is no fault of anybody's. */
const INSISTS = 'it is not accepted without one of its fields';

function learn(stage: Stage, account: number, id: string, { fields, resource }: Planting): void {
  const slot = fields[0]?.slot;
  if (slot !== undefined) stage.surroundings.identifiers.learn({ id, account, slot, resource });
}
