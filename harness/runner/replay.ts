import type { ReplayFile } from '../model/record.ts';
import type { Scenario } from '../model/scenario.ts';
import type { Target } from '../model/target.ts';
import type { Leak } from '../model/verdict.ts';
import { type Rate, rateOf } from '../oracles/index.ts';
import { restarter } from './disturb.ts';
import { LIMITS } from './limits.ts';
import { Pairs } from './pairs.ts';
import { retirePairs } from './retire.ts';
import { setStage, type Workspace } from './set-stage.ts';
import { tryPlan } from './trial.ts';
import type { World } from './world.ts';

/** What a replay is asked for. */
export interface ReplayRequest {
  readonly file: ReplayFile;
  readonly target: Target;
  readonly scenario: Scenario;
  readonly workspace: Workspace;
  readonly world: World;
  /** How often the plan is played, each time with fresh accounts. */
  readonly times: number;
  /** Stop at the first play that leaks. */
  readonly untilLeak: boolean;
  /** Ends it early; what was played is told. */
  readonly signal?: AbortSignal;
}

/** What became of it; with the 95 % interval of the rate at which a play leaks. */
export interface Replayed extends Rate {
  readonly is: 'leak' | 'clean' | 'inconclusive';
  readonly plays: number;
  readonly seen: number;
  /** The last leak that was seen. */
  readonly leak?: Leak;
  /** Why plays proved nothing. */
  readonly because?: string;
  /** Accounts that could not be retired. */
  readonly left: readonly string[];
}

/** Plays a leak's saved plan again, with fresh accounts each time; it is the same leak when oracle and surface are. */
export async function replay(request: ReplayRequest): Promise<Replayed> {
  const { file, target, scenario, world, times } = request;
  const stage = setStage(target, request.workspace, world);
  await using _browsers = stage.browsers;
  await using _mailroom = stage.mailroom;
  stage.created.begin(stage.run, file.target, world.timestamp());
  const { surface, resource, sighting } = file.leak;
  // A few plays are not enough to learn again where small identifiers stand.
  if (sighting.kind === 'identifier') stage.surroundings.identifiers.trust(surface, resource, sighting.place);
  const pairs = new Pairs(stage, Number.POSITIVE_INFINITY);
  const wanted = { oracle: file.leak.oracle, surface };
  const restart = restarter(stage, pairs);
  let plays = 0;
  let seen = 0;
  let leak: Leak | undefined;
  let because: string | undefined;
  const stop = () => request.signal?.aborted === true;
  while (plays < times && !stop() && !(request.untilLeak && leak !== undefined)) {
    const trial = await tryPlan({ stage, scenario, pairs, restart, stop }, file.plan, wanted, file.company);
    // A play that was cut had no chance.
    if (stop() && trial.leaks.length === 0) break;
    plays += 1;
    if (trial.leaks.length > 0) seen += 1;
    leak = trial.leaks[0] ?? leak;
    because = trial.leaks.length === 0 ? (trial.failure ?? trial.doubt ?? because) : because;
    if (plays < times && !stop()) await world.sleep(restMs(plays - seen));
  }
  const left = new Set<string>([...pairs.left, ...pairs.all.flatMap((pair) => pair.facts.map(({ id }) => id))]);
  await retirePairs(stage, pairs.all, left, seen > 0);
  if (left.size === 0) stage.created.close();
  if (stop() && plays < times) because ??= `it was interrupted after ${plays} of ${times} plays`;
  const is = seen > 0 ? 'leak' : because === undefined ? 'clean' : 'inconclusive';
  return {
    is,
    plays,
    seen,
    ...rateOf(seen, plays),
    left: [...left],
    ...(leak === undefined ? {} : { leak }),
    ...(because === undefined ? {} : { because }),
  };
}

/** The rest after so many plays without a leak, in milliseconds: a service that keeps what the last play left is given time to forget it, ever longer and ever less often. */
function restMs(vain: number): number {
  const isPowerOfTwo = (vain & (vain - 1)) === 0;
  return vain >= 2 && isPowerOfTwo ? Math.min(vain * LIMITS.restMs, LIMITS.restMsMax) : 0;
}
