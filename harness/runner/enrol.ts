import type { Role } from '../model/account.ts';
import type { Entry } from '../model/observation.ts';
import { LANDING, WHOAMI } from '../model/target.ts';
import { type Called, callAdapter } from './adapter.ts';
import { lookAt } from './look.ts';
import { createMember, type Member, renewSession } from './member.ts';
import { Pair } from './pair.ts';
import type { Stage } from './stage.ts';

/** One thing that was tried to bring an account to life. */
export interface Attempt {
  readonly what: 'enrol' | 'enrol colleague' | 'sign in' | 'recognise';
  readonly by: Role;
  readonly called: Called<unknown>;
}

/** A pair that may be able to act, and all that its accounts were shown while they came to be. */
export interface Enrolled {
  readonly pair: Pair;
  /** Entries of step -1: judged like any other, for being greeted as somebody else is a leak. */
  readonly prelude: Entry[];
  readonly attempts: Attempt[];
  /** Why the pair cannot act. */
  readonly failure?: string;
}

/**
 * Brings a pair to life: each account visits before it signs in, is created, signs in and is asked who it is. With `play`, at addresses
 * that nobody asked for before: a cache that kept what an earlier pair was shown would hide what this one's plan does.
 */
export async function enrolPair(stage: Stage, number: number, play?: number): Promise<Enrolled> {
  await stage.mailroom.ready();
  const pair = new Pair(stage, number);
  // A restart in the middle would make a healthy target look like one that keeps nobody signed in.
  using _turn = await stage.turns.take(false);
  pair.disturbed = stage.turns.disturbed;
  const prelude: Entry[] = [];
  const attempts: Attempt[] = [];
  // One after the other: what enrolment shows by itself must not be mistaken for what a plan's overlap shows.
  const roles: readonly Role[] = stage.abilities.colleague ? ['alpha', 'bravo', 'colleague'] : ['alpha', 'bravo'];
  let failure: string | undefined;
  for (const role of roles) failure ??= await enrolOne(stage, pair, role, { prelude, attempts, play });
  return { pair, prelude, attempts, ...(failure === undefined ? {} : { failure }) };
}

/** Notes an attempt; answers why it did not come off. */
type Note = (what: Attempt['what'], called: Called<unknown>) => string | undefined;

interface Beginning {
  readonly prelude: Entry[];
  readonly attempts: Attempt[];
  readonly play: number | undefined;
}

async function enrolOne(
  stage: Stage,
  pair: Pair,
  role: Role,
  { prelude, attempts, play }: Beginning,
): Promise<string | undefined> {
  const member = createMember(stage, pair.number, role);
  const keep = ({ outcome, because, observations }: Called<unknown>) =>
    void prelude.push({ step: -1, by: role, outcome, observations, ...(because === undefined ? {} : { because }) });
  const note: Note = (what, called) => {
    keep(called);
    attempts.push({ what, by: role, called });
    return called.outcome === 'done' ? undefined : (called.because ?? called.outcome);
  };
  pair.members[role] = member;
  if (stage.target.landing !== false) keep(await look(stage, member, LANDING, play));
  const refusal = (await create(stage, pair, member, note)) ?? (await signIn(stage, member, note));
  plantAccount(stage, member, refusal === undefined);
  if (refusal !== undefined) return refusal;
  member.state = 'entered';
  return recognised(stage, member, note, play);
}

async function create(stage: Stage, pair: Pair, member: Member, note: Note): Promise<string | undefined> {
  const { enrol, colleague } = stage.target.accounts;
  const owner = pair.members.alpha;
  stage.ledger.enrolled(member.facts);
  if (member.facts.role === 'colleague' && colleague !== undefined && owner !== undefined) {
    stage.created.write({ do: 'enrol', account: member.facts.id });
    const called = await callAdapter(stage, owner.session, member, { surface: 'enrol colleague', act: colleague });
    return note('enrol colleague', born(member, called));
  }
  if (enrol === undefined || stage.target.accounts.given !== undefined) return undefined;
  stage.created.write({ do: 'enrol', account: member.facts.id });
  return note(
    'enrol',
    born(member, await callAdapter(stage, member.session, member, { surface: 'enrol', act: enrol })),
  );
}

/** Unless a sign-up was refused, or never sent, there may be an account now. */
function born(member: Member, called: Called<unknown>): Called<unknown> {
  if (called.outcome !== 'refused' && called.isUnsent !== true) member.state = 'enrolled';
  return called;
}

/** Signs in; where the session of the sign-up is refused, with a fresh one, for many services show a newcomer no sign-in form any more. */
async function signIn(stage: Stage, member: Member, note: Note): Promise<string | undefined> {
  const { signIn: act } = stage.target.accounts;
  if (act === undefined) return undefined;
  const enter = () => callAdapter(stage, member.session, member, { surface: 'sign in', act });
  const first = await enter();
  if (first.outcome !== 'refused' || member.state !== 'enrolled') return note('sign in', first);
  await renewSession(stage, member);
  const second = await enter();
  return note('sign in', { ...second, observations: [...first.observations, ...second.observations] });
}

/** Asks the target who is asking; whoever it takes for nobody cannot take part (whoever it takes for somebody else is a leak, and goes on). */
async function recognised(
  stage: Stage,
  member: Member,
  note: Note,
  play: number | undefined,
): Promise<string | undefined> {
  if (stage.target.accounts.whoami === undefined) return undefined;
  const called = await look(stage, member, WHOAMI, play);
  const failed = note('recognise', called);
  const last = called.observations.at(-1);
  if (failed !== undefined || last === undefined) return failed ?? 'who am I was not answered';
  // Somebody of another run counts too: a cache may still hold what that one was shown.
  const isSomebodyElse = last.foreign.some(({ kind, grade }) => kind !== 'identifier' && grade !== 'weak');
  if (last.own.length > 0 || isSomebodyElse) return undefined;
  const lacks =
    stage.target.accounts.given === undefined
      ? "the account's own canary"
      : 'the e-mail address or user name that were given';
  return `sign-in was refused or not kept: ${last.request} was answered with ${last.status} and without ${lacks}`;
}

function look(stage: Stage, member: Member, surface: string, play: number | undefined): Promise<Called<unknown>> {
  const own = play === undefined ? {} : { play };
  return lookAt(stage, member.session, member, { surface, refs: {}, variant: 'plain', carries: [], ...own });
}

/** Notes what the account itself was filled with. */
export function plantAccount(stage: Stage, member: Member, accepted: boolean): void {
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
