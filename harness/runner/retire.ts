import { callAdapter } from './adapter.ts';
import { type Member, openSession } from './member.ts';
import type { Pair } from './pair.ts';
import type { Stage } from './stage.ts';

/** Accounts that are closed at the same time. */
const RETIRERS = 8;

/**
 * Closes every account of the given pairs, colleagues first, and takes each that is closed out of `left`. Where the target was seen to mix
 * requests up, one by one: cleaning must not close somebody else's account.
 */
export async function retirePairs(
  stage: Stage,
  pairs: readonly Pair[],
  left: Set<string>,
  isMixing = false,
): Promise<void> {
  const queue = [...pairs];
  const worker = async () => {
    for (let pair = queue.pop(); pair !== undefined; pair = queue.pop()) {
      for (const member of pair.all.reverse()) await leave(stage, pair, member, left);
    }
  };
  await Promise.all(Array.from({ length: isMixing ? 1 : RETIRERS }, worker));
  // Once more, one by one: a target that mixes requests up under load may do better alone.
  for (const pair of pairs) {
    for (const member of pair.all)
      if (left.has(member.facts.id) && (await retireOne(stage, member))) left.delete(member.facts.id);
  }
  await Promise.all(pairs.map((pair) => pair[Symbol.asyncDispose]()));
}

/** Closes an account, or where that cannot be, removes what it created. An account that existed before stays. */
async function leave(stage: Stage, pair: Pair, member: Member, left: Set<string>): Promise<void> {
  const { retire, given, enrol } = stage.target.accounts;
  const { id } = member.facts;
  if (given !== undefined || retire === undefined) await removeThings(stage, pair, member);
  // Where there is no sign-up nothing came to be that could be left.
  const isNobodys = given !== undefined || (enrol === undefined && retire === undefined);
  if (isNobodys || (await retireOne(stage, member))) left.delete(id);
}

/** Closes one account, or finds that it is not there; tries once more with a fresh session, for the old one may be signed out. */
export async function retireOne(stage: Stage, member: Member): Promise<boolean> {
  const { retire, signIn } = stage.target.accounts;
  if (retire === undefined) return false;
  const attempt = () => callAdapter(stage, member.session, member, { surface: 'retire', act: retire });
  let called = await attempt();
  let isGone = member.state === 'unborn';
  if (called.outcome === 'refused' && signIn !== undefined) {
    await member.session[Symbol.asyncDispose]();
    member.sessions += 1;
    member.session = openSession(stage, member.facts, member.sessions);
    const entered = await callAdapter(stage, member.session, member, { surface: 'sign in', act: signIn });
    if (entered.outcome === 'done') called = await attempt();
    else isGone ||= entered.outcome === 'refused' && member.state === 'recognised';
  }
  if (called.outcome !== 'done' && !isGone) return false;
  stage.created.write({ do: 'retired', account: member.facts.id });
  return true;
}

async function removeThings(stage: Stage, pair: Pair, member: Member): Promise<void> {
  for (const { account, resource, ref } of pair.made) {
    const kind = stage.target.resources?.[resource];
    if (account !== member.facts.id || kind?.remove === undefined) continue;
    const act = kind.remove.bind(kind);
    await callAdapter(stage, member.session, member, { surface: `remove ${resource}`, act, refs: { [resource]: ref } });
  }
}
