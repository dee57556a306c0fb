import type { Role } from '../model/account.ts';
import type { Entry } from '../model/observation.ts';
import { LANDING, WHOAMI } from '../model/target.ts';
import { type Called, callAdapter } from './adapter.ts';
import { lookAt } from './look.ts';
import { createMember, type Member } from './member.ts';
import { Pair } from './pair.ts';
import type { Stage } from './stage.ts';

/** A pair that may be able to act, and all that its accounts were shown while they came to be. */
export interface Enrolled {
  readonly pair: Pair;
  /** Entries of step -1: judged like any other, for being greeted as somebody else is a leak. */
  readonly prelude: Entry[];
  /** Why the pair cannot act. */
  readonly failure?: string;
}

/** Brings a pair to life: each account visits before it signs in, is created, signs in and is asked who it is. */
export async function enrolPair(stage: Stage, number: number): Promise<Enrolled> {
  const pair = new Pair(stage, number);
  const prelude: Entry[] = [];
  // One after the other: what enrolment shows by itself must not be mistaken for what a plan's overlap shows.
  const roles: readonly Role[] = stage.abilities.colleague ? ['alpha', 'bravo', 'colleague'] : ['alpha', 'bravo'];
  let failure: string | undefined;
  for (const role of roles) failure ??= await enrolOne(stage, pair, role, prelude);
  return { pair, prelude, ...(failure === undefined ? {} : { failure }) };
}

async function enrolOne(stage: Stage, pair: Pair, role: Role, prelude: Entry[]): Promise<string | undefined> {
  const member = createMember(stage, pair.number, role);
  const note = (called: Called<unknown>) => {
    const { outcome, because, observations } = called;
    prelude.push({ step: -1, by: role, outcome, observations, ...(because === undefined ? {} : { because }) });
    return outcome === 'done' ? undefined : (because ?? outcome);
  };
  pair.members[role] = member;
  if (stage.target.landing !== false) note(await look(stage, member, LANDING));
  const refusal = (await create(stage, pair, member, note)) ?? (await signIn(stage, member, note));
  plantAccount(stage, member, refusal === undefined);
  const failure = refusal ?? (await recognised(stage, member, note));
  if (failure === undefined) member.state = 'recognised';
  return failure;
}

async function create(
  stage: Stage,
  pair: Pair,
  member: Member,
  note: (called: Called<unknown>) => string | undefined,
): Promise<string | undefined> {
  const { enrol, colleague } = stage.target.accounts;
  const owner = pair.members.alpha;
  stage.ledger.enrolled(member.facts);
  if (member.facts.role === 'colleague' && colleague !== undefined && owner !== undefined) {
    stage.created.write({ do: 'enrol', account: member.facts.id });
    const act = (tools: Parameters<typeof colleague>[0]) => colleague({ ...tools, account: member.account });
    return born(member, await callAdapter(stage, owner.session, member, { surface: 'enrol colleague', act }), note);
  }
  if (enrol === undefined) return undefined;
  stage.created.write({ do: 'enrol', account: member.facts.id });
  return born(member, await callAdapter(stage, member.session, member, { surface: 'enrol', act: enrol }), note);
}

/** Notes a sign-up; unless it was refused, there may be an account now. */
function born(
  member: Member,
  called: Called<unknown>,
  note: (called: Called<unknown>) => string | undefined,
): string | undefined {
  if (called.outcome !== 'refused') member.state = 'enrolled';
  return note(called);
}

async function signIn(
  stage: Stage,
  member: Member,
  note: (called: Called<unknown>) => string | undefined,
): Promise<string | undefined> {
  const { signIn: act } = stage.target.accounts;
  return act === undefined
    ? undefined
    : note(await callAdapter(stage, member.session, member, { surface: 'sign in', act }));
}

/** Asks the target who is asking; whoever it takes for nobody cannot take part (whoever it takes for somebody else is a leak, and goes on). */
async function recognised(
  stage: Stage,
  member: Member,
  note: (called: Called<unknown>) => string | undefined,
): Promise<string | undefined> {
  if (stage.target.accounts.whoami === undefined) return undefined;
  const called = await look(stage, member, WHOAMI);
  const failed = note(called);
  const last = called.observations.at(-1);
  if (failed !== undefined || last === undefined) return failed ?? 'who am I was not answered';
  const isSomebodyElse = last.foreign.some(
    ({ kind, grade, run }) => kind === 'canary' && grade === 'proven' && run === stage.run,
  );
  if (last.own.length > 0 || isSomebodyElse) return undefined;
  return `sign-in was refused or not kept: ${last.request} was answered with ${last.status} and without the account's own canary`;
}

function look(stage: Stage, member: Member, surface: string): Promise<Called<unknown>> {
  return lookAt(stage, member.session, member, { surface, refs: {}, variant: 'plain', carries: [] });
}

function plantAccount(stage: Stage, member: Member, accepted: boolean): void {
  const fields = [...member.fields.values()].map(({ slot, shape, path }) => ({ slot, shape, field: path ?? shape }));
  stage.ledger.planted({
    step: -1,
    account: member.facts.id,
    resource: 'account',
    nth: 0,
    fields,
    outcome: accepted ? 'done' : 'unknown',
  });
}
