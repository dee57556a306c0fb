import type { Step } from '../../model/plan.ts';
import type { Verb } from './verb.ts';

/** Somebody else sits down at the shared browser. */
export const switchAccount: Verb<Extract<Step, { do: 'switch-account' }>> = (scene, { by, how }) =>
  scene.browsing.switchTo(by, how);
