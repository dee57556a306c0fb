import type { Entry } from '../../model/observation.ts';
import type { Step } from '../../model/plan.ts';
import { LIMITS } from '../limits.ts';
import type { Scene } from '../scene.ts';
import type { Verb } from './verb.ts';

/** Lets pass twice the time that another took at most between two looks: what changes by the clock then does so here at least as likely. */
export const wait: Verb<Extract<Step, { do: 'wait' }>> = async (scene, { by }) => {
  await scene.stage.world.sleep(Math.min(Math.max(2 * longestMs(scene, by), LIMITS.waitMsMin), LIMITS.waitMsMax));
  return { outcome: 'done', observations: [], fields: [] };
};

function longestMs({ journal }: Scene, by: Step['by']): number {
  let [longest, current] = [0, 0];
  for (const entry of journal) {
    const isOthers = entry.by !== by && entry.step >= 0;
    current = isOthers ? current + lastedMs(entry) : 0;
    longest = Math.max(longest, current);
  }
  return longest;
}

function lastedMs({ observations }: Entry): number {
  return (observations.at(-1)?.lastByteMs ?? 0) - (observations[0]?.sentMs ?? 0);
}
