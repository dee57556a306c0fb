import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Download, Page, Request, Response } from 'playwright';
import type { Frame, Surroundings, Viewer } from '../session.ts';
import { type Answer, answerSeen } from './answer.ts';
import type { FoundBrowser } from './find.ts';
import { contextOptions, launchOptions, noteRestores, startError } from './launch.ts';
import { BROWSER_LIMITS } from './limits.ts';
import { messageSeen } from './message.ts';
import { type Moment, Seat } from './moment.ts';
import { pageSeen } from './page-view.ts';
import { settle } from './settle.ts';
import { Tab } from './tab.ts';
import type { WatchListener } from './watch.ts';

/** Opens the browser behind a profile: a fresh context, or a real one on disk that outlives its browser. */
export type OpenContext = () => Promise<BrowserContext>;

/** One browser profile: its cookies, caches, storages and tabs, and whoever sits there. Everything shown is recorded. */
export class Profile {
  readonly name: string;
  readonly seat: Seat;
  readonly world: Surroundings;
  tabs: Tab[] = [];
  /** Addresses of tabs that were closed, last one last. */
  readonly closed: string[] = [];
  isOffline = false;
  starts = 0;
  /** Why something was missed since the last step began; such a look is never clean. */
  missed: string | undefined;
  /** What each tab was given since the last step began. */
  parts: { readonly tab: Tab; readonly kind: string; readonly answer: Answer }[] = [];
  readonly #open: OpenContext;
  readonly #remove: () => Promise<void>;
  readonly #recording = new Set<Promise<void>>();
  readonly #workerRequests = new Map<Request, { readonly moment: Moment; readonly sentMs: number }>();
  #context: BrowserContext | undefined;

  constructor(
    name: string,
    world: Surroundings,
    seat: Seat,
    open: OpenContext,
    remove: () => Promise<void> = async () => {},
  ) {
    this.name = name;
    this.world = world;
    this.seat = seat;
    this.#open = open;
    this.#remove = remove;
  }

