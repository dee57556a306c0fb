import type { AccountId, Actor } from '../model/account.ts';
import type { Entry, Thing } from '../model/observation.ts';
import type { Plan, Ref, Step } from '../model/plan.ts';
import type { Planting } from '../model/planting.ts';
import { type Created, WHOAMI } from '../model/target.ts';
import { type Called, callAdapter } from './adapter.ts';
import { type Look, lookAt } from './look.ts';
import { LIMITS } from './limits.ts';
import { openSession } from './member.ts';
import type { Made, Pair } from './pair.ts';
import type { Stage } from './stage.ts';

/** What playing a plan left behind. */
export interface Played {
  readonly journal: Entry[];
  /** What this plan's steps planted. */
  readonly plantings: Planting[];
}

/** Plays a plan with a pair: group after group, the steps of a group together; then everyone is asked who they are. */
export async function play(stage: Stage, pair: Pair, plan: Plan, stop: () => boolean = () => false): Promise<Played> {
  const player = new Player(stage, pair);
  for (const group of grouped(plan.steps)) {
    if (stop()) break;
    await Promise.all(group.map(({ step, index }) => player.take(step, index)));
  }
  await player.close(plan.steps.length);
  return { journal: player.journal.sort((one, other) => one.step - other.step), plantings: player.plantings };
}

interface Placed {
  readonly step: Step;
  readonly index: number;
}

/** Steps that start together: each with those behind it that say `alongside`. */
function grouped(steps: readonly Step[]): Placed[][] {
  const groups: Placed[][] = [];
  for (const [index, step] of steps.entries()) {
    const last = groups.at(-1);
    if (step.alongside === true && last !== undefined) last.push({ step, index });
    else groups.push([{ step, index }]);
  }
  return groups;
}

type Taken = Called<unknown> & { readonly about?: Thing };

class Player {
  readonly journal: Entry[] = [];
  readonly plantings: Planting[] = [];
  readonly #stage: Stage;
  readonly #pair: Pair;
  readonly #made: Made[] = [];

  constructor(stage: Stage, pair: Pair) {
    this.#stage = stage;
    this.#pair = pair;
  }

  async take(step: Step, index: number): Promise<void> {
    if (step.afterMs !== undefined && step.afterMs > 0) await this.#stage.world.sleep(step.afterMs);
    const taken = await this.#act(step, index);
    this.#note(index, step.by, taken);
  }

