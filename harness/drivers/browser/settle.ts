import { setTimeout as sleep } from 'node:timers/promises';
import { BROWSER_LIMITS } from './limits.ts';

/** Waits until nothing has been busy for a while; false when that did not come in time. */
export async function settle(isBusy: () => boolean, now: () => number): Promise<boolean> {
  const { quietMs, quietTimeoutMs, pollMs } = BROWSER_LIMITS;
  const begunMs = now();
  let quietSinceMs = now();
  while (now() - begunMs < quietTimeoutMs) {
    if (isBusy()) quietSinceMs = now();
    else if (now() - quietSinceMs >= quietMs) return true;
    await sleep(pollMs);
  }
  return false;
}

/** Polls until something is so, to a limit. */
export async function until(isSo: () => boolean, limitMs: number, now: () => number): Promise<boolean> {
  const begunMs = now();
  while (!isSo()) {
    if (now() - begunMs >= limitMs) return false;
    await sleep(BROWSER_LIMITS.pollMs);
  }
  return true;
}
