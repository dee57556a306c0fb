import type { Actor } from '../../model/account.ts';
import type { Thing } from '../../model/observation.ts';
import type { Step } from '../../model/plan.ts';
import type { Surface } from '../../model/target.ts';
import { surfacesOf } from '../../targets/abilities.ts';
import { absentRefs } from '../absent.ts';
import { LIMITS } from '../limits.ts';
import { type Look, shownAt } from '../look.ts';
import type { Made } from '../pair.ts';
import { nothing, type Scene } from '../scene.ts';
import { lookAtArrivals } from './arrived.ts';
import { askedFor, withoutEcho } from './asked-for.ts';
import { lookWithJar } from './look-with-jar.ts';
import { pageLook } from './page-look.ts';
import type { Verb } from './verb.ts';

/** Looks at a surface, whole or cut on purpose. */
export const look: Verb<Extract<Step, { do: 'look' | 'abort' }>> = async (scene, step, index) => {
  const surface = surfacesOf(scene.stage.target)[step.surface];
  if (surface !== undefined && arrives(surface)) return lookAtArrivals(scene, step, surface);
  if (scene.plan.over === 'browser' && step.do === 'look') return pageLook(scene, step, index);
  const asked = askedFor(scene, step);
  if (asked === undefined) return nothing(`there is no ${scene.stage.surfaces[step.surface]?.takes} to look at`);
  const { about, ...named } = asked;
  const isAbsent = step.do === 'look' && step.variant === 'absent';
  const looking: Look = {
    surface: step.surface,
    ...named,
    ...(isAbsent ? { refs: absentRefs(named.refs, index) } : {}),
    variant: step.do === 'look' ? (step.variant ?? 'plain') : 'plain',
    learn: ownIds(scene, step.by, step.surface, about),
    travel: { ...scene.travel(step), ...(step.do === 'look' && step.print === true ? { print: true } : {}) },
    ...(step.do === 'abort' ? cutOf(step) : {}),
  };
  const jar = step.do === 'look' ? step.jar : undefined;
  const shown = await (jar === undefined ? scene.look(step.by, looking) : lookWithJar(scene, step.by, jar, looking));
  const called = withoutEcho(shown, named);
  return about === undefined || isAbsent ? called : { ...called, about };
};

function arrives({ events, socket, mail, webhook }: Surface): boolean {
  return [events, socket, mail, webhook].some((way) => way !== undefined);
}

/** Where an aborted look is cut; one that closes its own half only is read to its end. */
function cutOf({ bytes, half }: Extract<Step, { do: 'abort' }>): Pick<Look, 'cutAfterBytes' | 'halfClose'> {
  return half === true ? { halfClose: true } : { cutAfterBytes: bytes };
}

/**
 * The looker's own identifiers, for the first few looks at a surface; its answers keep one form after that. Where it asks about one of its
 * things, that one's alone: whatever else stands there may be the same in every answer.
 */
function ownIds(scene: Scene, by: Actor, surface: string, about: Thing | undefined): string[] {
  const learned = scene.stage.learned.get(surface) ?? 0;
  const shown = shownAt(scene.stage, surface);
  const isAsked = ({ account, nth }: Made) =>
    about?.resource !== shown || (nth === about?.nth && account === about?.account);
  const own = scene.made.filter(
    (made) =>
      made.resource === shown && made.account === scene.accountOf(by) && made.ref.id !== undefined && isAsked(made),
  );
  if (learned >= LIMITS.learnLooksMax || own.length === 0) return [];
  scene.stage.learned.set(surface, learned + 1);
  return own.map(({ ref }) => String(ref.id));
}
