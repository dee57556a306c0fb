import type { Browser } from 'playwright';
import type { AccountId } from '../../model/account.ts';
import type { Frame, Surroundings, Viewer } from '../session.ts';
import { within } from '../within.ts';
import { onDisk } from './disk.ts';
import { type FoundBrowser, type FoundBrowsers, findBrowsers } from './find.ts';
import { Keepsakes } from './keepsakes.ts';
import { contextOptions, type Habits, launched } from './launch.ts';
import { BROWSER_LIMITS } from './limits.ts';
import { thisMachine } from './machine.ts';
import { Seat } from './moment.ts';
import { type Opener, Profile } from './profile.ts';
import { Relay } from './relay.ts';

/** What a profile must be able to do. */
export type Kind =
  /** Pages are loaded and looked at: the lighter browser will do. */
  | 'light'
  /** Pages come back from the back/forward cache. */
  | 'full'
  /** The browser ends and starts again with it. */
  | 'on disk';

/** The browsers of a run: looked for when the first is needed, one of a kind for all profiles, closed with the run. */
export class Browsers implements AsyncDisposable {
  readonly #find: () => Promise<FoundBrowsers>;
  readonly #open = new Set<Profile>();
  readonly #kept = new Map<AccountId, Profile>();
  readonly #running = new Map<string, Promise<Browser>>();
  readonly #waiting: (() => void)[] = [];
  #found: Promise<FoundBrowsers> | undefined;
  #playing = 0;
  #numbers = 0;

  /** What is kept for people to look at. */
  readonly keepsakes = new Keepsakes();
  readonly #habits: Habits;

  constructor(find: () => Promise<FoundBrowsers> = async () => findBrowsers(await thisMachine()), habits: Habits = {}) {
    this.#find = find;
    this.#habits = habits;
  }

  /** What there is on this machine. */
  found(): Promise<FoundBrowsers> {
    this.#found ??= this.#find();
    return this.#found;
  }

  /** Starts what a plan will need, so that the first one need not wait; a start that fails is told to whoever needs it. */
  async warm(): Promise<void> {
    const { full, shell } = await this.found();
    for (const found of [full, shell]) if (found !== undefined) this.#browser(found).catch(() => undefined);
  }

  /** Waits for a turn: only so many plans use browsers at the same time. */
  async turn(): Promise<Disposable> {
    while (this.#playing >= BROWSER_LIMITS.plansAtOnceMax)
      await new Promise<void>((resolve) => void this.#waiting.push(resolve));
    this.#playing += 1;
    return {
      [Symbol.dispose]: () => {
        this.#playing -= 1;
        this.#waiting.shift()?.();
      },
    };
  }

  /** A fresh profile. */
  async profile(kind: Kind, world: Surroundings, viewer: Viewer, frame: Frame): Promise<Profile> {
    const { full, shell, reason } = await this.found();
    const found = kind === 'light' ? (shell ?? full) : (full ?? shell);
    if (found === undefined) throw new Error(reason);
    this.#numbers += 1;
    const name = `${viewer.session.split('/')[0]} profile ${this.#numbers}`;
    const relay = await Relay.open(world.now);
    const opener =
      kind === 'on disk' ? await onDisk(found, world, this.#habits, relay) : this.#inBrowser(found, world, relay);
    const profile = new Profile(name, world, new Seat(world, viewer, frame), {
      ...opener,
      passed: (url, status, sentMs) => relay.take(url, status, sentMs),
      remove: async () => void (await Promise.all([opener.remove?.(), relay[Symbol.asyncDispose]()])),
      keepsakes: this.keepsakes,
      habits: this.#habits,
    });
    this.#open.add(profile);
    try {
      await within(BROWSER_LIMITS.startTimeoutMs, profile.start());
      return profile;
    } catch (error) {
      await this.close(profile);
      // The next profile gets another browser: the one that all share may hang.
      if (kind !== 'on disk') this.#leave(found);
      throw error;
    }
  }

  /** The profile that an account used in an earlier plan and is signed in with; it is whoever takes it that has it. */
  async takeKept(account: AccountId): Promise<Profile | undefined> {
    const profile = this.#kept.get(account);
    this.#kept.delete(account);
    if (profile === undefined) return undefined;
    const isForgotten = await within(BROWSER_LIMITS.closeTimeoutMs, profile.tab.forgetCache()).then(
      () => true,
      () => false,
    );
    if (isForgotten) return profile;
    await this.close(profile);
    return undefined;
  }

  /** Keeps an account's own profile for its next plan. */
  async keep(account: AccountId, profile: Profile): Promise<void> {
    if (profile.isFit && !this.#kept.has(account)) this.#kept.set(account, profile);
    else await this.close(profile);
  }

  /** Closes what was kept for these accounts: they play no more plans. */
  async leave(accounts: readonly AccountId[]): Promise<void> {
    const kept = accounts.flatMap((account) => this.#kept.get(account) ?? []);
    for (const account of accounts) this.#kept.delete(account);
    await Promise.all(kept.map((profile) => this.close(profile)));
  }

  async close(profile: Profile): Promise<void> {
    this.#open.delete(profile);
    await profile[Symbol.asyncDispose]();
  }

  /** Closes every profile at once: what is still being played in one fails, and says so. */
  async cut(): Promise<void> {
    this.#kept.clear();
    await Promise.allSettled([...this.#open].map((profile) => this.close(profile)));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.cut();
    const running = [...this.#running.values()];
    this.#running.clear();
    await Promise.allSettled(running.map(closed));
    await this.keepsakes[Symbol.asyncDispose]();
  }

  #inBrowser(found: FoundBrowser, world: Surroundings, relay: Relay): Opener {
    return { open: async () => (await this.#browser(found)).newContext(contextOptions(world, this.#habits, relay)) };
  }

  #leave({ name }: FoundBrowser): void {
    const running = this.#running.get(name);
    this.#running.delete(name);
    if (running !== undefined) closed(running).catch(() => undefined);
  }

  #browser(found: FoundBrowser): Promise<Browser> {
    const running = this.#running.get(found.name) ?? launched(found, this.#habits);
    this.#running.set(found.name, running);
    return running;
  }
}

async function closed(running: Promise<Browser>): Promise<void> {
  await within(
    BROWSER_LIMITS.closeTimeoutMs,
    running.then((browser) => browser.close()),
  );
}
