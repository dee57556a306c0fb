import type { HttpSession } from '../drivers/http.ts';
import { SEVERAL } from '../drivers/wire/bytes.ts';
import { type TenantId, tenantOf } from '../model/account.ts';
import type { Jar, Step } from '../model/plan.ts';
import { type Member, openSession, openVisitor } from './member.ts';
import type { Pair } from './pair.ts';
import type { Stage } from './stage.ts';

/** What one session presents to the target, as it was at one time. */
export interface Presented {
  /** `name=value`, in the order of the jar. */
  readonly cookies: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
}

/** What a session presents now. */
export function presentedBy(session: HttpSession): Presented {
  return { cookies: session.cookies.pairs(), headers: { ...session.headers, ...session.mirrors() } };
}

/** A session made for one look, with a jar put together from those of others, and whose credentials that lends it. */
export interface Borrowed {
  readonly session: HttpSession;
  readonly as: readonly TenantId[];
}

/** Puts together the jar that a step asks for; undefined when one of its owners has none. */
export function borrow(stage: Stage, pair: Pair, by: Step['by'], jar: Jar): Borrowed | undefined {
  const lenders = jar.of.map((role) => pair.member(role)).filter((member) => member !== undefined);
  const presented = lenders.map((member) => (jar.when === 'before' ? member.before : presentedBy(member.session)));
  if (lenders.length < jar.of.length || presented.some((each) => each === undefined)) return undefined;
  const all = presented as Presented[];
  const session = openFor(stage, pair, by);
  const cookie = mixed(all, jar);
  Object.assign(session.headers, all.at(0)?.headers, cookie === '' ? {} : { cookie });
  const own = by === 'visitor' ? [] : [tenantOf(`p${pair.number}/${by}`)];
  return { session, as: [...new Set([...own, ...lenders.map(({ facts }) => facts.tenant)])] };
}

function openFor(stage: Stage, pair: Pair, by: Step['by']): HttpSession {
  const member: Member | undefined = by === 'visitor' ? undefined : pair.member(by);
  if (member === undefined) return openVisitor(stage, pair.number, pair.strangers());
  member.sessions += 1;
  return openSession(stage, member.facts, member.sessions);
}

function mixed(all: readonly Presented[], { how = 'one-line' }: Jar): string {
  const [first, second] = all;
  switch (how) {
    case 'one-line':
      return all.flatMap(({ cookies }) => cookies).join('; ');
    case 'two-lines':
      return all.map(({ cookies }) => cookies.join('; ')).join(SEVERAL);
    case 'crossed':
      return [
        ...(first?.cookies ?? []).filter((each) => !isToken(each)),
        ...(second?.cookies ?? []).filter(isToken),
      ].join('; ');
  }
}

/** Cookies that go with a session and are none: what stands beside it may be another's without being a right to anything. */
function isToken(pair: string): boolean {
  return /csrf|xsrf|remember/i.test(pair.slice(0, pair.indexOf('=')));
}
