import type { Step } from '../../model/plan.ts';
import { disturb } from '../disturb.ts';
import { nothing } from '../scene.ts';
import type { Verb } from './verb.ts';

/** Does something to the service from outside. */
export const hook: Verb<Extract<Step, { do: 'hook' }>> = async ({ stage, pair }, { name, by }) => {
  const member = pair.member(by === 'visitor' ? 'alpha' : by);
  const called = member === undefined ? undefined : await disturb(stage, pair, member, name);
  return called ?? nothing(`the target has no hook "${name}"`);
};
