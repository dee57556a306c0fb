import type { Step } from '../../model/plan.ts';
import { callAdapter } from '../adapter.ts';
import { openSession } from '../member.ts';
import { nothing } from '../scene.ts';
import type { Verb } from './verb.ts';

/** Signs out, or signs in with a session that knows nothing of the one before. */
export const sign: Verb<Extract<Step, { do: 'sign-in' | 'sign-out' }>> = async (scene, step) => {
  const { stage, pair } = scene;
  const { do: verb, by } = step;
  const member = by === 'visitor' ? undefined : pair.member(by);
  const { signIn, signOut } = stage.target.accounts;
  const act = verb === 'sign-in' ? signIn : signOut;
  if (member === undefined || act === undefined) return nothing(`${by} cannot ${verb} here`);
  if (verb === 'sign-in') {
    await member.session[Symbol.asyncDispose]();
    member.sessions += 1;
    member.session = openSession(stage, member.facts, member.sessions);
  }
  return callAdapter(stage, member.session, member, {
    surface: verb.replace('-', ' '),
    act,
    travel: scene.travel(step),
  });
};
