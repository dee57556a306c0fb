import type { Observation } from '../model/observation.ts';
import type { Plan, Step } from '../model/plan.ts';
import { showsOwn } from '../oracles/index.ts';
import { gather } from './evidence.ts';
import type { Check } from './examine.ts';
import { Scene, type Taken } from './scene.ts';
import { look } from './verbs/look.ts';

type LookStep = Extract<Step, { do: 'look' }>;

const AT_A_BROWSER: Plan = { scenario: 'doctor', over: 'browser', steps: [] };

/** Pauses before one more look where owners do not see their own yet, in milliseconds: an index or a cache may be some seconds behind. */
const PAUSES_MS = [250, 500, 1_000, 2_000];

/** Says whether alpha sees its own at a surface: at once; at a browser, where scripts draw a page; or after some seconds. */
export async function examineLook(scene: Scene, step: LookStep, taken: Taken, index: number): Promise<Check> {
  const first = lookCheck(scene, step.surface, taken);
  const over = scene.stage.abilities.surfaces[step.surface]?.over ?? [];
  // What was refused is no matter of patience.
  if (first.is !== 'broken' || taken.outcome !== 'done') return first;
  if (over.includes('browser')) {
    const drawn = await lookAtBrowser(scene, step, index);
    if (drawn?.is === 'fine') return { ...drawn, because: `${drawn.because}, drawn by scripts at a browser` };
  }
  return (over.includes('http') ? await lookLater(scene, step, index) : undefined) ?? first;
}

async function lookAtBrowser(scene: Scene, step: LookStep, index: number): Promise<Check | undefined> {
  const { stage, pair, made, plantings } = scene;
  if ((await stage.browsers.found()).reason !== undefined) return undefined;
  await using seated = new Scene(stage, pair, AT_A_BROWSER);
  seated.made.push(...made);
  seated.plantings.push(...plantings);
  return lookCheck(seated, step.surface, await look(seated, step, index));
}

async function lookLater(scene: Scene, step: LookStep, index: number): Promise<Check | undefined> {
  let waitedMs = 0;
  for (const pauseMs of PAUSES_MS) {
    await scene.stage.world.sleep(pauseMs);
    waitedMs += pauseMs;
    const check = lookCheck(scene, step.surface, await look(scene, step, index));
    if (check.is === 'fine') return { ...check, because: `${check.because}, after ${waitedMs} ms: not before` };
  }
  return undefined;
}

/** What one look at a surface proves, by what it was answered. */
function lookCheck(scene: Scene, surface: string, { outcome, because, answer, observations }: Taken): Check {
  const { stage, pair, plan, journal, plantings } = scene;
  const shows = stage.surfaces[surface]?.shows;
  const name = shows === undefined ? `${surface} answers` : `alpha sees its own ${shows} at ${surface}`;
  const last = observations.at(-1);
  const said = answer === undefined ? {} : { said: answer };
  if (outcome !== 'done' || last === undefined)
    return { name, is: 'broken', because: because ?? outcome, advice: `Mend surfaces["${surface}"]`, ...said };
  const { arrived } = last.facts;
  const what =
    arrived === undefined
      ? `${shortly(last.request)} answered with ${last.status} and ${last.bytes} bytes`
      : `${arrived} arrived by ${shortly(last.request)}`;
  const evidence = gather(stage, pair, plan, [], [], { journal, plantings });
  if (observations.some((seen) => showsOwn(evidence, seen))) return { name, is: 'fine', because: what };
  // Another kind of its things may have pushed it out of sight here: a run plants one kind at a time.
  if (last.status < 400 && showsAny(scene, last))
    return { name, is: 'fine', because: `${what}, another of its things among them` };
  const advice =
    shows === undefined
      ? `Mend the path of surfaces["${surface}"]: it proves nothing as it is`
      : `Mend the path, or "shows", of surfaces["${surface}"]: it proves nothing while owners do not see their own there`;
  return {
    name,
    is: 'broken',
    because: shows === undefined ? what : `${what}, and ${withoutWords(last, shows)}`,
    advice,
  };
}

/** Whether anything is shown that was created here, whoever looks; the name of whoever is signed in stands on every page. */
export function showsAny({ stage, pair, plantings }: Scene, { own, foreign }: Observation): boolean {
  // A number that was asked for comes back in a refusal, too.
  const canaries = foreign.filter(({ run, kind }) => run === stage.run && kind !== 'identifier');
  const others = canaries.map(({ account, slot }) => `${account}:${slot}`);
  const shown = new Set([...own, ...others]);
  return plantings.some(({ account, fields }) => {
    const number = pair.facts.find(({ id }) => id === account)?.number;
    return fields.some(({ slot }) => shown.has(`${number}:${slot}`));
  });
}

function withoutWords({ facts }: Observation, shows: string): string {
  if (facts.vain === true) return 'says of what nobody has the same, but for the words asked for';
  return `without a canary of that ${shows}`;
}

/** A request without its query, as a terminal shows it. */
export function shortly(request: string): string {
  return request.split('?')[0] ?? request;
}
