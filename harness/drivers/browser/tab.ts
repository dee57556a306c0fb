import { setTimeout as sleep } from 'node:timers/promises';
import type { CDPSession, Page } from 'playwright';
import type { TenantId } from '../../model/account.ts';
import { UnansweredError } from '../../model/errors.ts';
import type { Answer } from './answer.ts';
import { LeftBehind } from './left-behind.ts';
import { BROWSER_LIMITS } from './limits.ts';
import { navigated } from './navigated.ts';
import { type Snapshot, takeSnapshot } from './snapshot.ts';
import { Watch, type WatchListener } from './watch.ts';

/** Something that a tab was given, and what for: `Document`, `Fetch`, `Image`. */
export interface Part {
  readonly kind: string;
  readonly answer: Answer;
}

/** One tab of a profile's browser, watched from before its first request. */
export class Tab {
  readonly page: Page;
  /** Session name of whoever opened it. */
  readonly openedBy: string;
  /** What the one before left in it. */
  readonly left = new LeftBehind();
  /** What it was given since the step began; of a journey through its history, on the last leg. */
  parts: Part[] = [];
  readonly #cdp: CDPSession;
  readonly #watch: Watch;
  #notPersisted: string[] = [];
  #document = 0;
  #leftEntry = -1;

  private constructor(page: Page, cdp: CDPSession, openedBy: string, listener: WatchListener) {
    this.page = page;
    this.openedBy = openedBy;
    this.#cdp = cdp;
    this.#watch = new Watch(cdp, listener);
  }

  static async open(page: Page, openedBy: string, listener: WatchListener): Promise<Tab> {
    page.setDefaultTimeout(BROWSER_LIMITS.navigationTimeoutMs);
    const cdp = await page.context().newCDPSession(page);
    const tab = new Tab(page, cdp, openedBy, listener);
    cdp.on('Page.backForwardCacheNotUsed', ({ notRestoredExplanations }) => {
      tab.#notPersisted = notRestoredExplanations.map(({ type, reason }) => `${type}: ${reason}`);
    });
    cdp.on('Page.frameNavigated', ({ frame }) => {
      if (frame.parentId === undefined) tab.#document += 1;
    });
    await cdp.send('Page.enable');
    await tab.#watch.begin();
    return tab;
  }

  get busy(): number {
    return this.#watch.busy;
  }

  /** Answers and messages that it got so far. */
  get came(): number {
    return this.#watch.came;
  }

  get notPersisted(): readonly string[] {
    return this.#notPersisted;
  }

