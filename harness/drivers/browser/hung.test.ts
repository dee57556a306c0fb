import { expect, test } from '@playwright/test';
import type { Surroundings } from '../session.ts';
import { Browsers } from './browsers.ts';
import { BROWSER_LIMITS } from './limits.ts';
import { mustHaveBrowser } from './testing/installed.ts';

const WORLD = { origin: 'http://127.0.0.1', insecureTls: false, now: () => performance.now() } as Surroundings;
const VIEWER = { session: 'p0/alpha#browser', actor: 'alpha', account: 'p0/alpha', tenant: 'p0/alpha' } as const;

test('a browser that hangs is left behind: nobody waits for it for ever', async () => {
  test.slow();
  await using browsers = new Browsers();
  mustHaveBrowser((await browsers.found()).reason);
  const profile = await browsers.profile('light', WORLD, VIEWER, { surface: 'page', record: () => {} });
  const session = await profile.context.browser()?.newBrowserCDPSession();
  const { processInfo = [] } = (await session?.send('SystemInfo.getProcessInfo')) ?? {};
  const pid = processInfo.find(({ type }) => type === 'browser')?.id ?? 0;
  expect(pid).toBeGreaterThan(1);
  process.kill(pid, 'SIGSTOP');
  try {
    const begunMs = performance.now();
    await browsers[Symbol.asyncDispose]();
    expect(performance.now() - begunMs).toBeLessThan(4 * BROWSER_LIMITS.closeTimeoutMs);
  } finally {
    process.kill(pid, 'SIGKILL');
  }
});
