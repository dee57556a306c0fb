import type { Plan } from '../model/plan.ts';
import type { Called } from './adapter.ts';
import { Browsing } from './browsing.ts';
import type { Check } from './examine.ts';
import type { Pair } from './pair.ts';
import { signOut } from './sign-out.ts';
import type { Stage } from './stage.ts';

/** Lets bravo sign out, and alpha sign in and out at a browser, as far as the target file says how. */
export async function examineLeaving(stage: Stage, pair: Pair): Promise<Check[]> {
  const { signOut: act, pages } = stage.target.accounts;
  const bravo = pair.member('bravo');
  const checks: Check[] = [];
  if (act !== undefined && bravo !== undefined) {
    const { called, hasLeft } = await signOut(stage, bravo, act);
    const check = checkOf('it can sign out', 'bravo', called, hasLeft, 'Mend accounts.signOut');
    // A token may be good for ever: then nothing is tested after a sign-out, and all else goes on.
    checks.push(called.outcome === 'done' && !hasLeft ? { ...check, is: 'lacking' } : check);
  }
  if (pages !== undefined) checks.push(...(await atBrowser(stage, pair)));
  return checks;
}

const AT_ONE_BROWSER: Plan = { scenario: 'doctor', over: 'browser', profile: 'shared', steps: [] };

async function atBrowser(stage: Stage, pair: Pair): Promise<Check[]> {
  const name = 'it can sign in at a browser';
  const { reason } = await stage.browsers.found();
  if (reason !== undefined) return [{ name, is: 'lacking', because: reason, advice: 'Run "misdelivery browser"' }];
  await using browsing = new Browsing(stage, pair, AT_ONE_BROWSER);
  const entered = await browsing.visit('alpha', { surface: 'sign in', act: async () => {} });
  const isIn = entered.outcome === 'done';
  const first = checkOf(name, 'alpha', entered, isIn, 'Mend accounts.pages.signIn');
  if (!isIn || stage.target.accounts.pages?.signOut === undefined) return [first];
  const left = await browsing.switchTo('visitor', 'sign-out');
  const advice = 'Mend accounts.pages.signOut';
  return [first, checkOf('it can sign out at a browser', 'alpha', left, left.outcome === 'done', advice)];
}

function checkOf(name: string, by: string, called: Called<unknown>, isFine: boolean, advice: string): Check {
  const last = called.observations.at(-1);
  const how = last === undefined || last.driver === 'browser' ? 'done' : `${last.request} answered with ${last.status}`;
  if (isFine) return { name, is: 'fine', because: `${by}: ${how}` };
  const said = called.answer === undefined ? {} : { said: called.answer };
  return { name, is: 'broken', because: `${by}: ${called.because ?? called.outcome}`, advice, ...said };
}
