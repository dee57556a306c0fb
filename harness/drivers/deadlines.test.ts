import { expect, test } from '@playwright/test';
import { DEADLINE_MS_MIN, Deadlines } from './deadlines.ts';
import type { Exchange } from './exchange.ts';
import type { SessionLimits } from './session.ts';

const MOST = { exchangeTimeoutMs: 10_000 } as SessionLimits;

/** Asks, on a clock of its own; answers how long would have been waited. */
function asking() {
  let nowMs = 0;
  const deadlines = new Deadlines(() => nowMs);
  return async (surface: string, takesMs: number): Promise<number> => {
    let waitedMs = 0;
    const asked = deadlines.keep(surface, MOST, async ({ exchangeTimeoutMs }) => {
      waitedMs = exchangeTimeoutMs;
      nowMs += Math.min(takesMs, exchangeTimeoutMs);
      if (takesMs > exchangeTimeoutMs) throw new Error('no complete answer');
      return {} as Exchange;
    });
    await asked.catch(() => undefined);
    return waitedMs;
  };
}
const NEVER = Number.POSITIVE_INFINITY;

test('the deadline comes nearer where answers went missing, and nowhere else', async () => {
  const ask = asking();
  await ask('list', 150);
  for (let missed = 0; missed < 3; missed++) expect(await ask('list', NEVER)).toBe(10_000);
  expect(await ask('list', 2_500)).toBe(3_000);
  expect(await ask('list', 30), 'slow answers are waited for').toBe(10_000);
  for (let quick = 0; quick < 40; quick++) await ask('list', 120);
  expect(await ask('list', 30), 'as long as they come').toBe(2_400);
  expect(await ask('export', 30)).toBe(10_000);
});

test('it is never too near, and stays far where nothing was ever answered', async () => {
  const ask = asking();
  await ask('list', 2);
  for (let missed = 0; missed < 3; missed++) for (const surface of ['list', 'silent']) await ask(surface, NEVER);
  expect(await ask('list', 2)).toBe(DEADLINE_MS_MIN);
  expect(await ask('silent', 2)).toBe(10_000);
});
