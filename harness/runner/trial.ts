import type { Plan } from '../model/plan.ts';
import type { Scenario } from '../model/scenario.ts';
import type { Evidence, Leak } from '../model/verdict.ts';
import { judge } from '../oracles/index.ts';
import { gather } from './evidence.ts';
import type { Pairs } from './pairs.ts';
import { play } from './play.ts';
import type { Stage } from './stage.ts';

/** Plays a plan afresh, by a pair (or several at once) that did nothing before; used by shrinking, repeating and replaying. */
export interface Trial {
  /** Leaks like the wanted one, and the evidence of the pair that showed it. */
  readonly leaks: readonly Leak[];
  readonly evidence: Evidence | undefined;
  /** Shown was what an earlier play, or somebody else, had left there. */
  readonly nearly?: true;
  /** Why no pair could act. */
  readonly failure?: string;
  /** Why a play without a leak proves nothing; absent when the leak had its chance. */
  readonly doubt?: string;
}

/** What counts as the same leak: the oracle and the surface, and whatever else is asked of it. */
export interface Wanted {
  readonly oracle: string;
  readonly surface: string;
  /** Default: it may be anybody's, in whatever circumstances. */
  readonly accepts?: (leak: Leak, evidence: Evidence) => boolean;
}

export interface Trier {
  readonly stage: Stage;
  readonly scenario: Scenario;
  readonly pairs: Pairs;
  /** What is done before each play of a plan that asks for it, or of a scenario that unsettles the service. Default: nothing. */
  readonly restart?: () => Promise<void>;
  /** Ends a play before its next step. Default: never. */
  readonly stop?: () => boolean;
}

/** Plays a plan once with `company` fresh pairs at the same time. */
export async function tryPlan(
  { stage, scenario, pairs, restart, stop }: Trier,
  plan: Plan,
  wanted: Wanted,
  company: number,
): Promise<Trial> {
  if (scenario.unsettles === true || plan.afresh === true) await restart?.();
  const able = Math.max(1, Math.min(company, pairs.most));
  const enrolled = await Promise.all(Array.from({ length: able }, () => pairs.acquire(plan.ownAddresses)));
  const isNobodyAble = enrolled.every(({ failure }) => failure !== undefined);
  try {
    const trials = await Promise.all(
      enrolled.map(async ({ pair, prelude, failure }): Promise<Trial> => {
        const played =
          failure === undefined
            ? await play(stage, pair, plan, { stop, lingerAt: wanted.surface })
            : { journal: [], plantings: [] };
        const evidence = gather(stage, pair, plan, scenario.cwe, prelude, played);
        const { leaks, sideChannels = [], looks, doubts } = judge(scenario, evidence, wanted.surface);
        const doubt = looks === 0 ? doubtOf(doubts, evidence) : undefined;
        const like = [...leaks, ...sideChannels].filter((leak) => isLike(leak, wanted));
        const isNew = ({ sighting: { text } }: Leak) => !pair.shown.has(text);
        const accepted = like.filter((leak) => isNew(leak) && wanted.accepts?.(leak, evidence) !== false);
        for (const { sighting } of like) if (sighting.text !== '') pair.shown.add(sighting.text);
        return {
          leaks: accepted,
          evidence,
          ...(like.length > accepted.length ? { nearly: true as const } : {}),
          ...(doubt === undefined ? {} : { doubt }),
        };
      }),
    );
    const leaking = trials.find(({ leaks }) => leaks.length > 0);
    const failure = enrolled.find((each) => each.failure !== undefined)?.failure;
    const outcome = leaking ?? trials[0] ?? { leaks: [], evidence: undefined };
    return isNobodyAble && failure !== undefined ? { ...outcome, failure } : outcome;
  } finally {
    for (const { pair } of enrolled) {
      await stage.browsers.leave(pair.facts.map(({ id }) => id));
      pairs.release(pair);
    }
  }
}

/** A play without a proven look had no chance to leak, unless no look at the surface was part of the plan. */
function doubtOf(doubts: readonly string[], { plan, journal }: Evidence): string | undefined {
  const isPlayed = (step: number) => step >= 0 || plan.steps.length === 0;
  const isAnswered = journal.some(
    ({ step, observations }) =>
      isPlayed(step) && observations.some(({ status }) => status > 0 && status !== 429 && status < 500),
  );
  if (!isAnswered) return doubts[0] ?? 'no step of the plan was answered';
  return undefined;
}

function isLike(leak: Leak, { oracle, surface }: Wanted): boolean {
  return leak.oracle === oracle && leak.surface === surface;
}
