import { runHook } from '../../drivers/hook.ts';
import { RefusedError } from '../../model/errors.ts';
import type { Step } from '../../model/plan.ts';
import { LANDING } from '../../model/target.ts';
import { type Called, callAdapter } from '../adapter.ts';
import { LIMITS } from '../limits.ts';
import { lookAt } from '../look.ts';
import { openVisitor } from '../member.ts';
import { nothing, type Scene } from '../scene.ts';
import type { Verb } from './verb.ts';

/** Does something to the service from outside (a restart, a purge), then waits until it answers again. */
export const hook: Verb<Extract<Step, { do: 'hook' }>> = async (scene, { name, by }) => {
  const { stage, pair } = scene;
  const what = stage.target.hooks?.[name];
  const member = pair.member(by === 'visitor' ? 'alpha' : by);
  if (what === undefined || member === undefined) return nothing(`the target has no hook "${name}"`);
  stage.turns.disturbed += 1;
  const act = typeof what === 'function' ? what : () => refusing(runHook(what, LIMITS.hookMs));
  const called = await callAdapter(stage, member.session, member, { surface: `hook ${name}`, act });
  return { ...called, observations: [...called.observations, ...(await awake(scene))] };
};

async function refusing(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    throw new RefusedError((error as Error).message, 0);
  }
}

/** Asks as a stranger until anything answers; what it answers is recorded. */
async function awake({ stage, pair }: Scene): Promise<Called<unknown>['observations']> {
  const surface = stage.target.landing === false ? Object.keys(stage.surfaces)[0] : LANDING;
  const member = pair.all[0];
  if (surface === undefined || member === undefined) return [];
  for (let polls = 0; polls < LIMITS.hookMs / LIMITS.pollMs; polls++) {
    await using stranger = openVisitor(stage, pair.number, pair.strangers());
    const { observations } = await lookAt(stage, stranger, member, {
      surface,
      refs: {},
      variant: 'plain',
      carries: [],
    });
    if (observations.some(({ status }) => status > 0 && status < 500)) return observations;
    await stage.world.sleep(LIMITS.pollMs);
  }
  return [];
}
