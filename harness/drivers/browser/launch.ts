import type { Browser, BrowserContext, LaunchOptions } from 'playwright';
import { BrokenError } from '../../model/errors.ts';
import type { Surroundings } from '../session.ts';
import type { FoundBrowser } from './find.ts';
import { BROWSER_LIMITS } from './limits.ts';
import type { Relay } from './relay.ts';

/** What is switched off in the browsers, to show that a proof notices. Default: nothing. */
export interface Habits {
  /** The browser's own HTTP cache. */
  readonly cache?: false;
  readonly workers?: false;
  /** The back/forward cache. */
  readonly history?: false;
}

/** How a browser is started for us: always with the back/forward cache, which Playwright switches off. */
export function launchOptions(found: FoundBrowser, { history }: Habits): LaunchOptions {
  return {
    headless: true,
    // Ctrl-C is ours to answer: Playwright would end the process before accounts are retired.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    timeout: BROWSER_LIMITS.startTimeoutMs,
    ...(history === false ? {} : { ignoreDefaultArgs: ['--disable-back-forward-cache'] }),
    ...(found.path === undefined ? {} : { executablePath: found.path }),
    ...(found.channel === undefined ? {} : { channel: found.channel }),
  };
}

/** Starts a browser. */
export async function launched(found: FoundBrowser, habits: Habits): Promise<Browser> {
  const { chromium } = await import('playwright');
  return chromium.launch(launchOptions(found, habits)).catch((error) => {
    throw startError(found, error);
  });
}

/** Starts a browser to see that it does, and which it is. */
export async function versionOf(found: FoundBrowser): Promise<string> {
  const browser = await launched(found, {});
  const version = browser.version();
  await browser.close();
  return version;
}

/** What every profile has in common, whichever way it is opened. */
export function contextOptions({ origin, insecureTls }: Surroundings, { workers }: Habits, relay: Relay) {
  return {
    proxy: { server: relay.server },
    ...(workers === false ? { serviceWorkers: 'block' as const } : {}),
    baseURL: origin,
    ignoreHTTPSErrors: insecureTls,
    acceptDownloads: true,
    viewport: { width: 1200, height: 900 },
  };
}

/**
 * Notes in each document whether it came back from the back/forward cache, and what its scripts draw, be it for a moment; under symbols,
 * so that no page trips over it.
 */
export async function takeNotes(context: BrowserContext): Promise<void> {
  const { drawnMax, drawnCharsMax } = BROWSER_LIMITS;
  await context.addInitScript(
    ([most, charsMax]) => {
      const notes = globalThis as Record<symbol, unknown>;
      addEventListener('pageshow', ({ persisted }) => {
        notes[Symbol.for('misdelivery.persisted')] = persisted;
      });
      const drawn: string[] = [];
      notes[Symbol.for('misdelivery.drawn')] = drawn;
      const seen = new MutationObserver((changes) => {
        for (const { addedNodes, target, type } of changes)
          for (const { textContent } of type === 'characterData' ? [target] : addedNodes)
            if (textContent && drawn.length < most) drawn.push(textContent.slice(0, charsMax));
      });
      // Until then the document says most of it, in many pieces; what its first scripts drew may be replaced when anybody looks.
      addEventListener('DOMContentLoaded', () => {
        const { textContent } = document.body ?? {};
        if (textContent) drawn.push(textContent.slice(0, charsMax));
        seen.observe(document, { childList: true, characterData: true, subtree: true });
      });
    },
    [drawnMax, drawnCharsMax] as const,
  );
}

/** A failed start in our words. */
export function startError(found: FoundBrowser, error: unknown): BrokenError {
  const reason = String((error as Error)?.message ?? error).split('\n')[0];
  return new BrokenError(
    `${found.name} did not start: ${reason}. Expected a Chromium that can run here; try "misdelivery browser".`,
    { cause: error },
  );
}