  /** Whether it still has the document that it had when somebody else sat down. */
  get isSameDocument(): boolean {
    return this.left.isSame(this.#document);
  }

  /** Whether nobody has gone anywhere in that document since. */
  get isAsLeft(): boolean {
    return this.left.isAsLeft(this.#document);
  }

  /** Notes what it shows, for somebody else sits down. Back leads to what an account had in front, past what a stranger then looked at. */
  async leave(by: TenantId | undefined, shown: Iterable<string>, isInFront: boolean): Promise<void> {
    if (by !== undefined) this.#leftEntry = await this.#entry();
    this.left.note({ by, shown, isInFront, document: this.#document, came: this.came });
  }

  /** Gives up on what is still under way. */
  giveUp(): void {
    this.#watch.giveUp();
  }

  /** Goes to a path; a page that cannot be reached is no error here, for being offline is part of the plan. */
  async goto(path: string): Promise<void> {
    this.#notPersisted = [];
    await navigated(() => this.page.goto(path, { waitUntil: 'load' }));
  }

  /** Back or forward. A restored page loads nothing that could be waited for. */
  async travel(way: 'back' | 'forward'): Promise<void> {
    this.#notPersisted = [];
    this.parts = [];
    const options = { waitUntil: 'commit', timeout: BROWSER_LIMITS.navigationTimeoutMs } as const;
    await navigated(() => (way === 'back' ? this.page.goBack(options) : this.page.goForward(options)));
    await this.#loaded();
  }

  /**
   * Presses Back until the page shows that was in front when somebody else sat down, at most eight times; once when nobody did. A page on
   * the way is left when it has fallen quiet: what it was still being given could not be read any more.
   */
  async backToLeft(quiet: () => Promise<void>): Promise<void> {
    for (let press = 0; press < 8; press++) {
      if (press > 0) await quiet();
      await this.travel('back');
      if (this.#leftEntry < 0 || (await this.#entry()) <= this.#leftEntry) return;
    }
  }

  /** Reload as the button does it, or as Shift with the button does it: past every cache and worker. */
  async reload(hard: boolean): Promise<void> {
    this.#notPersisted = [];
    if (!hard) return navigated(() => this.page.reload({ waitUntil: 'load' }));
    await navigated(async () => {
      const loaded = this.page.waitForEvent('load');
      await this.#cdp.send('Page.reload', { ignoreCache: true });
      await loaded;
    });
  }

  /** Comes back to the tab as a person does; the browser's own events about it are made, for under automation it makes none. */
  async show(): Promise<void> {
    await this.page.bringToFront();
    await this.evaluate(
      "document.dispatchEvent(new Event('visibilitychange')); dispatchEvent(new Event('focus'))",
    ).catch(() => undefined);
  }

  /** Lets go of what its page drew so far, for it was drawn for somebody else. */
  async forgetDrawn(): Promise<void> {
    await this.evaluate("void globalThis[Symbol.for('misdelivery.drawn')]?.splice(0)").catch(() => undefined);
  }

  async snapshot(): Promise<Snapshot> {
    const limits = { charsMax: BROWSER_LIMITS.textCharsMax, entriesMax: BROWSER_LIMITS.entriesMax };
    // A compiler may wrap inner functions in __name, which no page knows.
    return (await this.evaluate(
      `(() => { const __name = (f) => f; return (${takeSnapshot})(${JSON.stringify(limits)}); })()`,
    )) as Snapshot;
  }

  /** Runs an expression in the page, past its content security policy. */
  async evaluate(expression: string): Promise<unknown> {
    const asked = { expression, awaitPromise: true, returnByValue: true, timeout: BROWSER_LIMITS.quietTimeoutMs };
    const { result, exceptionDetails } = await this.#cdp.send('Runtime.evaluate', asked);
    if (exceptionDetails === undefined) return result.value;
    throw new UnansweredError(
      `the page could not be read: ${exceptionDetails.exception?.description?.split('\n')[0] ?? exceptionDetails.text}`,
    );
  }

  /** Goes past the browser's own HTTP cache from now on. */
  async ignoreCache(): Promise<void> {
    await this.#cdp.send('Network.setCacheDisabled', { cacheDisabled: true });
  }

  /** Empties the browser's own HTTP cache. */
  async forgetCache(): Promise<void> {
    await this.#cdp.send('Network.clearBrowserCache');
  }

  /** Empties an origin's storages, databases and stored answers, and unregisters its workers. */
  async clearStorage(origin: string): Promise<void> {
    const storageTypes = 'local_storage,indexeddb,websql,service_workers,cache_storage,file_systems';
    await this.#cdp.send('Storage.clearDataForOrigin', { origin, storageTypes });
  }

  /** Waits until the document is complete; one that came back alive is so at once, and has no load event to wait for. */
  async #loaded(): Promise<void> {
    const { navigationTimeoutMs, pollMs } = BROWSER_LIMITS;
    for (let waitedMs = 0; waitedMs < navigationTimeoutMs; waitedMs += pollMs) {
      const state = await this.evaluate('document.readyState').catch(() => 'loading');
      if (state === 'complete') return;
      await sleep(pollMs);
    }
  }

  /** Place in the tab's history. */
  async #entry(): Promise<number> {
    return (await this.#cdp.send('Page.getNavigationHistory')).currentIndex;
  }
}
