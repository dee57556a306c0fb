import { namesOn } from '../drivers/browser/page-view.ts';
import type { Profile } from '../drivers/browser/profile.ts';
import type { Frame, Viewer } from '../drivers/session.ts';
import type { Actor } from '../model/account.ts';
import type { SwitchWay } from '../model/browsing.ts';
import { MisdeliveryError } from '../model/errors.ts';
import type { Observation } from '../model/observation.ts';
import type { Plan } from '../model/plan.ts';
import type { Called } from './adapter.ts';
import { leaveBrowser, newCookies, signInAt } from './browser-sign-in.ts';
import { placed } from './page-order.ts';
import type { Pair } from './pair.ts';
import type { Stage } from './stage.ts';

/** What a step does at a browser. */
export interface Visit {
  /** Surface of the target file, or what is done instead. */
  readonly surface: string;
  readonly carries?: readonly string[];
  readonly act: (profile: Profile) => Promise<void>;
}

/** The browsers of one plan: one for everybody, or one for each; opened when first needed, closed with the plan. */
export class Browsing implements AsyncDisposable {
  readonly #stage: Stage;
  readonly #pair: Pair;
  readonly #isShared: boolean;
  readonly #profiles = new Map<Actor, Profile>();
  #turn: Promise<Disposable> | undefined;
  #visitors = 0;

  constructor(stage: Stage, pair: Pair, plan: Plan) {
    this.#stage = stage;
    this.#pair = pair;
    this.#isShared = plan.profile === 'shared';
  }

  /** Who sits at the shared browser. */
  sitting: Actor | undefined;
  /** Who sat there before. */
  satBefore: Actor | undefined;

  /** Lets an actor act at its browser, signed in; never throws for what the target, the page or the browser does. */
  async visit(by: Actor, visit: Visit): Promise<Called<unknown>> {
    return this.#noting(visit, async (frame) => {
      const profile = await this.#profileOf(by, frame);
      profile.begin(frame);
      try {
        await visit.act(profile);
        await profile.quiet();
      } finally {
        if (by === 'visitor' && !this.#isShared) await this.#stage.browsers.close(profile);
      }
    });
  }

  /** Somebody else sits down at the shared browser. */
  async switchTo(by: Actor, how: SwitchWay): Promise<Called<unknown>> {
    if (!this.#isShared) return refused('only at a shared browser can somebody else sit down');
    const [profile] = this.#profiles.values();
    if (profile === undefined) return this.visit(by, { surface: 'sign in', act: async () => {} });
    return this.#noting({ surface: 'sign in' }, async (frame) => {
      profile.begin(frame);
      await profile.quiet();
      for (const tab of profile.tabs) await tab.leave(await namesOn(profile, tab));
      await this.#hand(profile, by, how, frame);
      await profile.quiet();
      profile.seat.both.clear();
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const profile of this.#profiles.values()) {
      await profile.quiet().catch(() => undefined);
      await this.#stage.browsers.close(profile);
    }
    this.#profiles.clear();
    if (this.#turn !== undefined) (await this.#turn)[Symbol.dispose]();
  }

  async #hand(profile: Profile, by: Actor, how: SwitchWay, frame: Frame): Promise<void> {
    const { seat } = profile;
    const before = seat.viewer;
    const fresh =
      how === 'cookies-replaced' && by !== 'visitor'
        ? await newCookies(this.#stage, this.#memberOf(by), frame)
        : undefined;
    const left =
      how === 'no-sign-out'
        ? false
        : await leaveBrowser(
            this.#stage,
            profile,
            how === 'sign-out' ? this.#pair.member(this.sitting as never) : undefined,
          );
    if (!left && before.tenant !== undefined) seat.unsignedOut.add(before.tenant);
    seat.viewer = this.#viewerOf(by);
    this.satBefore = this.sitting;
    this.sitting = by;
    if (by === 'visitor') return;
    const member = this.#memberOf(by);
    seat.unsignedOut.delete(member.facts.tenant);
    if (how === 'no-sign-out')
      for (const tenant of [before.tenant, member.facts.tenant]) if (tenant !== undefined) seat.both.add(tenant);
    if (fresh === undefined) await signInAt(this.#stage, profile, member, frame);
    else await profile.context.addCookies(fresh);
  }

  async #profileOf(by: Actor, frame: Frame): Promise<Profile> {
    const who: Actor = this.#isShared ? 'alpha' : by;
    const known = this.#profiles.get(who);
    if (known !== undefined) {
      if (!this.#isShared || this.sitting === by) return known;
      throw new Refusal(`${by} does not sit at the browser`);
    }
    const { reason } = await this.#stage.browsers.found();
    if (reason !== undefined) throw new Refusal(reason);
    this.#turn ??= this.#stage.browsers.turn();
    await this.#turn;
    const { browsers, surroundings } = this.#stage;
    const signIn = { ...frame, surface: 'sign in' };
    const profile = await (this.#isShared
      ? browsers.real(surroundings, this.#viewerOf(by), signIn)
      : browsers.own(surroundings, this.#viewerOf(by), signIn));
    if (this.#isShared || by !== 'visitor') this.#profiles.set(who, profile);
    if (this.#isShared) this.sitting = by;
    if (by !== 'visitor') await signInAt(this.#stage, profile, this.#memberOf(by), signIn);
    return profile;
  }

  #memberOf(by: Actor) {
    const member = by === 'visitor' ? undefined : this.#pair.member(by);
    if (member === undefined) throw new Refusal(`${by} takes no part`);
    return member;
  }

  #viewerOf(by: Actor): Viewer {
    if (by === 'visitor') {
      this.#visitors += 1;
      return { session: `p${this.#pair.number}/visitor#browser${this.#visitors}`, actor: by };
    }
    const { facts } = this.#memberOf(by);
    return { session: `${facts.id}#browser`, actor: by, account: facts.id, tenant: facts.tenant };
  }

  async #noting(
    { surface, carries }: Omit<Visit, 'act'>,
    work: (frame: Frame) => Promise<void>,
  ): Promise<Called<unknown>> {
    const observations: Observation[] = [];
    const frame: Frame = {
      surface,
      record: (seen) => placed(observations, seen),
      ...(carries === undefined ? {} : { carries }),
    };
    try {
      await work(frame);
      return { outcome: 'done', observations, fields: [] };
    } catch (error) {
      if (error instanceof Refusal) return { ...refused(error.message), observations };
      const because =
        error instanceof MisdeliveryError ? error.message : String((error as Error).message).split('\n')[0];
      return { outcome: 'unknown', because: `${surface} in a browser: ${because}`, observations, fields: [] };
    }
  }
}

/** The step cannot be taken here, and that is nobody's fault. */
class Refusal extends Error {}

function refused(because: string): Called<unknown> {
  return { outcome: 'refused', because, observations: [], fields: [] };
}
