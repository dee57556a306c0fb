import type { Actor } from '../../model/account.ts';
import type { Ref, Step } from '../../model/plan.ts';
import type { Tools } from '../../model/target.ts';
import { surfacesOf } from '../../targets/abilities.ts';
import type { Place } from '../listening.ts';
import { quietTools } from '../look.ts';
import { lentTo, type Member, openVisitor } from '../member.ts';
import type { Made } from '../pair.ts';
import { nothing, type Scene, thingOf } from '../scene.ts';
import { handOverWords } from '../stream-request.ts';
import type { Verb } from './verb.ts';

/** Begins to listen on a connection that is held open, one's own or one that another had; or hangs up. */
export const listen: Verb<Extract<Step, { do: 'listen' | 'hang-up' }>> = async (scene, step) => {
  const { stage, pair, listening } = scene;
  const surface = surfacesOf(stage.target)[step.surface];
  if (surface?.events === undefined && surface?.socket === undefined)
    return nothing(`nobody can listen to ${step.surface}`);
  const made = step.ref === undefined ? undefined : scene.find(step.ref);
  const takes = stage.surfaces[step.surface]?.takes;
  if (takes !== undefined && made === undefined) return nothing(`there is no ${takes} to listen to`);
  const member = pair.member(step.by === 'visitor' ? 'alpha' : step.by);
  if (member === undefined) return nothing(`${step.by} takes no part`);
  const place = placeOf(step.by, step.surface, step.ref);
  if (step.do === 'hang-up') {
    const was = await listening.close(place);
    return was ? { outcome: 'done', observations: [], fields: [] } : nothing(`${step.by} does not listen there`);
  }
  const tools = toolsOf(lentTo(step.by, member), made);
  if (step.from !== undefined) return takeOver(scene, { ...step, from: step.from }, member, tools);
  const session = step.by === 'visitor' ? openVisitor(stage, pair.number, pair.strangers()) : member.session;
  if (made !== undefined && made.account !== scene.accountOf(step.by)) session.knows(String(made.ref.id));
  const called = await listening.open(place, surface, session, tools);
  return made === undefined ? called : { ...called, about: thingOf(made) };
};

/** Where somebody listens, by the words of a step. */
export function placeOf(by: Actor, surface: string, ref: Ref | undefined): Place {
  return { by, surface, ref: ref === undefined ? '' : `${ref.of} ${ref.nth}` };
}

async function takeOver(
  scene: Scene,
  {
    by,
    surface: name,
    ref,
    from,
  }: Extract<Step, { do: 'listen' }> & { readonly from: 'alpha' | 'bravo' | 'colleague' },
  member: Member,
  tools: Tools,
) {
  const { stage, pair, listening } = scene;
  const former = pair.member(from);
  const surface = surfacesOf(stage.target)[name];
  if (former === undefined || surface?.bye === undefined) return nothing(`${name} cannot change hands`);
  const words = handOverWords(surface, toolsOf(former, undefined), tools);
  const known = stage.ledger.plantingsOf(former.facts.id);
  const before = new Set(known.flatMap(({ fields }) => fields.map(({ slot }) => `${former.facts.number}:${slot}`)));
  const isDone = await listening.handOver(
    placeOf(from, name, ref),
    placeOf(by, name, ref),
    member.session,
    words,
    before,
  );
  return isDone
    ? { outcome: 'done' as const, observations: [], fields: [] }
    : nothing(`${from} does not listen to ${name}`);
}

function toolsOf(member: Member, made: Made | undefined): Tools {
  return quietTools(member, made === undefined ? {} : { [made.resource]: made.ref });
}