  /** A profile on disk of its own, removed when it is closed. */
  static async onDisk(
    name: string,
    world: Surroundings,
    viewer: Viewer,
    frame: Frame,
    found: FoundBrowser,
  ): Promise<Profile> {
    const { chromium } = await import('playwright');
    const folder = await mkdtemp(join(tmpdir(), 'misdelivery-profile-'));
    const options = { ...launchOptions(found), ...contextOptions(world.origin, world.insecureTls) };
    const open = () =>
      chromium.launchPersistentContext(folder, options).catch((error) => {
        throw startError(found, error);
      });
    const remove = () => rm(folder, { recursive: true, force: true, maxRetries: 5 });
    return new Profile(name, world, new Seat(world, viewer, frame), open, remove);
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

  async start(): Promise<void> {
    const context = await this.#open();
    this.#context = context;
    this.starts += 1;
    await noteRestores(context);
    context.on('request', (request) => this.#workerAsked(request));
    context.on('response', (response) => this.#workerAnswered(response));
    context.on('requestfailed', (request) => void this.#workerRequests.delete(request));
    context.on('page', (page) => this.#keep(this.#follow(page)));
    const [first] = context.pages();
    this.tabs = [await this.#watched(first ?? (await this.#newPage()))];
  }

  /** Opens one more tab and puts it in front. */
  async newTab(): Promise<Tab> {
    const tab = await this.#watched(await this.#newPage());
    this.tabs.push(tab);
    return tab;
  }

  /** Closes the tab in front; the last one is replaced by an empty one. */
  async closeTab(): Promise<void> {
    const { tab } = this;
    this.closed.push(tab.page.url());
    if (this.tabs.length === 1) await this.newTab();
    this.tabs = this.tabs.filter((each) => each !== tab);
    await tab.page.close();
  }

  /** Ends the browser and starts it again with the same profile; cookies that end with the browser are kept, as "continue where you left off" keeps them. */
  async restart(): Promise<void> {
    const kept = (await this.context.cookies()).filter(({ expires }) => expires === -1);
    await this.#end();
    await this.start();
    if (kept.length > 0) await this.context.addCookies(kept);
  }

  async goOffline(isOffline: boolean): Promise<void> {
    await this.context.setOffline(isOffline);
    this.isOffline = isOffline;
  }

  /** Opens the page in front once more, with what its tab alone remembers (`sessionStorage`), as "duplicate tab" does. */
  async duplicate(): Promise<Tab> {
    const { tab } = this;
    const address = tab.page.url();
    this.#expected += 1;
    const opened = this.context.waitForEvent('page');
    await tab.evaluate("void window.open('about:blank')");
    const copy = await this.#watched(await opened);
    this.tabs.push(copy);
    await copy.goto(address);
    return copy;
  }

  /** Puts the tab that has been open longest in front. */
  async returnToOldest(): Promise<Tab> {
    const [oldest, ...others] = this.tabs;
    if (oldest === undefined) throw new Error(`the profile ${this.name} has no tab`);
    this.tabs = [...others, oldest];
    await oldest.show();
    return oldest;
  }

  /** A new step begins: what comes from now on belongs to it. */
  begin(frame: Frame): void {
    this.seat.frame = frame;
    this.parts = [];
    this.missed = undefined;
  }

  /** Waits until no tab is busy and everything that came has been recorded. */
  async quiet(): Promise<void> {
    const isBusy = () =>
      this.#recording.size > 0 || this.#workerRequests.size > 0 || this.tabs.some((tab) => tab.busy > 0);
    const isQuiet = await settle(isBusy, this.world.now);
    if (isQuiet) return;
    this.#workerRequests.clear();
    for (const tab of this.tabs) tab.giveUp();
    await Promise.all(this.#recording);
  }

  /** Records what the tab in front shows and what the browser keeps. */
  async look(request: string, begunMs: number): Promise<void> {
    await this.quiet();
    await pageSeen(this, request, begunMs);
  }

  /** Waits for something to be recorded before the profile may fall quiet. */
  #keep(work: Promise<void>): void {
    const kept = work.catch(() => undefined).finally(() => this.#recording.delete(kept));
    this.#recording.add(kept);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#end().catch(() => undefined);
    await this.#remove();
  }

  async #end(): Promise<void> {
    const context = this.#context;
    this.#context = undefined;
    this.tabs = [];
    this.parts = [];
    this.#workerRequests.clear();
    await context?.close();
  }

  /** Our own page; `context.on('page')` tells of it too and must leave it alone. */
  async #newPage(): Promise<Page> {
    this.#expected += 1;
    return this.context.newPage();
  }

  #expected = 0;

  async #follow(page: Page): Promise<void> {
    if (this.#expected > 0) {
      this.#expected -= 1;
      return;
    }
    if (page.url() !== 'about:blank') this.missed = 'a window that the page opened was not watched from its beginning';
    this.tabs.splice(-1, 0, await this.#watched(page));
  }

  async #watched(page: Page): Promise<Tab> {
    const { seat, world } = this;
    const tabOf: { tab?: Tab } = {};
    const listener: WatchListener = {
      now: world.now,
      moment: () => seat.moment(),
      onAnswer: (moment, answer, kind) => {
        if (tabOf.tab !== undefined) this.parts.push({ tab: tabOf.tab, kind, answer });
        this.#record(moment, answer);
      },
      onMessage: (url, text) => messageSeen(this, 'message of', url, text),
    };
    page.on('console', (message) => messageSeen(this, 'console', '', message.text()));
    page.on('pageerror', (error) => messageSeen(this, 'console', '', String(error)));
    page.on('dialog', (dialog) => {
      messageSeen(this, 'dialog', '', dialog.message());
      void dialog.dismiss().catch(() => undefined);
    });
    page.on('download', (download) => this.#keep(this.#downloaded(seat.moment(), download)));
    page.on('close', () => {
      this.tabs = this.tabs.filter((tab) => tab.page !== page);
    });
    tabOf.tab = await Tab.open(page, seat.viewer.session, listener);
    return tabOf.tab;
  }

  #record(moment: Moment, answer: Answer): void {
    const facts = { ...answer.facts, profile: this.name, ...(this.isOffline ? { offline: true as const } : {}) };
    this.#keep(answerSeen(this.world, moment, { ...answer, facts }).then((seen) => moment.frame.record(seen)));
  }

  async #downloaded(moment: Moment, download: Download): Promise<void> {
    const sentMs = this.world.now();
    const path = await download.path();
    const { size } = await stat(path);
    const isLong = size > BROWSER_LIMITS.downloadBytesMax;
    const body = isLong ? Buffer.alloc(0) : await readFile(path);
    const lastByteMs = this.world.now();
    this.#record(moment, {
      url: download.url(),
      method: 'GET',
      sent: undefined,
      status: 200,
      headers: { 'content-disposition': `attachment; filename="${download.suggestedFilename()}"` },
      setCookies: [],
      sentMs,
      firstByteMs: sentMs,
      lastByteMs,
      body,
      unseen: isLong ? `a download is longer than ${BROWSER_LIMITS.downloadBytesMax} bytes` : undefined,
      facts: {},
    });
  }

  #workerAsked(request: Request): void {
    if (request.serviceWorker() === null) return;
    this.#workerRequests.set(request, { moment: this.seat.moment(), sentMs: this.world.now() });
  }

  /** What a service worker itself is given: pages see it only if the worker passes it on. */
  #workerAnswered(response: Response): void {
    const asked = this.#workerRequests.get(response.request());
    if (asked === undefined) return;
    this.#keep(
      this.#readWorkers(response, asked.moment, asked.sentMs).finally(() =>
        this.#workerRequests.delete(response.request()),
      ),
    );
  }

  async #readWorkers(response: Response, moment: Moment, sentMs: number): Promise<void> {
    const firstByteMs = this.world.now();
    const isRedirect = response.status() >= 300 && response.status() < 400;
    const read = isRedirect ? { body: Buffer.alloc(0), unseen: undefined } : await bodyOf(response);
    this.#record(moment, {
      url: response.url(),
      method: response.request().method(),
      sent: response.request().postData() ?? undefined,
      status: response.status(),
      headers: response.headers(),
      setCookies: [],
      sentMs,
      firstByteMs,
      lastByteMs: this.world.now(),
      ...read,
      facts: {},
    });
  }
}

async function bodyOf(response: Response): Promise<{ readonly body: Buffer; readonly unseen: string | undefined }> {
  try {
    return { body: await response.body(), unseen: undefined };
  } catch (error) {
    return {
      body: Buffer.alloc(0),
      unseen: `what the service worker was given for ${response.url().split('?')[0]} could not be read: ${(error as Error).message.split('\n')[0]}`,
    };
  }
}
