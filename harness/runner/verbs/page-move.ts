import { BROWSER_LIMITS } from '../../drivers/browser/limits.ts';
import type { Profile } from '../../drivers/browser/profile.ts';
import { until } from '../../drivers/browser/settle.ts';
import { returnToOldest } from '../../drivers/browser/strip.ts';
import type { PageMove } from '../../model/browsing.ts';
import type { Step } from '../../model/plan.ts';
import { type Scene, thingOf } from '../scene.ts';
import type { Verb } from './verb.ts';

/** Comes to a page that was shown before: Back, reload, an old tab and their like. */
export const pageMove: Verb<Extract<Step, { do: PageMove }>> = async (scene, step) => {
  const made = step.ref === undefined ? undefined : scene.find(step.ref);
  const isOthers = made !== undefined && made.account !== scene.accountOf(step.by);
  const called = await scene.browsing.visit(step.by, {
    surface: step.surface,
    ...(isOthers ? { carries: [String(made.ref.id)] } : {}),
    act: async (profile) => {
      const begunMs = scene.stage.world.now();
      await MOVES[step.do](profile);
      // Its address was chosen by whoever opened it: seeing that again proves nothing.
      profile.seat.carry(profile.seat.viewer, [address(profile)]);
      await profile.look(step.do, begunMs);
    },
  });
  const about = made === undefined ? whoseBefore(scene, step.by) : thingOf(made);
  return about === undefined ? called : { ...called, about };
};

const MOVES: { readonly [Move in PageMove]: (profile: Profile) => Promise<void> } = {
  back: (profile) => profile.tab.backToLeft(() => profile.quiet()),
  forward: (profile) => profile.tab.travel('forward'),
  reload: (profile) => profile.tab.reload(false),
  'hard-reload': (profile) => profile.tab.reload(true),
  'duplicate-tab': async (profile) => void (await profile.duplicate()),
  'old-tab': async (profile) => {
    const tab = await returnToOldest(profile);
    await until(() => tab.came > tab.left.came, BROWSER_LIMITS.oldTabMs, profile.world.now);
  },
  'reopen-tab': async (profile) => {
    const closed = profile.closed.pop();
    if (closed === undefined) return;
    await profile.newTab();
    await profile.tab.goto(closed);
  },
};

/** What such a page may be expected to show is what the one who sat here before was shown. */
function whoseBefore(scene: Scene, by: Step['by']) {
  const { satBefore } = scene.browsing;
  const account = satBefore === undefined || satBefore === by ? undefined : scene.accountOf(satBefore);
  return account === undefined ? undefined : { account, resource: 'page', nth: 0 };
}

function address(profile: Profile): string {
  const url = profile.tab.page.url();
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}
