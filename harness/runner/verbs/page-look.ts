import type { Observation } from '../../model/observation.ts';
import type { Step } from '../../model/plan.ts';
import { pagePath } from '../look.ts';
import { nothing, type Scene, thingOf } from '../scene.ts';
import type { Verb } from './verb.ts';

/** Looks at a page in a browser. */
export const pageLook: Verb<Extract<Step, { do: 'look' }>> = async (scene, step) => {
  const made = step.ref === undefined ? undefined : scene.find(step.ref);
  const takes = scene.stage.surfaces[step.surface]?.takes;
  if (takes !== undefined && made === undefined) return nothing(`there is no ${takes} to look at`);
  const lender = scene.pair.member(step.by === 'visitor' ? 'alpha' : step.by);
  if (lender === undefined) return nothing(`${step.by} takes no part`);
  const refs = made === undefined ? {} : { [made.resource]: made.ref };
  const path = pagePath(scene.stage, lender, { surface: step.surface, refs, variant: step.variant ?? 'plain' });
  if (path === undefined) return nothing(`${step.surface} is no page that a browser can open`);
  const isOthers = made !== undefined && made.account !== scene.accountOf(step.by);
  const called = await scene.browsing.visit(step.by, {
    surface: step.surface,
    ...(isOthers ? { carries: [String(made.ref.id)] } : {}),
    act: async (profile) => {
      const begunMs = scene.stage.world.now();
      await profile.tab.goto(path);
      await profile.look('GET', begunMs);
    },
  });
  const about = made === undefined ? whoseScreen(scene, step.by, called.observations) : thingOf(made);
  return about === undefined ? called : { ...called, about };
};

/** At a page that was kept rather than asked for, what can be expected is what the one before was shown there. */
export function whoseScreen(scene: Scene, by: Step['by'], observations: readonly Observation[]) {
  const { satBefore } = scene.browsing;
  const page = observations.at(-1);
  const account = satBefore === undefined || satBefore === by ? undefined : scene.accountOf(satBefore);
  const isKept =
    page !== undefined && (page.facts.offline === true || page.facts.persisted === true || page.account === undefined);
  return account === undefined || !isKept ? undefined : { account, resource: 'page', nth: 0 };
}
