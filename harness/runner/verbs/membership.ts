import type { Step } from '../../model/plan.ts';
import { callAdapter } from '../adapter.ts';
import { presentedBy } from '../jars.ts';
import { renewSession } from '../member.ts';
import { nothing } from '../scene.ts';
import type { Verb } from './verb.ts';

/** Closes an account and keeps what its session presented, or makes it again, under the same name and with a fresh session. */
export const membership: Verb<Extract<Step, { do: 'leave' | 'join' }>> = async (scene, { do: verb, by }) => {
  const { stage, pair, made } = scene;
  const { enrol, retire, signIn } = stage.target.accounts;
  const member = by === 'visitor' ? undefined : pair.member(by);
  if (member === undefined || enrol === undefined || retire === undefined) return nothing(`${by} cannot ${verb} here`);
  const { id } = member.facts;
  if (verb === 'leave') {
    member.before = presentedBy(member.session);
    const called = await callAdapter(stage, member.session, member, { surface: 'retire', act: retire });
    if (called.outcome !== 'done') return called;
    stage.created.write({ do: 'retired', account: id });
    for (const all of [made, pair.made]) all.splice(0, all.length, ...all.filter(({ account }) => account !== id));
    return called;
  }
  await renewSession(stage, member);
  stage.created.write({ do: 'enrol', account: id });
  const joined = await callAdapter(stage, member.session, member, { surface: 'enrol', act: enrol });
  if (signIn === undefined) return joined;
  const signed = await callAdapter(stage, member.session, member, { surface: 'sign in', act: signIn });
  return {
    ...(joined.outcome === 'done' ? signed : joined),
    observations: [...joined.observations, ...signed.observations],
  };
};
