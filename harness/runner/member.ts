import { createMint, type Mint } from '../canaries/index.ts';
import type { Cookies } from '../drivers/cookies.ts';
import { HttpSession } from '../drivers/http.ts';
import { type AccountFacts, type Actor, accountNumber, type Role, tenantOf } from '../model/account.ts';
import type { Shape } from '../model/canary.ts';
import type { AccountPort, Target } from '../model/target.ts';
import type { Presented } from './jars.ts';
import type { Stage } from './stage.ts';

/** A canary of the account's own fields. */
export interface AccountField {
  readonly value: string;
  readonly slot: number;
  readonly shape: Shape;
  /** Where it stood in a request, once it went out. */
  path?: string;
}

/** One enrolled account with its session: somebody who can act. */
export interface Member {
  readonly facts: AccountFacts;
  account: AccountPort;
  readonly mint: Mint;
  session: HttpSession;
  /** How far it came: whoever could sign in once and is refused later is not there any more. */
  state: 'unborn' | 'enrolled' | 'entered';
  /** How many sessions it has had. */
  sessions: number;
  /** What `account.canary` has handed out, by shape: planted with the account. */
  readonly fields: Map<Shape, AccountField>;
  /** What it presented before it last signed out or in. */
  before?: Presented;
  /** It signed out, was heard, and left this jar behind. */
  left?: Cookies;
  /** It closed its account, or was taken out of its tenant, and has not joined again. */
  gone?: true;
}

/** An account that does not exist on the target yet. */
export function createMember(stage: Stage, pair: number, role: Role): Member {
  const id = `p${pair}/${role}` as const;
  const number = accountNumber(pair, role);
  const mint = createMint({ codec: stage.codec, account: number, ...mailDomainOf(stage.target) });
  const fields: Member['fields'] = new Map();
  const given = stage.target.accounts.given?.[pair * 2 + (role === 'bravo' ? 1 : 0)];
  // What existed before carries no canary: it is looked up like a postcode.
  for (const [shape, value] of [['email', given?.email] as const, ['word', given?.username] as const]) {
    if (value === undefined) continue;
    const minted = { ...mint(shape), text: '', value };
    stage.surroundings.scan.values.add(minted);
    fields.set(shape, { value, slot: minted.slot, shape });
  }
  const account = accountPort(stage, role, number, given, canaryOf(stage, mint, fields));
  const facts: AccountFacts = { id, role, tenant: tenantOf(id), number, email: account.email };
  stage.mailroom.enter(facts);
  return { facts, account, mint, session: openSession(stage, facts, 1), state: 'unborn', sessions: 1, fields };
}

/** Gives a member another name, for a target that does not let the old one in again; its canaries still name the same account. */
export function rename(stage: Stage, member: Member): void {
  const { role, number } = member.facts;
  member.fields.clear();
  member.account = accountPort(stage, role, number, undefined, canaryOf(stage, member.mint, member.fields));
  stage.mailroom.enter({ ...member.facts, email: member.account.email });
}

/** Mints one canary for each shape and hands it out again. */
function canaryOf(stage: Stage, mint: Mint, fields: Member['fields']): AccountPort['canary'] {
  return (shape, limits) => {
    const known = fields.get(shape);
    if (known !== undefined) return known.value;
    const minted = mint(shape, limits);
    if (minted.text === '') stage.surroundings.scan.values.add(minted);
    fields.set(shape, { value: minted.value, slot: minted.slot, shape });
    return minted.value;
  };
}

type Given = NonNullable<Target['accounts']['given']>[number];

function accountPort(
  stage: Stage,
  role: Role,
  number: number,
  given: Given | undefined,
  canary: AccountPort['canary'],
): AccountPort {
  const account = {
    email: given?.email ?? canary('email'),
    password: given?.password ?? stage.passwordFor(number),
    username: given === undefined ? canary('word') : (given.username ?? given.email),
    role,
    canary,
    notes: {},
  };
  // Not enumerable: copying an account must not ask for what the target may not have.
  return Object.defineProperty(account, 'webhook', {
    get: () => stage.mailroom.webhookOf(canary('word')),
  }) as AccountPort;
}

/** Whose account path functions are given: a visitor borrows a name to make addresses with, never what opens doors. */
export function lentTo(actor: Actor, lender: Member): Member {
  return actor === 'visitor' ? { ...lender, account: { ...lender.account, password: '', notes: {} } } : lender;
}

/** A fresh session of an account: no cookie, no socket, nothing of the one before. */
export function openSession(stage: Stage, facts: AccountFacts, number: number): HttpSession {
  const viewer = { session: `${facts.id}#${number}`, actor: facts.role, account: facts.id, tenant: facts.tenant };
  return new HttpSession(viewer, stage.surroundings);
}

/** Gives a member a fresh session in place of the one it has. */
export async function renewSession(stage: Stage, member: Member): Promise<void> {
  await member.session[Symbol.asyncDispose]();
  member.sessions += 1;
  member.session = openSession(stage, member.facts, member.sessions);
}

/** A session of somebody who never signs in. */
export function openVisitor(stage: Stage, pair: number, number: number): HttpSession {
  return new HttpSession({ session: `p${pair}/visitor#${number}`, actor: 'visitor' }, stage.surroundings);
}

function mailDomainOf({ mailDomain }: Target): { mailDomain: string } | Record<never, never> {
  return mailDomain === undefined ? {} : { mailDomain };
}
