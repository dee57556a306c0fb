import type { BrowserContext, Page } from 'playwright';
import type { Frame, Surroundings } from '../session.ts';
import { within } from '../within.ts';
import { type Answer, answerSeen } from './answer.ts';
import { follow } from './follow.ts';
import type { Keepsakes } from './keepsakes.ts';
import { type Habits, takeNotes } from './launch.ts';
import { BROWSER_LIMITS } from './limits.ts';
import type { Moment, Seat } from './moment.ts';
import { pageSeen } from './page-view.ts';
import { settle } from './settle.ts';
import type { Tab } from './tab.ts';
import type { WatchListener } from './watch.ts';
import { WorkerWatch } from './worker-watch.ts';

/** How the browser behind a profile is opened, and what is removed when the profile is closed. */
export interface Opener {
  readonly open: () => Promise<BrowserContext>;
  readonly remove?: () => Promise<void>;
}

/** What a profile is given with its browser. */
export interface Outfit extends Opener, Pick<WatchListener, 'passed'> {
  readonly keepsakes: Keepsakes;
  readonly habits: Habits;
}

/** One browser profile: its cookies, caches, storages and tabs, and whoever sits there. Everything shown is recorded. */
export class Profile {
  readonly name: string;
  readonly seat: Seat;
  readonly world: Surroundings;
  tabs: Tab[] = [];
  /** Addresses of tabs that were closed, last one last. */
  readonly closed: string[] = [];
  isOffline = false;
  /** Whether people follow links here, rather than type addresses. */
  walks = false;
  starts = 0;
  /** Somebody sat down, and what came up then has not been looked at. */
  isUnseen = false;
  /** Whether pages were seen to say who is asking otherwise than by cookies. */
  usesTokens = false;
  /** Why something was missed since the last step began; such a look is never clean. */
  missed: string | undefined;
  readonly outfit: Outfit;
  readonly #workers: WorkerWatch;
  readonly #recording = new Set<Promise<void>>();
  #context: BrowserContext | undefined;
  #expected = 0;

  constructor(name: string, world: Surroundings, seat: Seat, outfit: Outfit) {
    this.name = name;
    this.world = world;
    this.seat = seat;
    this.outfit = outfit;
    this.#workers = new WorkerWatch({
      now: world.now,
      moment: () => seat.moment(),
      passed: outfit.passed,
      onAnswer: (moment, answer) => this.keep(answer.then((read) => this.record(moment, read))),
    });
  }

  get context(): BrowserContext {
    if (this.#context === undefined) throw new Error(`the profile ${this.name} is not open`);
    return this.#context;
  }

  /** The tab in front. */
  get tab(): Tab {
    const tab = this.tabs.at(-1);
    if (tab === undefined) throw new Error(`the profile ${this.name} has no tab`);
    return tab;
  }

  /** Whether it can be used for one more plan: online, with one tab, and its browser lives. */
  get isFit(): boolean {
    return this.#context !== undefined && !this.isOffline && this.tabs.length === 1 && this.starts === 1;
  }

  async start(): Promise<void> {
    const context = await this.outfit.open();
    this.#context = context;
    this.starts += 1;
    await takeNotes(context);
    await this.outfit.keepsakes.beginTrace(context);
    this.#workers.begin(context);
    context.on('page', (page) => this.keep(this.#opened(page)));
    this.tabs = [await follow(this, context.pages()[0] ?? (await this.#newPage()))];
  }

  /** Opens one more tab and puts it in front. */
  async newTab(): Promise<Tab> {
    const tab = await follow(this, await this.#newPage());
    this.tabs.push(tab);
    return tab;
  }

  /** Ends the browser and starts it again with the same profile; cookies that end with the browser are kept, as "continue where you left off" keeps them. */
  async restart(): Promise<void> {
    const kept = (await this.context.cookies()).filter(({ expires }) => expires === -1);
    await this.#end();
    await this.start();
    if (kept.length > 0) await this.context.addCookies(kept);
  }

  /** Clears cookies and site data, as the browser's own settings do in one go; pages stay open, and the HTTP cache stays. */
  async clearSite(): Promise<void> {
    await this.context.clearCookies();
    await this.tab.clearStorage(this.world.origin);
  }

  async goOffline(isOffline: boolean): Promise<void> {
    await this.context.setOffline(isOffline);
    this.isOffline = isOffline;
  }

  /** Opens the page in front once more, with what its tab alone remembers (`sessionStorage`), as "duplicate tab" does. */
  async duplicate(): Promise<Tab> {
    const address = this.tab.page.url();
    this.#expected += 1;
    const opened = this.context.waitForEvent('page');
    await this.tab.evaluate("void window.open('about:blank')");
    const copy = await follow(this, await opened);
    this.tabs.push(copy);
    await copy.goto(address);
    return copy;
  }

  /** A new step begins: what comes from now on belongs to it. */
  begin(frame: Frame): void {
    this.seat.frame = frame;
    this.missed = undefined;
    for (const tab of this.tabs) tab.parts = [];
  }

  /** Lets go of what pages drew so far. */
  async forgetDrawn(): Promise<void> {
    await Promise.all(this.tabs.map((tab) => tab.forgetDrawn()));
  }

  /** Waits until no tab is busy and everything that came has been recorded. */
  async quiet(): Promise<void> {
    const isBusy = () => this.#recording.size > 0 || this.#workers.busy > 0 || this.tabs.some((tab) => tab.busy > 0);
    if (await settle(isBusy, this.world.now)) return;
    this.#workers.giveUp();
    for (const tab of this.tabs) tab.giveUp();
    await Promise.all(this.#recording);
  }

  /** Records what the tab in front shows and what the browser keeps. */
  async look(request: string, begunMs: number): Promise<void> {
    await this.quiet();
    await pageSeen(this, request, begunMs);
  }

  /** Scans and records an answer before the profile may fall quiet. */
  record(moment: Moment, answer: Answer): void {
    const facts = { ...answer.facts, profile: this.name, ...(this.isOffline ? { offline: true as const } : {}) };
    this.keep(answerSeen(this.world, moment, { ...answer, facts }).then((seen) => moment.frame.record(seen)));
  }

  /** Waits for something to be recorded before the profile may fall quiet. */
  keep(work: Promise<void>): void {
    const kept = work.catch(() => undefined).finally(() => this.#recording.delete(kept));
    this.#recording.add(kept);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#end().catch(() => undefined);
    await this.outfit.remove?.();
  }

  async #end(): Promise<void> {
    const context = this.#context;
    this.#context = undefined;
    this.tabs = [];
    this.#workers.giveUp();
    if (context === undefined) return;
    await this.outfit.keepsakes.endTrace(context, this.name.split(' ')[0] ?? '').catch(() => undefined);
    await within(BROWSER_LIMITS.closeTimeoutMs, context.close());
  }

  /** Our own page; `context.on('page')` tells of it too and must leave it alone. */
  async #newPage(): Promise<Page> {
    this.#expected += 1;
    return this.context.newPage();
  }

  /** A page that was opened: by us, or by another page. */
  async #opened(page: Page): Promise<void> {
    if (this.#expected > 0) {
      this.#expected -= 1;
      return;
    }
    if (page.url() !== 'about:blank') this.missed = 'a window that the page opened was not watched from its beginning';
    this.tabs.splice(-1, 0, await follow(this, page));
  }
}
