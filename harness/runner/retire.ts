import { type Called, callAdapter } from './adapter.ts';
import { type Member, renewSession } from './member.ts';
import type { Pair } from './pair.ts';
import type { Stage } from './stage.ts';

/** Accounts that are closed at the same time. */
const RETIRERS = 8;

/**
 * Closes every account of the given pairs, colleagues first, and takes each that is closed out of `left`. Where the target was seen to mix
 * requests up, one by one: cleaning must not close somebody else's account. Answers why the first that is left is left.
 */
export async function retirePairs(
  stage: Stage,
  pairs: readonly Pair[],
  left: Set<string>,
  isMixing = false,
): Promise<string | undefined> {
  const queue = [...pairs];
  const worker = async () => {
    for (let pair = queue.pop(); pair !== undefined; pair = queue.pop()) {
      for (const member of pair.all.reverse()) await leave(stage, pair, member, left);
    }
  };
  await Promise.all(Array.from({ length: isMixing ? 1 : RETIRERS }, worker));
  const because = await retireLeft(stage, pairs, left);
  await Promise.all([...pairs, stage.operator].map((each) => each[Symbol.asyncDispose]()));
  return because;
}

/** Once more, one by one, and empty: a target may do better alone, or not close an account that still owns something. */
async function retireLeft(stage: Stage, pairs: readonly Pair[], left: Set<string>): Promise<string | undefined> {
  const { retire, given } = stage.target.accounts;
  let because: string | undefined;
  for (const pair of pairs) {
    for (const member of pair.all) {
      if (!left.has(member.facts.id)) continue;
      if (retire !== undefined && given === undefined) await removeThings(stage, pair, member);
      const why = await retireOne(stage, member);
      if (why === undefined) left.delete(member.facts.id);
      else because ??= why;
    }
  }
  return because;
}

/** Closes an account, or where that cannot be, removes what it created. An account that existed before stays. */
async function leave(stage: Stage, pair: Pair, member: Member, left: Set<string>): Promise<void> {
  const { retire, given, enrol } = stage.target.accounts;
  const { id } = member.facts;
  if (given !== undefined || retire === undefined) await removeThings(stage, pair, member);
  // Where there is no sign-up nothing came to be that could be left.
  const isNobodys = given !== undefined || (enrol === undefined && retire === undefined);
  if (isNobodys || (await retireOne(stage, member)) === undefined) left.delete(id);
}

/**
 * Closes one account, or finds that it is not there; tries once more with a fresh session, for the old one may be signed out. Answers why
 * it is still there.
 */
export async function retireOne(stage: Stage, member: Member): Promise<string | undefined> {
  const why = await close(stage, member);
  if (why === undefined) stage.created.write({ do: 'retired', account: member.facts.id });
  return why;
}

async function close(stage: Stage, member: Member): Promise<string | undefined> {
  const { retire, signIn } = stage.target.accounts;
  let isGone = member.state === 'unborn';
  if (retire === undefined) return isGone ? undefined : 'the target file has no accounts.retire';
  const attempt = () => callAdapter(stage, member.session, member, { surface: 'retire', act: retire });
  let called = await attempt();
  if (called.outcome === 'refused' && signIn !== undefined) {
    await renewSession(stage, member);
    const entered = await callAdapter(stage, member.session, member, { surface: 'sign in', act: signIn });
    if (entered.outcome === 'done') called = await attempt();
    else isGone ||= entered.outcome === 'refused' && member.state === 'entered' && !isRationed(entered);
  }
  return called.outcome === 'done' || isGone ? undefined : (called.because ?? called.outcome);
}

/** A sign-in that came too often says nothing about the account. */
function isRationed({ observations }: Called<unknown>): boolean {
  return observations.some(({ status }) => status === 429);
}

async function removeThings(stage: Stage, pair: Pair, member: Member): Promise<void> {
  for (const { account, resource, ref } of pair.made) {
    const kind = stage.target.resources?.[resource];
    if (account !== member.facts.id || kind?.remove === undefined) continue;
    const act = kind.remove.bind(kind);
    await callAdapter(stage, member.session, member, { surface: `remove ${resource}`, act, refs: { [resource]: ref } });
  }
}
