import type { Step } from '../../model/plan.ts';
import { callAdapter } from '../adapter.ts';
import { presentedBy } from '../jars.ts';
import { nothing } from '../scene.ts';
import type { Verb } from './verb.ts';

/** Ends all sessions of an account, or gives it another password; what was presented before is kept. */
export const credentials: Verb<Extract<Step, { do: 'sign-out-everywhere' | 'change-password' }>> = async (
  { stage, pair },
  { do: verb, by },
) => {
  const { signOutEverywhere, changePassword, given } = stage.target.accounts;
  const member = by === 'visitor' ? undefined : pair.member(by);
  const act = verb === 'change-password' ? changePassword : signOutEverywhere;
  if (member === undefined || act === undefined || (verb === 'change-password' && given !== undefined))
    return nothing(`${by} cannot ${verb.replaceAll('-', ' ')} here`);
  member.before = presentedBy(member.session);
  if (verb === 'sign-out-everywhere')
    return callAdapter(stage, member.session, member, { surface: 'sign out everywhere', act });
  // To and fro between two, so that the password that can be made again from the key is the last one, too.
  const first = stage.passwordFor(member.facts.number);
  const password = member.account.password === first ? `${first}x` : first;
  const called = await callAdapter(stage, member.session, member, {
    surface: 'change password',
    act,
    refs: { password },
  });
  if (called.outcome === 'done') member.account = { ...member.account, password };
  return called;
};
