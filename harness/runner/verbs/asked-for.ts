import type { Thing } from '../../model/observation.ts';
import type { Step } from '../../model/plan.ts';
import type { Look } from '../look.ts';
import { type Scene, type Taken, thingOf } from '../scene.ts';

/** What a look asks for by a reference: a thing that was created, or an account itself. */
export interface AskedFor extends Pick<Look, 'refs' | 'carries' | 'whose'> {
  readonly about?: Thing;
}

/** Finds what a step's reference means; undefined when its surface takes one and there is nothing. */
export function askedFor(
  scene: Scene,
  { by, ref, surface }: Pick<Extract<Step, { do: 'look' }>, 'by' | 'ref' | 'surface'>,
): AskedFor | undefined {
  if (ref?.resource === 'account') return byName(scene, by, ref.of);
  const made = ref === undefined ? undefined : scene.find(ref);
  if (made === undefined)
    return scene.stage.surfaces[surface]?.takes === undefined ? { refs: {}, carries: [] } : undefined;
  const isOthers = made.account !== scene.accountOf(by);
  return {
    refs: { [made.resource]: made.ref },
    carries: isOthers ? [String(made.ref.id)] : [],
    about: thingOf(made),
  };
}

/** An account by its name or number; whoever asks has been told it, so seeing it again says nothing. */
function byName(scene: Scene, by: Step['by'], of: 'alpha' | 'bravo' | 'colleague'): AskedFor | undefined {
  const whose = scene.pair.member(of);
  if (whose === undefined) return undefined;
  const { email, username, notes } = whose.account;
  const isOthers = whose.facts.id !== scene.accountOf(by);
  return {
    refs: {},
    whose,
    carries: isOthers ? [email, username, ...Object.values(notes)] : [],
    about: { account: whose.facts.id, resource: 'account', nth: 0 },
  };
}

/** A refusal that repeats the name that was asked for does not take the asker for that one. */
export function withoutEcho<T extends Pick<Taken, 'observations'>>(taken: T, { whose }: AskedFor): T {
  if (whose === undefined) return taken;
  const observations = taken.observations.map((seen) =>
    seen.status < 400 ? seen : { ...seen, foreign: seen.foreign.filter(({ text }) => !seen.carried.includes(text)) },
  );
  return { ...taken, observations };
}
