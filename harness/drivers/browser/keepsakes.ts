import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext } from 'playwright';

/** What is kept of plays for people to look at: masked pictures while leaks are told, and Playwright traces only where they were asked for. */
export class Keepsakes implements AsyncDisposable {
  /** Whether pictures are taken of pages that show what is not the viewer's. */
  arePicturesTaken = false;
  /** Whether traces are kept. They hold cookies, tokens and whatever pages showed, unmasked. */
  areTracesKept = false;
  readonly #pictures = new Map<string, Buffer>();
  readonly #traces = new Map<string, string>();
  #folder: string | undefined;

  /** Keeps a picture of what an account (`p3/bravo`) was shown on a surface. */
  keepPicture(viewer: string, surface: string, picture: Buffer): void {
    this.#pictures.set(`${viewer} ${surface}`, picture);
  }

  picture(viewer: string, surface: string): Buffer | undefined {
    return this.#pictures.get(`${viewer} ${surface}`);
  }

  async beginTrace(context: BrowserContext): Promise<void> {
    if (this.areTracesKept) await context.tracing.start({ screenshots: true, snapshots: true });
  }

  /** Ends the trace of a browser that a pair (`p3`) used. */
  async endTrace(context: BrowserContext, pair: string): Promise<void> {
    if (!this.areTracesKept) return;
    this.#folder ??= await mkdtemp(join(tmpdir(), 'misdelivery-traces-'));
    const path = join(this.#folder, `${pair}.zip`);
    await context.tracing.stop({ path });
    this.#traces.set(pair, path);
  }

  /** The file with a pair's last trace. */
  trace(pair: string): string | undefined {
    return this.#traces.get(pair);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#folder !== undefined) await rm(this.#folder, { recursive: true, force: true });
  }
}