  /** Asks everyone who they are, so that a session that died or changed hands is noticed. */
  async close(index: number): Promise<void> {
    if (this.#stage.target.accounts.whoami === undefined) return;
    const asked = this.#pair.all.map(async ({ facts }) => {
      this.#note(index, facts.role, await this.#look(facts.role, { surface: WHOAMI, refs: {}, variant: 'plain', carries: [] }));
    });
    await Promise.all(asked);
  }

  #note(step: number, by: Actor, { outcome, because, observations, about }: Taken): void {
    this.journal.push({
      step,
      by,
      outcome,
      observations,
      ...(because === undefined ? {} : { because }),
      ...(about === undefined ? {} : { about }),
    });
  }

  async #act(step: Step, index: number): Promise<Taken> {
    switch (step.do) {
      case 'plant':
        return this.#plant(step.by, step.resource, index);
      case 'look':
      case 'abort':
        return this.#lookStep(step);
      case 'change':
      case 'remove':
        return this.#write(step.do, step.by, step.ref, index);
      case 'sign-in':
      case 'sign-out':
        return this.#sign(step.do, step.by);
      case 'reconnect':
        return this.#reconnect(step.by);
    }
  }

  async #plant(by: Actor, resource: string, index: number): Promise<Taken> {
    const kind = this.#stage.target.resources?.[resource];
    const member = by === 'visitor' ? undefined : this.#pair.member(by);
    if (kind === undefined || member === undefined) return nothing(`${by} cannot create a ${resource} here`);
    const nth = this.#made.filter((made) => made.account === member.facts.id && made.resource === resource).length;
    const thing = { account: member.facts.id, resource, nth };
    const place = this.#made.push({ ...thing, ref: {} }) - 1;
    this.#stage.created.write({ do: 'create', account: member.facts.id, resource });
    const act = kind.create.bind(kind);
    const called = await callAdapter(this.#stage, member.session, member, { surface: `create ${resource}`, act });
    const ref = called.value as Created | undefined;
    const id = ref?.id === undefined ? undefined : String(ref.id);
    const planting: Planting = { step: index, ...thing, fields: called.fields, outcome: called.outcome, ...(id === undefined ? {} : { id }) };
    this.#planted(planting);
    if (ref !== undefined) {
      this.#made[place] = { ...thing, ref };
      this.#pair.made.push({ ...thing, ref });
      this.#learn(member.facts.number, id, planting);
    }
    return { ...called, about: thing };
  }

  #planted(planting: Planting): void {
    this.plantings.push(planting);
    this.#stage.ledger.planted(planting);
  }

  #learn(account: number, id: string | undefined, planting: Planting): void {
    const slot = planting.fields[0]?.slot;
    if (id !== undefined && slot !== undefined) this.#stage.surroundings.identifiers.learn({ id, account, slot });
  }

  async #lookStep(step: Extract<Step, { do: 'look' | 'abort' }>): Promise<Taken> {
    const made = step.ref === undefined ? undefined : this.#find(step.ref);
    const takes = this.#stage.surfaces[step.surface]?.takes;
    if (takes !== undefined && made === undefined) return nothing(`there is no ${takes} to look at`);
    const isOthers = made !== undefined && made.account !== this.#accountOf(step.by);
    const called = await this.#look(step.by, {
      surface: step.surface,
      refs: made === undefined ? {} : { [made.resource]: made.ref },
      variant: step.do === 'look' ? (step.variant ?? 'plain') : 'plain',
      carries: isOthers ? [String(made.ref.id)] : [],
      learn: this.#ownIds(step.by, step.surface),
      ...(step.do === 'abort' ? { cutAfterBytes: step.bytes } : {}),
    });
    return made === undefined ? called : { ...called, about: thingOf(made) };
  }

  /** The looker's own identifiers, for the first few looks at a surface; its answers keep one form after that. */
  #ownIds(by: Actor, surface: string): string[] {
    const learned = this.#stage.learned.get(surface) ?? 0;
    const own = this.#made.filter(({ account, ref }) => account === this.#accountOf(by) && ref.id !== undefined);
    if (learned >= LIMITS.learnLooksMax || own.length === 0) return [];
    this.#stage.learned.set(surface, learned + 1);
    return own.map(({ ref }) => String(ref.id));
  }

  async #look(by: Actor, look: Look): Promise<Taken> {
    const called = await this.#pair.act(by, (session, member) => lookAt(this.#stage, session, member, look));
    return called ?? nothing(`${by} takes no part`);
  }

  async #write(verb: 'change' | 'remove', by: Actor, ref: Ref, index: number): Promise<Taken> {
    const made = this.#find(ref);
    const kind = this.#stage.target.resources?.[ref.resource];
    const act = kind?.[verb];
    if (made === undefined || kind === undefined || act === undefined) return nothing(`there is no ${ref.resource} to ${verb}`);
    const call = {
      surface: `${verb} ${ref.resource}`,
      act: act.bind(kind),
      refs: { [ref.resource]: made.ref },
      carries: made.account === this.#accountOf(by) ? [] : [String(made.ref.id)],
    };
    const called = await this.#pair.act(by, (session, member) => callAdapter(this.#stage, session, member, call));
    if (called === undefined) return nothing(`${by} takes no part`);
    const writer = this.#accountOf(by) ?? this.#accountOf('alpha');
    if (called.fields.length > 0 && writer !== undefined) {
      this.#planted({ step: index, ...thingOf(made), account: writer, changed: made.account, fields: called.fields, outcome: called.outcome });
    }
    return { ...called, about: thingOf(made) };
  }

  async #sign(verb: 'sign-in' | 'sign-out', by: Actor): Promise<Taken> {
    const member = by === 'visitor' ? undefined : this.#pair.member(by);
    const { signIn, signOut } = this.#stage.target.accounts;
    const act = verb === 'sign-in' ? signIn : signOut;
    if (member === undefined || act === undefined) return nothing(`${by} cannot ${verb} here`);
    if (verb === 'sign-in') {
      await member.session[Symbol.asyncDispose]();
      member.sessions += 1;
      member.session = openSession(this.#stage, member.facts, member.sessions);
    }
    return callAdapter(this.#stage, member.session, member, { surface: verb.replace('-', ' '), act });
  }

  async #reconnect(by: Actor): Promise<Taken> {
    if (by !== 'visitor') await this.#pair.member(by)?.session.reconnect();
    return { outcome: 'done', observations: [], fields: [] };
  }

  #find(ref: Ref): Made | undefined {
    const account = this.#accountOf(ref.of);
    const made = this.#made.filter((each) => each.account === account && each.resource === ref.resource && each.ref.id !== undefined);
    return made[ref.nth % Math.max(made.length, 1)];
  }

  #accountOf(actor: Actor): AccountId | undefined {
    return actor === 'visitor' ? undefined : this.#pair.member(actor)?.facts.id;
  }
}

function thingOf({ account, resource, nth }: Made): Thing {
  return { account, resource, nth };
}

function nothing(because: string): Taken {
  return { outcome: 'refused', because, observations: [], fields: [] };
}
