import type { HttpSession } from '../drivers/http.ts';
import { MisdeliveryError, RefusedError } from '../model/errors.ts';
import type { Observation } from '../model/observation.ts';
import type { Spoil, Variant } from '../model/plan.ts';
import { type Tools, WHOAMI } from '../model/target.ts';
import { surfacesOf } from '../targets/abilities.ts';
import { type Called, callAdapter, type Travel } from './adapter.ts';
import type { Member } from './member.ts';
import { namedAs } from './named-as.ts';
import type { Stage } from './stage.ts';
import { requestOf } from './surface-request.ts';
import { altered, inPlay, varied } from './vary.ts';

/** One look: where, at whose thing, and how it departs from the plain request. */
export interface Look {
  readonly surface: string;
  readonly refs: Readonly<Record<string, unknown>>;
  readonly variant: Variant;
  /** Identifiers that the request carries because the plan says so. */
  readonly carries: readonly string[];
  /** Cut the answer once this many bytes have come. */
  readonly cutAfterBytes?: number;
  /** Cut it so long after it was sent, in milliseconds. */
  readonly cutAfterMs?: number;
  /** Say at once that nothing more will be sent. */
  readonly halfClose?: boolean;
  /** What is to be wrong with the request. */
  readonly spoil?: Spoil;
  /** How its requests travel. */
  readonly travel?: Travel;
  /** Number of the play, where its addresses are to be its own. */
  readonly play?: number | undefined;
  /** Whose name or number it is made with; what opens doors stays the looker's own. Default: all of it is. */
  readonly whose?: Member;
  /** Identifiers of the looker's own things: where they stand in this answer tells where another's would. */
  readonly learn?: readonly string[];
}

/** Who is asking, asked plainly. */
export const WHO_IS_ASKING: Look = { surface: WHOAMI, refs: {}, variant: 'plain', carries: [] };

/** Lets a session look at a surface; `member` lends its account to path functions (a visitor borrows one). */
export async function lookAt(stage: Stage, session: HttpSession, member: Member, look: Look): Promise<Called<unknown>> {
  const surface = surfacesOf(stage.target)[look.surface];
  if (surface === undefined) return refused(`the target has no surface "${look.surface}"`);
  const { refs, carries, travel } = look;
  const travelling = travel === undefined ? {} : { travel };
  const act = surface.look ?? surface.job;
  const maker = makerOf(member, look);
  if (act !== undefined)
    return callAdapter(stage, session, maker, {
      surface: look.surface,
      act,
      refs,
      carries,
      keepsSession: maker !== member,
      alter: (request) => altered(request, look, stage.world.random),
      ...travelling,
    });
  const observations: Observation[] = [];
  const record = (seen: Observation) => void observations.push(seen);
  try {
    const tools = quietTools(maker, refs);
    const plain = requestOf(surface, tools);
    const { learn = [] } = look;
    const asked = await stage.echoes.learn(session, look.surface, plain, travel ?? {});
    const keep = learn.length > 0 || asked.length > 0;
    const frame = { surface: look.surface, record, carries, ...travel };
    const answer = await stage.strictness.ask(plain, look, stage.world.random, (request) =>
      session.send({ ...request, keep }, frame),
    );
    if (learn.length > 0) learnPlaces(stage, look.surface, answer.body, learn);
    const seen = await stage.echoes.judged(look.surface, observations, answer, asked);
    return { outcome: 'done', observations: seen, fields: [] };
  } catch (error) {
    if (error instanceof MisdeliveryError)
      return { outcome: 'unknown', because: error.message, observations, fields: [] };
    return { ...refused(`${look.surface}: its path cannot be made: ${(error as Error).message}`), observations };
  }
}

/** Where a browser finds a surface; undefined when it is no page, or its path cannot be made. */
export function pagePath(
  stage: Stage,
  member: Member,
  look: Pick<Look, 'surface' | 'refs' | 'variant' | 'whose' | 'play'>,
): string | undefined {
  const surface = surfacesOf(stage.target)[look.surface];
  if (surface?.page === undefined) return undefined;
  const tools = quietTools(makerOf(member, look), look.refs);
  try {
    return varied(inPlay(requestOf(surface, tools), look.play), { ...look, carries: [] }, stage.world.random).path;
  } catch {
    return undefined;
  }
}

/** Whose account its request is made with. */
function makerOf(member: Member, { whose }: Pick<Look, 'whose'>): Member {
  return whose === undefined ? member : namedAs(member, whose);
}

function learnPlaces(stage: Stage, surface: string, body: Buffer, ids: readonly string[]): void {
  try {
    const json: unknown = JSON.parse(body.toString());
    stage.surroundings.identifiers.learnFrom(surface, shownAt(stage, surface) ?? '', json, ids);
  } catch {
    // Not JSON: identifiers in it are found by their rarity alone.
  }
}

/** The kind of thing whose identifiers a surface shows. */
export function shownAt({ surfaces }: Stage, surface: string): string | undefined {
  return surfaces[surface]?.takes ?? surfaces[surface]?.shows;
}

function refused(because: string): Called<unknown> {
  return { outcome: 'refused', because, observations: [], fields: [] };
}

/** Tools for making a request: with them nothing can be sent or planted. */
export function quietTools({ account }: Member, refs: Readonly<Record<string, unknown>>): Tools {
  return { ...refs, account, canary: unplanted, http: undefined, mail: undefined } as unknown as Tools;
}

function unplanted(): never {
  throw new RefusedError('a surface only looks; canaries are planted by resources', 0);
}
