import type { Entry } from '../model/observation.ts';
import { callAdapter } from './adapter.ts';
import { type Member, renewSession } from './member.ts';
import type { Pair } from './pair.ts';
import type { Stage } from './stage.ts';

/** Gives everybody of a pair a fresh session; an account that the service has lost meanwhile is made again. */
export async function signInAgain(stage: Stage, pair: Pair): Promise<Entry[]> {
  pair.disturbed = stage.turns.disturbed;
  // A browser that was kept signed in is not any more.
  await stage.browsers.leave(pair.facts.map(({ id }) => id));
  if (stage.target.accounts.signIn === undefined) return [];
  return Promise.all(pair.all.map((member) => signInOne(stage, member)));
}

async function signInOne(stage: Stage, member: Member): Promise<Entry> {
  const { signIn, enrol, given } = stage.target.accounts;
  const { role } = member.facts;
  const call = (surface: string, act: NonNullable<typeof signIn>) =>
    callAdapter(stage, member.session, member, { surface, act });
  await renewSession(stage, member);
  const entered = await call('sign in', signIn as NonNullable<typeof signIn>);
  const isLost = entered.outcome === 'refused' && role !== 'colleague' && given === undefined;
  if (!isLost || enrol === undefined || signIn === undefined)
    return { step: -1, by: role, outcome: entered.outcome, observations: entered.observations };
  const made = await call('enrol', enrol);
  const again = await call('sign in', signIn);
  return {
    step: -1,
    by: role,
    outcome: again.outcome,
    observations: [...entered.observations, ...made.observations, ...again.observations],
  };
}
