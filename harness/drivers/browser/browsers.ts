import type { Browser } from 'playwright';
import type { Frame, Surroundings, Viewer } from '../session.ts';
import { type FoundBrowsers, findBrowsers } from './find.ts';
import { contextOptions, launchOptions, startError } from './launch.ts';
import { BROWSER_LIMITS } from './limits.ts';
import { thisMachine } from './machine.ts';
import { Seat } from './moment.ts';
import { Profile } from './profile.ts';

/** The browsers of a run: looked for when the first is needed, closed with the run. */
export class Browsers implements AsyncDisposable {
  readonly #find: () => Promise<FoundBrowsers>;
  readonly #open = new Set<Profile>();
  readonly #waiting: (() => void)[] = [];
  #found: Promise<FoundBrowsers> | undefined;
  #shared: Promise<Browser> | undefined;
  #playing = 0;
  #numbers = 0;

  constructor(find: () => Promise<FoundBrowsers> = async () => findBrowsers(await thisMachine())) {
    this.#find = find;
  }

  /** What there is on this machine. */
  found(): Promise<FoundBrowsers> {
    this.#found ??= this.#find();
    return this.#found;
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

  /** A fresh profile for one session, in a browser that all such profiles share. */
  async own(world: Surroundings, viewer: Viewer, frame: Frame): Promise<Profile> {
    const browser = await this.#browser();
    const open = () => browser.newContext(contextOptions(world.origin, world.insecureTls));
    return this.#started(new Profile(this.#name(viewer), world, new Seat(world, viewer, frame), open));
  }

  /** A real profile on disk, in a browser of its own that can restore pages where there is one. */
  async real(world: Surroundings, viewer: Viewer, frame: Frame): Promise<Profile> {
    const { full, shell, reason } = await this.found();
    const found = full ?? shell;
    if (found === undefined) throw new Error(reason);
    return this.#started(await Profile.onDisk(this.#name(viewer), world, viewer, frame, found));
  }

  async close(profile: Profile): Promise<void> {
    this.#open.delete(profile);
    await profile[Symbol.asyncDispose]();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.allSettled([...this.#open].map((profile) => this.close(profile)));
    const browser = await this.#shared?.catch(() => undefined);
    this.#shared = undefined;
    await browser?.close();
  }

  #name(viewer: Viewer): string {
    this.#numbers += 1;
    return `${viewer.session.split('/')[0]} profile ${this.#numbers}`;
  }

  async #started(profile: Profile): Promise<Profile> {
    this.#open.add(profile);
    try {
      await profile.start();
      return profile;
    } catch (error) {
      await this.close(profile);
      throw error;
    }
  }

  #browser(): Promise<Browser> {
    this.#shared ??= this.#launch();
    return this.#shared;
  }

  async #launch(): Promise<Browser> {
    const { full, shell, reason } = await this.found();
    const found = shell ?? full;
    if (found === undefined) throw new Error(reason);
    const { chromium } = await import('playwright');
    return chromium.launch(launchOptions(found)).catch((error) => {
      throw startError(found, error);
    });
  }
}
