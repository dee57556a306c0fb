import type { HttpSession } from '../drivers/http.ts';
import type { AccountFacts, Actor, Role } from '../model/account.ts';
import type { Thing } from '../model/observation.ts';
import { lentTo, type Member, openVisitor } from './member.ts';
import type { Stage } from './stage.ts';

/** A thing that a plan created, with what `create` returned. */
export interface Made extends Thing {
  readonly ref: Readonly<Record<string, unknown>>;
}

/** Two tenants that act together in plans, and whoever comes with them. */
export class Pair {
  readonly number: number;
  readonly members: Partial<Record<Role, Member>> = {};
  /** Everything created and not removed, for cleaning up where accounts cannot be closed. */
  readonly made: Made[] = [];
  /** What of others its accounts were shown in trials: seen again, it may have been there all the time. */
  readonly shown = new Set<string>();
  /** How often the service had been disturbed when this pair last signed in. */
  disturbed = 0;
  readonly #stage: Stage;
  #visitors = 0;
  #plans = 0;

  constructor(stage: Stage, number: number) {
    this.#stage = stage;
    this.number = number;
  }

  member(role: Role): Member | undefined {
    return this.members[role];
  }

  get all(): Member[] {
    return Object.values(this.members);
  }

  get facts(): AccountFacts[] {
    return this.all.map(({ facts }) => facts);
  }

  /** The session an actor acts in: a visitor is a stranger each time, so that what one is given cannot explain what the next one sees. */
  async act<T>(actor: Actor, work: (session: HttpSession, member: Member) => Promise<T>): Promise<T | undefined> {
    const lender = this.members[actor === 'visitor' ? 'alpha' : actor];
    if (lender === undefined) return undefined;
    if (actor !== 'visitor') return work(lender.session, lender);
    await using stranger = openVisitor(this.#stage, this.number, this.strangers());
    return await work(stranger, lentTo('visitor', lender));
  }

  /** The number of one more stranger. */
  strangers(): number {
    this.#visitors += 1;
    return this.#visitors;
  }

  /** Counts one more played plan. */
  played(): number {
    this.#plans += 1;
    return this.#plans;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.all.map((member) => member.session[Symbol.asyncDispose]()));
  }
}
