import type { Entry, Observation } from '../model/observation.ts';
import { type Called, callAdapter } from './adapter.ts';
import { lookAt, WHO_IS_ASKING } from './look.ts';
import { type Member, renewSession } from './member.ts';
import type { Pair } from './pair.ts';
import type { Stage } from './stage.ts';

/**
 * Gives everybody of a pair a fresh session; an account that the service has lost meanwhile is made again. Where sign-ins are rationed, and
 * the session from before still stands, that one is kept.
 */
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
  const observations: Observation[] = [];
  const call = async (surface: string, act: NonNullable<typeof signIn>): Promise<Called<unknown>> => {
    const called = await callAdapter(stage, member.session, member, { surface, act });
    observations.push(...called.observations);
    return called;
  };
  const entry = ({ outcome, because }: Pick<Called<unknown>, 'outcome' | 'because'>): Entry => ({
    step: -1,
    by: role,
    outcome,
    observations,
    ...(because === undefined ? {} : { because }),
  });
  const before = member.session;
  await renewSession(stage, member);
  const entered = await call('sign in', signIn as NonNullable<typeof signIn>);
  if (entered.outcome === 'done' && (await isKnown(stage, member, observations)) !== false) return entry(entered);
  const fresh = member.session;
  member.session = before;
  if ((await isKnown(stage, member, observations)) === true) {
    stage.ration.isOn = true;
    return entry({ outcome: 'done' });
  }
  member.session = fresh;
  const isLost = entered.outcome === 'refused' && role !== 'colleague' && given === undefined;
  if (entered.outcome === 'done') return entry({ outcome: 'refused', because: NOT_KEPT });
  if (!isLost || enrol === undefined || signIn === undefined) return entry(entered);
  await call('enrol', enrol);
  return entry(await call('sign in', signIn));
}

const NOT_KEPT = 'sign in: it was not refused, and yet who am I does not know the account';

/** Whether the target knows who is asking; undefined where it cannot be asked. Being taken for somebody else is not being unknown. */
async function isKnown(stage: Stage, member: Member, into: Observation[]): Promise<boolean | undefined> {
  if (stage.target.accounts.whoami === undefined) return undefined;
  const called = await lookAt(stage, member.session, member, WHO_IS_ASKING);
  into.push(...called.observations);
  const last = called.observations.at(-1);
  return last !== undefined && (last.own.length > 0 || last.foreign.length > 0);
}
