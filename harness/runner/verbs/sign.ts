import type { Step } from '../../model/plan.ts';
import { LANDING } from '../../model/target.ts';
import { type Called, callAdapter } from '../adapter.ts';
import { presentedBy } from '../jars.ts';
import { lookAt } from '../look.ts';
import { type Member, renewSession } from '../member.ts';
import { nothing, type Scene } from '../scene.ts';
import { signOut as leave } from '../sign-out.ts';
import type { Verb } from './verb.ts';

/** Signs out, or signs in with a session that knows nothing of the one before, or just what the step lets it keep. */
export const sign: Verb<Extract<Step, { do: 'sign-in' | 'sign-out' }>> = async (scene, step) => {
  const { stage, pair } = scene;
  const { do: verb, by } = step;
  const member = by === 'visitor' ? undefined : pair.member(by);
  const { signIn, signOut } = stage.target.accounts;
  const act = verb === 'sign-in' ? signIn : signOut;
  if (member === undefined || act === undefined) return nothing(`${by} cannot ${verb} here`);
  if (verb === 'sign-out' && stage.ration.isOn) return nothing(RATIONED);
  const before = member.session;
  member.before = presentedBy(before);
  const first = step.do === 'sign-in' ? await begin(scene, member, step.keeps) : undefined;
  const travel = scene.travel(step);
  const left = verb === 'sign-out' ? await leave(stage, member, act, travel) : undefined;
  const called =
    left?.called ?? (await callAdapter(stage, member.session, member, { surface: 'sign in', act, travel }));
  // Who comes in too often is told so, and goes on with the session from before, if there is one.
  if (called.observations.some(({ status }) => status === 429) && called.outcome === 'refused') {
    stage.ration.isOn = true;
    if (verb === 'sign-in') member.session = before;
  }
  if (left?.hasLeft === true) member.left = member.session.cookies;
  return first === undefined ? called : { ...called, observations: [...first.observations, ...called.observations] };
};

const RATIONED = 'the target rations sign-ins, so nobody signs out: raise its limit for the test';

/** A fresh session: with the jar of somebody who signed out before, or with what a visit of the landing page gave it. */
async function begin(
  scene: Scene,
  member: Member,
  keeps: 'visit' | Member['facts']['role'] | undefined,
): Promise<Called<unknown> | undefined> {
  const { stage, pair } = scene;
  await renewSession(stage, member);
  if (keeps === 'visit') {
    if (stage.target.landing === false) return undefined;
    const look = scene.addressed({ surface: LANDING, refs: {}, variant: 'plain', carries: [] });
    return lookAt(stage, member.session, member, look);
  }
  const other = keeps === undefined ? undefined : pair.member(keeps);
  if (other?.left === undefined) return undefined;
  member.session.inherit(other.left);
  // The jar has moved: whoever left it does not hold it any more, or both would present the same session.
  if (other !== member) await renewSession(stage, other);
  delete other.left;
  return undefined;
}
