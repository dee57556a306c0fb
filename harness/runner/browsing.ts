import type { Page } from 'playwright';
import type { Kind } from '../drivers/browser/browsers.ts';
import { namesOn } from '../drivers/browser/page-view.ts';
import type { Profile } from '../drivers/browser/profile.ts';
import type { Frame, Viewer } from '../drivers/session.ts';
import { within } from '../drivers/within.ts';
import type { Actor } from '../model/account.ts';
import type { SwitchWay } from '../model/browsing.ts';
import { MisdeliveryError } from '../model/errors.ts';
import type { Observation } from '../model/observation.ts';
import type { Plan } from '../model/plan.ts';
import type { Called } from './adapter.ts';
import { mustBeByCookies, newCookies, signInAt, signOutAt } from './browser-sign-in.ts';
import { LIMITS } from './limits.ts';
import { placed } from './page-order.ts';
import type { Pair } from './pair.ts';
import { Refusal, refused } from './refusal.ts';
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
  readonly #walks: boolean;
  readonly #kind: Kind;
  readonly #profiles = new Map<Actor, Profile>();
  #turn: Promise<Disposable> | undefined;
  #visitors = 0;

  constructor(stage: Stage, pair: Pair, plan: Plan) {
    this.#stage = stage;
    this.#pair = pair;
    this.#isShared = plan.profile === 'shared';
    this.#walks = plan.walks === true;
    const isRestarted = plan.steps.some((step) => step.do === 'restart-browser');
    this.#kind = isRestarted ? 'on disk' : this.#isShared ? 'full' : 'light';
  }

  /** Who sits at the shared browser. */
  sitting: Actor | undefined;
  /** The account that sat there before, whether or not a stranger did in between. */
  satBefore: Actor | undefined;

  /** The page in front at the shared browser. */
  get page(): Page {
    const [profile] = this.#profiles.values();
    if (profile === undefined) throw new Error('nobody has sat down at the browser');
    return profile.tab.page;
  }

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
      for (const tab of profile.tabs) {
        const { shown, kept } = await namesOn(profile, tab);
        profile.seat.noteStored(kept);
        await tab.leave(profile.seat.viewer.tenant, shown, tab === profile.tab);
      }
      const isOut = await this.#hand(profile, by, how, frame);
      await profile.quiet();
      if (isOut) profile.tab.left.touch();
      else await profile.forgetDrawn();
      profile.isUnseen = isOut;
      profile.seat.both.clear();
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const { browsers } = this.#stage;
    for (const [who, profile] of this.#profiles) {
      await profile.quiet().catch(() => undefined);
      const account = this.#isShared || who === 'visitor' ? undefined : this.#pair.member(who)?.facts.id;
      await (account === undefined ? browsers.close(profile) : browsers.keep(account, profile));
    }
    this.#profiles.clear();
    if (this.#turn !== undefined) (await this.#turn)[Symbol.dispose]();
  }

  /** Answers whether the one before signed out as the service offers it. */
  async #hand(profile: Profile, by: Actor, how: SwitchWay, frame: Frame): Promise<boolean> {
    const { seat } = profile;
    const before = seat.viewer;
    const isByPage = this.#stage.target.accounts.pages?.signIn !== undefined;
    if (how === 'cookies-replaced' || (how === 'no-sign-out' && !isByPage)) mustBeByCookies(profile);
    const fresh =
      how === 'cookies-replaced' && by !== 'visitor'
        ? await newCookies(this.#stage, this.#memberOf(by), frame)
        : undefined;
    if (fresh?.length === 0) throw new Refusal('a sign-in over HTTP gives no cookies here: they cannot be replaced');
    const isOut =
      how === 'sign-out' && (await signOutAt(this.#stage, profile, this.#pair.member(this.sitting as never)));
    if (isOut) await profile.forgetDrawn();
    if (how === 'cookies-cleared' || (how === 'sign-out' && !isOut)) await profile.clearSite();
    if (how === 'cookies-replaced') await profile.context.clearCookies();
    seat.left(before, isOut ? 'signed-out' : how === 'no-sign-out' && isByPage ? 'told' : 'untold');
    if (this.sitting !== 'visitor') this.satBefore = this.sitting;
    this.sitting = by;
    seat.sit(this.#viewerOf(by));
    if (by === 'visitor') return isOut;
    const member = this.#memberOf(by);
    if (how === 'no-sign-out')
      for (const tenant of [before.tenant, member.facts.tenant]) if (tenant !== undefined) seat.both.add(tenant);
    if (fresh === undefined) await signInAt(this.#stage, profile, member, frame, isOut);
    else await profile.context.addCookies(fresh);
    // A browser that is sent to the address it shows puts the new page in the place of the old one, and Back would not lead there any more.
    const { landing = '/' } = this.#stage.target;
    if ((fresh !== undefined || !isByPage) && landing !== false) await profile.tab.goto(landing);
    return isOut;
  }

  async #profileOf(by: Actor, frame: Frame): Promise<Profile> {
    const who: Actor = this.#isShared ? 'alpha' : by;
    const known = this.#profiles.get(who);
    if (known !== undefined) {
      if (!this.#isShared || this.sitting === by) return known;
      throw new Refusal(`${by} does not sit at the browser`);
    }
    const { browsers, surroundings } = this.#stage;
    const { reason } = await browsers.found();
    if (reason !== undefined) throw new Refusal(reason);
    this.#turn ??= browsers.turn();
    await this.#turn;
    const kept = this.#isShared || by === 'visitor' ? undefined : await browsers.takeKept(this.#memberOf(by).facts.id);
    if (kept !== undefined) {
      this.#profiles.set(who, kept);
      return kept;
    }
    const signIn = { ...frame, surface: 'sign in' };
    const profile = await browsers.profile(this.#kind, surroundings, this.#viewerOf(by), signIn);
    profile.walks = this.#walks;
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
      await within(LIMITS.stepTimeoutMs, work(frame));
      return { outcome: 'done', observations, fields: [] };
    } catch (error) {
      if (error instanceof Refusal) return { ...refused(error.message), observations };
      const because =
        error instanceof MisdeliveryError ? error.message : String((error as Error).message).split('\n')[0];
      return { outcome: 'unknown', because: `${surface} in a browser: ${because}`, observations, fields: [] };
    }
  }
}
