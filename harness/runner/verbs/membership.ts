import type { Step } from '../../model/plan.ts';
import { type Called, callAdapter } from '../adapter.ts';
import { plantAccount } from '../enrol.ts';
import { presentedBy } from '../jars.ts';
import { type Member, rename, renewSession } from '../member.ts';
import { nothing, type Scene } from '../scene.ts';
import type { Verb } from './verb.ts';

/** Closes an account and keeps what its session presented, or makes it again with a fresh session. */
export const membership: Verb<Extract<Step, { do: 'leave' | 'join' }>> = async (scene, { do: verb, by }) => {
  const member = by === 'visitor' ? undefined : scene.pair.member(by);
  if (member === undefined) return nothing(`${by} cannot ${verb} here`);
  return verb === 'leave' ? leave(scene, member) : join(scene, member);
};

/** Takes the colleague out of the owner's tenant; what its session presented is kept, and so is the session. */
export const dismiss: Verb<Extract<Step, { do: 'dismiss' }>> = async ({ stage, pair }) => {
  const { alpha, colleague } = pair.members;
  const act = stage.target.accounts.dismiss;
  if (act === undefined || alpha === undefined || colleague === undefined)
    return nothing('nobody can be dismissed here');
  colleague.before = presentedBy(colleague.session);
  const called = await callAdapter(stage, alpha.session, alpha, {
    surface: 'dismiss colleague',
    act: (tools) => act({ ...tools, account: colleague.account }),
  });
  if (called.outcome === 'done') colleague.gone = true;
  return called;
};

async function leave(scene: Scene, member: Member): Promise<Called<unknown>> {
  const { stage, pair } = scene;
  const { retire } = stage.target.accounts;
  const { id, role } = member.facts;
  if (retire === undefined) return nothing(`${role} cannot leave here`);
  member.before = presentedBy(member.session);
  const called = await callAdapter(stage, member.session, member, { surface: 'retire', act: retire });
  if (called.outcome !== 'done') return called;
  stage.created.write({ do: 'retired', account: id });
  forget(scene, member);
  // A tenant without its owner may take its second user along.
  const { colleague } = pair.members;
  if (role === 'alpha' && colleague !== undefined) forget(scene, colleague);
  return called;
}

/** What went with an account cannot be referred to any more. */
function forget({ made, pair }: Scene, member: Member): void {
  member.gone = true;
  for (const all of [made, pair.made])
    all.splice(0, all.length, ...all.filter(({ account }) => account !== member.facts.id));
}

/** Under its old name; where the target keeps that from being used again, under another. */
async function join(scene: Scene, member: Member): Promise<Called<unknown>> {
  const { stage } = scene;
  if (member.gone === undefined) return nothing(`${member.facts.role} has not left`);
  await renewSession(stage, member);
  const first = await enter(scene, member);
  if (first.outcome !== 'refused') return joined(member, first);
  rename(stage, member);
  const second = await enter(scene, member);
  plantAccount(stage, member, second.outcome === 'done');
  return joined(member, { ...second, observations: [...first.observations, ...second.observations] });
}

function joined(member: Member, called: Called<unknown>): Called<unknown> {
  if (called.outcome === 'done') delete member.gone;
  return called;
}

async function enter({ stage, pair }: Scene, member: Member): Promise<Called<unknown>> {
  const { enrol, colleague, signIn } = stage.target.accounts;
  const owner = pair.members.alpha;
  const isColleague = member.facts.role === 'colleague';
  const act = isColleague ? colleague : enrol;
  if (act === undefined || owner === undefined) return nothing(`${member.facts.role} cannot join here`);
  stage.created.write({ do: 'enrol', account: member.facts.id });
  const born = await callAdapter(stage, isColleague ? owner.session : member.session, member, {
    surface: isColleague ? 'enrol colleague' : 'enrol',
    act,
  });
  if (born.outcome !== 'done' || signIn === undefined) return born;
  const signed = await callAdapter(stage, member.session, member, { surface: 'sign in', act: signIn });
  if (signed.outcome !== 'refused') return { ...signed, observations: [...born.observations, ...signed.observations] };
  // Many services show a newcomer no sign-in form any more.
  await renewSession(stage, member);
  const again = await callAdapter(stage, member.session, member, { surface: 'sign in', act: signIn });
  return { ...again, observations: [...born.observations, ...signed.observations, ...again.observations] };
}
