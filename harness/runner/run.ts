import type { Browsers } from '../drivers/browser/browsers.ts';
import { speaksH2 } from '../drivers/wire/h2-line.ts';
import { RECORD_VERSION, type RunRecord, type TargetSource } from '../model/record.ts';
import type { Scenario } from '../model/scenario.ts';
import type { Target } from '../model/target.ts';
import { looksNeeded } from '../oracles/index.ts';
import { choose } from './choose.ts';
import { restarter } from './disturb.ts';
import { hurry, retireAll } from './ending.ts';
import { illustrate } from './illustrate.ts';
import { Lanes } from './lanes.ts';
import { LIMITS } from './limits.ts';
import { lostAnswers } from './lost-answers.ts';
import { Pairs } from './pairs.ts';
import { notesOf } from './run-notes.ts';
import { Schedule } from './schedule.ts';
import { setStage, type Workspace } from './set-stage.ts';
import { type RunOptions, type Settings, settle } from './settings.ts';
import type { Stage } from './stage.ts';
import { Store } from './store.ts';
import { Tally } from './tally.ts';
import { confirmHints, tellAll } from './tell-all.ts';
import { failsOnHints, verdictOf } from './verdict-of.ts';
import type { World } from './world.ts';

/** What a run is asked for. */
export interface RunRequest {
  readonly target: Target;
  readonly source: TargetSource;
  readonly scenarios: readonly Scenario[];
  readonly options: RunOptions;
  readonly workspace: Workspace;
  /** Folder for `run.json` and what goes with it. */
  readonly reportFolder: string;
  readonly world: World;
  readonly tool: string;
  /** Default: those of this machine. */
  readonly browsers?: Browsers;
  /** Ends the run early; what was done is recorded and called partial. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/** How far a run is, for a line on the terminal. */
export interface Progress {
  readonly phase: 'playing' | 'telling' | 'retiring';
  readonly plans: number;
  /** Undefined where only the budget ends the run. */
  readonly plansLeft: number | undefined;
  readonly looks: number;
  readonly observations: number;
  readonly leaks: number;
  /** Differences that were seen, before they are played again. */
  readonly sideChannels: number;
  /** Milliseconds since the phase began. */
  readonly elapsedMs: number;
  readonly budgetMs: number;
}

/** Enrols pairs, plays plans, judges what every session was shown, tells each leak, retires everyone, and records it all. */
export async function run(request: RunRequest): Promise<RunRecord> {
  const { target, source, world } = request;
  const settings = settle(request.options, world.random);
  const scenarios = choose(request.scenarios, target, settings);
  const store = new Store(request.reportFolder);
  const stage = setStage(target, request.workspace, world, request.browsers);
  await using _browsers = stage.browsers;
  await using _mailroom = stage.mailroom;
  const [startedAt, begunMs] = [world.timestamp(), world.now()];
  stage.created.begin(stage.run, source, startedAt);
  store.begin({ version: RECORD_VERSION, run: stage.run, surfaces: stage.surfaces, shared: target.shared ?? [] });

  const tally = new Tally();
  const abilities = { ...stage.abilities, http2: await hearsH2(stage) };
  const schedule = Schedule.plan(scenarios, abilities, settings);
  const pairs = new Pairs(stage, settings.pairs);
  const isStopped = () => request.signal?.aborted === true;
  const report = reporter(request, schedule, tally, settings);
  request.signal?.addEventListener('abort', () => void hurry(stage, pairs));

  const graceMs = request.options.budgetMs === undefined ? LIMITS.everywhereMs : 0;
  const onJudged = report('playing');
  const playedFromMs = world.now();
  const lanes = new Lanes({ stage, settings, schedule, pairs, store, tally, graceMs, isStopped, onJudged });
  await lanes.play();
  // What is slow to play is slow to play again.
  const longMs = Math.max(settings.budgetMs, world.now() - playedFromMs);
  const teller = { stage, pairs, schedule, restart: restarter(stage, pairs), company: settings.lanes };
  Object.assign(stage.browsers.keepsakes, { arePicturesTaken: true, areTracesKept: settings.trace });
  const told = await tellAll(teller, lanes, { ...settings, longMs }, isStopped, report('telling'));
  const leaks = told.map((each) => illustrate(stage, store, each));
  const { told: sideChannels, untold, open } = await confirmHints(teller, lanes, { ...settings, longMs }, isStopped);
  report('retiring')();
  const { left, because } = await retireAll(stage, pairs, isStopped, lanes.finds.size > 0);

  // Where side channels fail a run, one that could not be played again leaves it open whether they do.
  const partial = lanes.partial ?? (failsOnHints(settings) ? open[0] : undefined);
  const cells = schedule.cells();
  const accounts = pairs.all.reduce((sum, pair) => sum + pair.all.length, pairs.replaced);
  const { plans, looks, observations, bytes } = tally;
  const record: RunRecord = {
    version: RECORD_VERSION,
    tool: request.tool,
    run: stage.run,
    startedAt,
    durationMs: Math.round(world.now() - begunMs),
    target: source,
    settings: { ...settings },
    verdict: verdictOf(cells, partial, sideChannels.length, settings.failOn),
    ...(partial === undefined ? {} : { partial }),
    cells,
    looksNeeded: LOOKS_NEEDED,
    leaks,
    ...(sideChannels.length === 0 ? {} : { sideChannels }),
    count: { plans, looks, observations, bytes, accounts, retired: accounts - left.length, leaks: tally.leaks },
    left,
    notes: [
      ...notesOf(stage, store, lanes, settings, tally),
      ...lostAnswers(schedule.telling),
      ...schedule.drawn.map(
        (page) => `${page} shows nobody its own over HTTP, as if scripts drew it: it was looked at in browsers alone`,
      ),
      ...untold,
      ...open,
      ...(because === undefined ? [] : [because]),
    ],
  };
  store.finish(record);
  return record;
}

/** What looks are worth, for three rates at which a leak may show. */
const LOOKS_NEEDED = [0.1, 0.01, 0.001].map((rate) => ({ rate, looks: looksNeeded(rate) }));

function hearsH2({ surroundings }: Stage): Promise<boolean> {
  return speaksH2(surroundings.origin, surroundings.insecureTls, LIMITS.probeMs);
}

function reporter({ onProgress, world }: RunRequest, schedule: Schedule, tally: Tally, settings: Settings) {
  const { budgetMs, plans: most } = settings;
  return (phase: Progress['phase']) => {
    const begunMs = world.now();
    return () => {
      const { plans, looks, observations, leaks, sideChannels } = tally;
      const elapsedMs = world.now() - begunMs;
      onProgress?.({
        phase,
        plans,
        plansLeft: most === LIMITS.plansMax ? undefined : schedule.left,
        looks,
        observations,
        leaks,
        sideChannels,
        elapsedMs,
        budgetMs,
      });
    };
  };
}
