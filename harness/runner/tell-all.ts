import type { Told } from '../model/record.ts';
import type { Teller } from './candidates.ts';
import { type Confirmed, confirmAll } from './confirm.ts';
import { likeliestFirst } from './finds.ts';
import type { Lanes } from './lanes.ts';
import { LIMITS } from './limits.ts';
import type { Settings } from './settings.ts';
import { surestFirst, tell, type Unnumbered } from './tell.ts';

/** The settings, and how long playing took, or was given, in milliseconds. */
type Lasted = Settings & { readonly longMs: number };

function tellMs(longMs: number): number {
  return Math.min(Math.max(longMs * LIMITS.tellShare, LIMITS.tellMsMin), LIMITS.tellMsMax);
}

/** Plays each kind of leak again until it is small; the quiet after the lanes have ended is part of the method. */
export async function tellAll(
  teller: Teller,
  { finds }: Lanes,
  { longMs, tell: most }: Lasted,
  isStopped: () => boolean,
  onTold: () => void,
): Promise<Told[]> {
  const { now } = teller.stage.world;
  const untilMs = now() + tellMs(longMs);
  const kinds = likeliestFirst(finds.values()).slice(0, most);
  const told: Unnumbered[] = [];
  for (const [index, kind] of kinds.entries()) {
    onTold();
    // One short proof is worth more than many long ones; what one kind does not need is left to those after it.
    const begunMs = now();
    const equal = 1 / (kinds.length - index);
    const ownMs = (untilMs - begunMs) * (index === 0 ? Math.max(equal, LIMITS.firstTellShare) : equal);
    told.push(await tell(teller, kind, (share = 1) => isStopped() || now() > begunMs + ownMs * share));
  }
  return surestFirst(told);
}

/** Plays side channels again, for half as long as leaks may take: they fail no run by themselves. */
export function confirmHints(
  teller: Teller,
  { hints }: Lanes,
  { longMs, tell: most }: Lasted,
  isStopped: () => boolean,
): Promise<Confirmed> {
  const { now } = teller.stage.world;
  const untilMs = now() + tellMs(longMs / 2);
  return confirmAll(teller, [...hints.values()].slice(0, most), () => isStopped() || now() > untilMs);
}
