import { LIMITS } from './limits.ts';
import type { Stage } from './stage.ts';

/** Waits for the browser lanes; what one is doing long after the time has ended is cut. */
export async function cutLate(
  { browsers, world }: Stage,
  playing: Promise<unknown>,
  isOver: (agoMs: number) => boolean,
): Promise<void> {
  const over = { is: false };
  const done = playing.finally(() => {
    over.is = true;
  });
  while (!over.is && !isOver(LIMITS.browserCutMs)) await Promise.race([done, world.sleep(LIMITS.pollMs)]);
  if (!over.is) await browsers.cut();
  await done;
}
