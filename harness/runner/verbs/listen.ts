import type { Actor } from '../../model/account.ts';
import type { Said } from '../../model/arriving.ts';
import type { Ref, Step } from '../../model/plan.ts';
import type { Surface, Tools } from '../../model/target.ts';
import { surfacesOf } from '../../targets/abilities.ts';
import { isOwnEntry } from '../../targets/read-by.ts';
import type { Place } from '../listening.ts';
import { quietTools } from '../look.ts';
import { lentTo, type Member, openVisitor } from '../member.ts';
import { namedAs } from '../named-as.ts';
import { nothing, type Scene } from '../scene.ts';
import { handOverWords } from '../stream-request.ts';
import { made } from '../surface-request.ts';
import { askedFor } from './asked-for.ts';
import type { Verb } from './verb.ts';

/** Begins to listen on a connection that is held open, one's own or one that another had; or hangs up. */
export const listen: Verb<Extract<Step, { do: 'listen' | 'hang-up' }>> = async (scene, step) => {
  const { stage, pair, listening } = scene;
  const surface = surfacesOf(stage.target)[step.surface];
  if (surface?.events === undefined && surface?.socket === undefined)
    return nothing(`nobody can listen to ${step.surface}`);
  const asked = askedFor(scene, step);
  if (asked === undefined) return nothing(`there is no ${stage.surfaces[step.surface]?.takes} to listen to`);
  const member = pair.member(step.by === 'visitor' ? 'alpha' : step.by);
  if (member === undefined) return nothing(`${step.by} takes no part`);
  const place = placeOf(step.by, step.surface, step.ref);
  if (step.do === 'hang-up') {
    const was = await listening.close(place);
    return was ? { outcome: 'done', observations: [], fields: [] } : nothing(`${step.by} does not listen there`);
  }
  const { refs, carries, about, whose } = asked;
  const own = lentTo(step.by, member);
  const tools = quietTools(whose === undefined ? own : namedAs(own, whose), refs);
  if (step.from !== undefined) return takeOver(scene, { ...step, from: step.from }, member, tools);
  const session = step.by === 'visitor' ? openVisitor(stage, pair.number, pair.strangers()) : member.session;
  const spoken = whose === undefined ? surface : saidBy(surface, tools, quietTools(own, refs));
  // What was said of another's name comes back; so does what was asked for.
  const said = whose === undefined ? [] : [JSON.stringify([spoken.say, spoken.auth])];
  for (const text of [...carries, ...said]) session.knows(text);
  const called = await listening.open(place, spoken, session, tools, about);
  return about === undefined ? called : { ...called, about };
};

/** A socket on which another's name is said; how one signs in there stays one's own. */
function saidBy(surface: Surface, named: Tools, own: Tools): Surface {
  const say = made(surface.say, named) as Said | undefined;
  const auth = made(surface.auth, isOwnEntry(surface) ? own : named) as Said | undefined;
  return { ...surface, ...(say === undefined ? {} : { say }), ...(auth === undefined ? {} : { auth }) };
}

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
  const words = handOverWords(surface, quietTools(former, {}), tools);
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
