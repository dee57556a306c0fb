import { LIMITS } from './limits.ts';
import type { Pairs } from './pairs.ts';
import { retirePairs } from './retire.ts';
import type { Stage } from './stage.ts';

/** Retires everyone; after an interruption only as long as somebody waits for the prompt. */
export async function retireAll(
  stage: Stage,
  pairs: Pairs,
  isStopped: () => boolean,
  isMixing: boolean,
): Promise<Left> {
  const left = new Set<string>([...pairs.left, ...pairs.all.flatMap((pair) => pair.facts.map(({ id }) => id))]);
  const all = retirePairs(stage, pairs.all, left, isMixing);
  const why = await (isStopped() ? Promise.race([all, stage.world.sleep(LIMITS.hurryMs)]) : all);
  if (left.size === 0) stage.created.close();
  const isWorthSaying = left.size > 0 && why !== undefined;
  return { left: [...left], because: isWorthSaying ? wordsFor(stage, left.size, why) : undefined };
}

function wordsFor({ target }: Stage, count: number, why: string): string {
  return target.accounts.retire === undefined
    ? `${count} accounts stay on the target: the target file has no accounts.retire`
    : `an account could not be retired: ${why}`;
}

/** Accounts that are still on the target, and why the first of them is. */
interface Left {
  readonly left: readonly string[];
  readonly because: string | undefined;
}

/** Gives what is under way a moment to end, then cuts it: nobody waits for a hanging target after Ctrl-C. */
export async function hurry(stage: Stage, pairs: Pairs): Promise<void> {
  await stage.world.sleep(LIMITS.cutMs);
  await Promise.all([
    stage.browsers.cut(),
    ...pairs.all.flatMap((pair) => pair.all.map(({ session }) => session.reconnect())),
  ]);
}
