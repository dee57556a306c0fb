import { BrokenError } from '../model/errors.ts';
import type { Step } from '../model/plan.ts';
import type { BrowserByHand } from './by-hand.ts';
import type { Pair } from './pair.ts';
import { Scene } from './scene.ts';
import type { Stage } from './stage.ts';
import { VERBS, type Verb } from './verbs/catalogue.ts';

/** The browser of a pair that is moved by hand, with what was recorded there. */
export function browserByHand(stage: Stage, pair: Pair, steps: Step[], hands: Scene) {
  const scene = new Scene(stage, pair, { scenario: 'by hand', over: 'browser', profile: 'shared', steps });
  const act = async (step: Step) => {
    // What was created by hand can be looked at here.
    scene.made.splice(0, scene.made.length, ...hands.made);
    const index = steps.push(step) - 1;
    const taken = await (VERBS[step.do] as Verb<Step>)(scene, step, index);
    scene.note(index, step.by, taken);
    if (taken.outcome === 'done') return taken.observations;
    throw new BrokenError(
      `${step.by} could not ${step.do} at the browser: ${taken.because ?? taken.outcome}. Try "misdelivery doctor".`,
    );
  };
  const sitting = () => {
    const { sitting: by } = scene.browsing;
    if (by === undefined) throw new BrokenError('Nobody sits at the browser. Let somebody sit down first.');
    return by;
  };
  const browser: BrowserByHand = {
    async sit(by, how = 'sign-out') {
      await act({ do: 'switch-account', by, how });
      return scene.browsing.page;
    },
    look: (surface, ref) => act({ do: 'look', by: sitting(), surface, ...(ref === undefined ? {} : { ref }) }),
    move: (how, surface) => act({ do: how, by: sitting(), surface }),
  };
  return { browser, journal: scene.journal, close: () => scene[Symbol.asyncDispose]() };
}
