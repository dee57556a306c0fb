import type { Page } from 'playwright';
import type { Actor, Role } from '../model/account.ts';
import type { PageMove, SwitchWay } from '../model/browsing.ts';
import { BrokenError } from '../model/errors.ts';
import type { Observation } from '../model/observation.ts';
import type { Ref, Step } from '../model/plan.ts';
import type { Target } from '../model/target.ts';
import type { Evidence, Leak, Oracle } from '../model/verdict.ts';
import { judgeSafely } from '../oracles/index.ts';
import { browserByHand } from './browser-by-hand.ts';
import { enrolPair } from './enrol.ts';
import { gather } from './evidence.ts';
import { retirePairs } from './retire.ts';
import { Scene } from './scene.ts';
import { setStage, type Workspace } from './set-stage.ts';
import { VERBS, type Verb } from './verbs/catalogue.ts';
import type { World } from './world.ts';

/** One who acts in a test, step by step. */
export interface Hand {
  /** Creates a resource full of canaries; the answer is its reference, for everybody. */
  plant(resource: string): Promise<Ref>;
  /** Looks at a surface, its own thing or the one that is given; answers what it was shown. */
  look(surface: string, ref?: Ref): Promise<readonly Observation[]>;
  /** Begins to listen: what comes from now on is seen by looking at the same surface. */
  listen(surface: string, ref?: Ref): Promise<readonly Observation[]>;
  change(ref: Ref): Promise<readonly Observation[]>;
  remove(ref: Ref): Promise<readonly Observation[]>;
  signOut(): Promise<readonly Observation[]>;
  signIn(): Promise<readonly Observation[]>;
}

/** A browser that the pair takes turns at: one profile, whoever sits there. */
export interface BrowserByHand {
  /** Sits down and signs in, the first time or in place of who sat there before (default: after a sign-out); the page is the tab in front. */
  sit(by: Role, how?: SwitchWay): Promise<Page>;
  /** Looks at a page surface as whoever sits there; recorded and judged like everything else. */
  look(surface: string, ref?: Ref): Promise<readonly Observation[]>;
  /** Goes back, reloads, returns to an old tab and so on. */
  move(how: PageMove, surface: string): Promise<readonly Observation[]>;
}

/** A pair that a test moves by hand: the same recording and the same oracles, without generated plans. */
export interface PairByHand extends AsyncDisposable {
  readonly alpha: Hand;
  readonly bravo: Hand;
  /** Somebody who never signs in. */
  readonly visitor: Pick<Hand, 'look'>;
  /** Opened when somebody first sits down at it. */
  readonly browser: BrowserByHand;
  /** Everything so far, for an oracle. */
  evidence(): Evidence;
  /** Leaks so far. */
  leaks(): readonly Leak[];
}

/** Enrols a pair for a test; disposing of it retires both accounts. Throws a BrokenError when the target does not let them in. */
export async function pairByHand(
  target: Target,
  workspace: Workspace,
  world: World,
  oracles: readonly Oracle[],
): Promise<PairByHand> {
  const stage = setStage(target, workspace, world);
  stage.created.begin(
    stage.run,
    { name: target.name, origin: target.origin, faults: [], traps: [] },
    world.timestamp(),
  );
  const { pair, prelude, failure } = await enrolPair(stage, 0);
  const steps: Step[] = [];
  const plan = { scenario: 'by hand', over: 'http', steps } as const;
  const scene = new Scene(stage, pair, plan);
  const left = new Set<string>(pair.facts.map(({ id }) => id));
  const seat = browserByHand(stage, pair, steps, scene);
  const dispose = async () => {
    await seat.close();
    await stage.browsers[Symbol.asyncDispose]();
    await scene[Symbol.asyncDispose]();
    await retirePairs(stage, [pair], left);
    await stage.mailroom[Symbol.asyncDispose]();
    if (left.size === 0) stage.created.close();
  };
  if (failure !== undefined) {
    await dispose();
    throw new BrokenError(
      `${target.name} did not let the pair in: ${failure}. Expected two accounts that are recognised. Try "misdelivery doctor".`,
    );
  }
  const act = async (step: Step) => {
    const index = steps.push(step) - 1;
    const taken = await (VERBS[step.do] as Verb<Step>)(scene, step, index);
    scene.note(index, step.by, taken);
    return taken;
  };
  const evidence = () =>
    gather(stage, pair, plan, [488, 639], prelude, {
      journal: [...scene.journal, ...seat.journal].sort((one, other) => one.step - other.step),
      plantings: scene.plantings,
    });
  return {
    alpha: hand('alpha', act),
    bravo: hand('bravo', act),
    visitor: { look: hand('visitor', act).look },
    browser: seat.browser,
    evidence,
    leaks: () => oracles.flatMap((oracle) => leaksOf(oracle, evidence())),
    [Symbol.asyncDispose]: dispose,
  };
}

type Act = (step: Step) => ReturnType<Verb<Step>>;

function hand(by: Actor, act: Act): Hand {
  const shown = async (step: Step) => (await act(step)).observations;
  return {
    async plant(resource) {
      const { about, because } = await act({ do: 'plant', by, resource });
      if (about === undefined) throw new BrokenError(because ?? `${by} could not create a ${resource}`);
      return { of: by as 'alpha', resource, nth: about.nth };
    },
    look: (surface, ref) => shown({ do: 'look', by, surface, ...(ref === undefined ? {} : { ref }) }),
    listen: (surface, ref) => shown({ do: 'listen', by, surface, ...(ref === undefined ? {} : { ref }) }),
    change: (ref) => shown({ do: 'change', by, ref }),
    remove: (ref) => shown({ do: 'remove', by, ref }),
    signOut: () => shown({ do: 'sign-out', by }),
    signIn: () => shown({ do: 'sign-in', by }),
  };
}

function leaksOf(oracle: Oracle, evidence: Evidence): readonly Leak[] {
  const verdict = judgeSafely(oracle, evidence);
  return verdict.is === 'leak' ? verdict.leaks : [];
}
