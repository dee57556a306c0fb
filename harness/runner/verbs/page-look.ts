import { pageSeen } from '../../drivers/browser/page-view.ts';
import { goTo } from '../../drivers/browser/walk.ts';
import type { Observation } from '../../model/observation.ts';
import type { Step } from '../../model/plan.ts';
import { pagePath } from '../look.ts';
import { lentTo } from '../member.ts';
import { nothing, type Scene } from '../scene.ts';
import { askedFor, withoutEcho } from './asked-for.ts';
import type { Verb } from './verb.ts';

/** Looks at a page in a browser. */
export const pageLook: Verb<Extract<Step, { do: 'look' }>> = async (scene, step) => {
  const asked = askedFor(scene, step);
  if (asked === undefined) return nothing(`there is no ${scene.stage.surfaces[step.surface]?.takes} to look at`);
  const lender = scene.pair.member(step.by === 'visitor' ? 'alpha' : step.by);
  if (lender === undefined) return nothing(`${step.by} takes no part`);
  const look = { ...asked, surface: step.surface, variant: step.variant ?? 'plain' };
  const path = pagePath(
    scene.stage,
    lentTo(step.by, lender),
    look.variant === 'own-url' ? scene.addressed(look) : look,
  );
  if (path === undefined) return nothing(`${step.surface} is no page that a browser can open`);
  const called = await scene.browsing.visit(step.by, {
    surface: step.surface,
    ...(asked.carries.length > 0 ? { carries: asked.carries } : {}),
    act: async (profile) => {
      const begunMs = scene.stage.world.now();
      // Signing in leads somewhere by itself, and what is drawn there goes with the next address that is typed.
      if (profile.isUnseen) await pageSeen(profile, 'GET', begunMs);
      profile.isUnseen = false;
      await goTo(profile, path);
      // What a document remembers is on the screen at once, and may be gone when the answer has come.
      if (profile.tab.isSameDocument) await pageSeen(profile, 'GET', begunMs);
      await profile.look('GET', begunMs);
    },
  });
  const about = asked.about ?? whoseScreen(scene, step.by, called.observations);
  const shown = withoutEcho(called, asked);
  return about === undefined ? shown : { ...shown, about };
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
