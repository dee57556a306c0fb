import { DEADLINE_MS_MIN } from '../drivers/deadlines.ts';
import type { Entry } from '../model/observation.ts';
import type { Plan, Step } from '../model/plan.ts';
import type { Planting } from '../model/planting.ts';
import { MAILBOX } from '../model/target.ts';
import { noteLeftOvers } from './left-over.ts';
import { LIMITS } from './limits.ts';
import { WHO_IS_ASKING } from './look.ts';
import type { Pair } from './pair.ts';
import { Scene, type Taken } from './scene.ts';
import { signInAgain } from './sign-in-again.ts';
import type { Stage } from './stage.ts';
import { VERBS, type Verb } from './verbs/catalogue.ts';

/** What playing a plan left behind. */
export interface Played {
  readonly journal: Entry[];
  /** What this plan's steps planted. */
  readonly plantings: Planting[];
}

/** How a plan is played. */
export interface PlayOptions {
  /** Ends it early. */
  readonly stop?: (() => boolean) | undefined;
  /** Surface at which something may still arrive when the last step is over: waits for that. */
  readonly lingerAt?: string;
}

/** Plays a plan with a pair: group after group, the steps of a group together; then everyone is asked who they are. */
export async function play(stage: Stage, pair: Pair, plan: Plan, options: PlayOptions = {}): Promise<Played> {
  const { stop = () => false, lingerAt } = options;
  using _turn = await stage.turns.take(plan.alone === true || plan.steps.some(isDisturbing));
  await using scene = new Scene(stage, pair, plan);
  // Somebody's restart may have ended every session: that is no doing of this plan.
  if (pair.disturbed !== stage.turns.disturbed) scene.journal.push(...(await signInAgain(stage, pair)));
  const { now } = stage.world;
  let waits = 0;
  for (const group of grouped(plan.steps)) {
    if (stop() || waits >= LIMITS.waitsMax) break;
    const begunMs = now();
    scene.lines.expect(group.map(({ step }) => step));
    await Promise.all(group.map(({ step, index }) => take(scene, step, index)));
    const tookMs = now() - begunMs;
    const isLong = tookMs >= stage.surroundings.limits.exchangeTimeoutMs;
    const isInVain = ({ outcome, because = '' }: Entry) =>
      outcome === 'unknown' && (isLong || (tookMs >= DEADLINE_MS_MIN && because.includes('no complete answer')));
    if (scene.journal.some((entry) => group.some(({ index }) => index === entry.step) && isInVain(entry))) waits += 1;
  }
  pair.disturbed = stage.turns.disturbed;
  if (!stop() && waits < LIMITS.waitsMax) await close(scene, plan.steps.length, lingerAt);
  return { journal: scene.journal.sort((one, other) => one.step - other.step), plantings: scene.plantings };
}

/** Steps that others must not be in the middle of: they would lose their sessions, or take the number that is free again. */
function isDisturbing({ do: verb }: Step): boolean {
  return verb === 'hook' || verb === 'leave';
}

interface Placed {
  readonly step: Step;
  readonly index: number;
}

/** Steps that start together: each with those behind it that say `alongside`. */
function grouped(steps: readonly Step[]): Placed[][] {
  const groups: Placed[][] = [];
  for (const [index, step] of steps.entries()) {
    const last = groups.at(-1);
    if (step.alongside === true && last !== undefined) last.push({ step, index });
    else groups.push([{ step, index }]);
  }
  return groups;
}

async function take(scene: Scene, step: Step, index: number): Promise<void> {
  const { afterMs = 0 } = step;
  if (afterMs > 0 && step.held !== true) await scene.stage.world.sleep(afterMs);
  const verb = VERBS[step.do] as Verb<Step>;
  const taken: Taken = await verb(scene, step, index);
  scene.lines.over(step);
  scene.note(index, step.by, taken);
}

/** Asks everyone who they are, so that a session that died or changed hands is noticed; then what came late is noted. */
async function close(scene: Scene, index: number, lingerAt: string | undefined): Promise<void> {
  await recognise(scene, index);
  const { abilities, patience, world } = scene.stage;
  const over = lingerAt === undefined ? [] : (abilities.surfaces[lingerAt]?.over ?? []);
  const isArrival = over.includes('stream') || over.includes('mailbox') || lingerAt === MAILBOX;
  if (lingerAt !== undefined && isArrival) await world.sleep(patience.quietMs(lingerAt));
  noteLeftOvers(scene, index);
}

async function recognise(scene: Scene, index: number): Promise<void> {
  if (scene.stage.target.accounts.whoami === undefined) return;
  for (const { facts } of scene.pair.all) scene.note(index, facts.role, await scene.look(facts.role, WHO_IS_ASKING));
}
