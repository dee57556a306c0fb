import type { Profile } from '../../drivers/browser/profile.ts';
import { closeTab } from '../../drivers/browser/strip.ts';
import type { Step } from '../../model/plan.ts';
import type { Verb } from './verb.ts';

type Act = 'new-tab' | 'close-tab' | 'go-offline' | 'go-online' | 'restart-browser';

/** What happens to the browser itself and shows nothing by itself. */
export const browserAct: Verb<Extract<Step, { do: Act }>> = (scene, step) =>
  scene.browsing.visit(step.by, { surface: step.do.replace('-', ' '), act: ACTS[step.do] });

const ACTS: { readonly [Name in Act]: (profile: Profile) => Promise<void> } = {
  'new-tab': async (profile) => void (await profile.newTab()),
  'close-tab': closeTab,
  'go-offline': (profile) => profile.goOffline(true),
  'go-online': (profile) => profile.goOffline(false),
  'restart-browser': (profile) => profile.restart(),
};
