import { UnansweredError } from '../model/errors.ts';
import type { Reply } from '../model/target.ts';

/** Asks about background work again and again, with longer and longer pauses, until it is done or a limit is reached. */
export async function until(
  ask: () => Promise<Reply>,
  isReady: (reply: Reply) => boolean,
  path: string,
  now: () => number,
): Promise<Reply> {
  const begunMs = now();
  for (let pauseMs = POLL_MS_MIN; ; pauseMs = Math.min(pauseMs * 2, POLL_MS_MAX)) {
    const reply = await ask();
    if (isReady(reply)) return reply;
    if (now() - begunMs > UNTIL_MS_MAX)
      throw new UnansweredError(`GET ${path.split('?')[0]} did not come to an end within ${UNTIL_MS_MAX} ms`);
    await new Promise((resolve) => void setTimeout(resolve, pauseMs));
  }
}

/** Longest time for background work, and the pauses between two questions about it, in milliseconds. */
const UNTIL_MS_MAX = 15_000;
const POLL_MS_MIN = 8;
const POLL_MS_MAX = 500;
