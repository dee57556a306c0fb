import { runHook } from '../drivers/hook.ts';
import { RefusedError } from '../model/errors.ts';
import { LANDING } from '../model/target.ts';
import { type Called, callAdapter } from './adapter.ts';
import { LIMITS } from './limits.ts';
import { lookAt } from './look.ts';
import { type Member, openVisitor } from './member.ts';
import type { Pair } from './pair.ts';
import type { Pairs } from './pairs.ts';
import type { Stage } from './stage.ts';

/** Does something to the service from outside (a restart, a purge), then waits until it answers again; undefined where the target has no such hook. */
export async function disturb(
  stage: Stage,
  pair: Pair,
  member: Member,
  name: string,
): Promise<Called<unknown> | undefined> {
  const what = stage.target.hooks?.[name];
  if (what === undefined) return undefined;
  stage.turns.disturbed += 1;
  const act = typeof what === 'function' ? what : () => refusing(runHook(what, LIMITS.hookMs));
  const called = await callAdapter(stage, member.session, member, { surface: `hook ${name}`, act });
  return { ...called, observations: [...called.observations, ...(await awake(stage, pair))] };
}

/**
 * Restarts the service as often as it is asked to, unless that takes long; does nothing where the target does not say how. One slow
 * restart may be a busy machine's: it is tried again before plays go on over what the ones before them left.
 */
export function restarter(stage: Stage, pairs: Pairs): () => Promise<void> {
  let slow = 0;
  return async () => {
    const [pair] = pairs.all;
    const [member] = pair?.all ?? [];
    if (slow >= LIMITS.slowRestartsMax || pair === undefined || member === undefined) return;
    const begunMs = stage.world.now();
    await disturb(stage, pair, member, 'restart');
    slow = stage.world.now() - begunMs > LIMITS.restartMs ? slow + 1 : 0;
  };
}

async function refusing(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    throw new RefusedError((error as Error).message, 0);
  }
}

/** Asks as a stranger until anything answers; what it answers is recorded. */
async function awake(stage: Stage, pair: Pair): Promise<Called<unknown>['observations']> {
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
