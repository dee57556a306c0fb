import type { Role } from '../model/account.ts';
import type { Entry } from '../model/observation.ts';
import type { TargetSource } from '../model/record.ts';
import { LANDING, type Target, WHOAMI } from '../model/target.ts';
import { enrolPair } from './enrol.ts';
import { retirePairs } from './retire.ts';
import { setStage, type Workspace } from './set-stage.ts';
import type { World } from './world.ts';

/** What was found out about one thing that a run needs. */
export interface Check {
  readonly name: string;
  /** `lacking`: the target file does not say how, and a run goes on without. */
  readonly is: 'fine' | 'broken' | 'lacking';
  readonly because: string;
  /** What to do about it; absent when it is fine. */
  readonly advice?: string;
}

/** Whether anything answers at a target's origin. */
export async function examineOrigin(
  { origin, insecureTls }: Target,
  ask: (origin: string) => Promise<number>,
): Promise<Check> {
  const name = 'the origin answers';
  try {
    return { name, is: 'fine', because: `${origin} answered with status ${await ask(origin)}` };
  } catch (error) {
    const reason = (error as { cause?: Error }).cause?.message ?? (error as Error).message;
    const isTls = /certificate|self.signed/i.test(reason);
    const advice =
      isTls && insecureTls !== true
        ? 'Set insecureTls: true in the target file if that is meant to be'
        : 'Start the service, or mend "origin" in the target file';
    return { name, is: 'broken', because: `${origin}: ${reason}`, advice };
  }
}

/** Brings one pair of accounts to life and closes it again; says how far each part of `accounts` works. */
export async function examineAccounts(
  target: Target,
  workspace: Workspace,
  world: World,
  source: TargetSource,
): Promise<Check[]> {
  const stage = setStage(target, workspace, world);
  stage.created.write({
    do: 'run',
    run: stage.run,
    target: source.file ?? source.name,
    origin: target.origin,
    embedded: source.file === undefined,
    at: world.timestamp(),
    pid: process.pid,
  });
  await using _browsers = stage.browsers;
  const { pair, prelude, failure } = await enrolPair(stage, 0);
  const remaining = new Set<string>(pair.facts.map(({ id }) => id));
  await retirePairs(stage, [pair], remaining);
  const left = [...remaining];
  if (left.length === 0) stage.created.close();
  const { accounts } = target;
  return [
    accountCheck(
      'an account can be enrolled',
      accounts.enrol !== undefined,
      prelude,
      /^enrol$/,
      'Mend accounts.enrol',
      'accounts.enrol or accounts.given',
    ),
    accountCheck(
      'it can sign in',
      accounts.signIn !== undefined,
      prelude,
      /^sign in$/,
      'Mend accounts.signIn',
      'accounts.signIn',
    ),
    recognised(target, prelude, failure),
    ...(accounts.colleague === undefined
      ? []
      : [
          accountCheck(
            'a colleague can join it',
            true,
            prelude,
            /^enrol colleague$/,
            'Mend accounts.colleague',
            'accounts.colleague',
          ),
        ]),
    retired(target, left),
  ];
}

function accountCheck(
  name: string,
  isAble: boolean,
  prelude: readonly Entry[],
  surface: RegExp,
  advice: string,
  lacks: string,
): Check {
  const entries = prelude.filter(({ observations }) => observations.some((seen) => surface.test(seen.surface)));
  const bad = entries.find(({ outcome }) => outcome !== 'done');
  if (!isAble)
    return {
      name,
      is: 'lacking',
      because: `the target file has no ${lacks}`,
      advice: 'Add it if the service can do that',
    };
  if (bad !== undefined) return { name, is: 'broken', because: `${bad.by}: ${bad.because ?? bad.outcome}`, advice };
  if (entries.length === 0)
    return { name, is: 'broken', because: notReached(prelude), advice: 'Mend what failed before it' };
  return { name, is: 'fine', because: `${entries.map(({ by }) => by).join(' and ')}: ${lastRequest(entries)}` };
}

function recognised({ accounts: { whoami } }: Target, prelude: readonly Entry[], failure: string | undefined): Check {
  const name = 'it is recognised after sign-in';
  if (whoami === undefined)
    return {
      name,
      is: 'lacking',
      because: 'the target file has no accounts.whoami',
      advice: 'Add it: a page or call that shows who is signed in makes every verdict surer',
    };
  const asked = rolesAsked(prelude);
  if (failure === undefined && asked.length > 0)
    return { name, is: 'fine', because: `${asked.join(' and ')} saw their own canary at ${WHOAMI}` };
  const advice =
    'Plant account.canary(…) in accounts.enrol in a field that accounts.whoami shows, and see that sign-in keeps its cookie or token';
  return { name, is: 'broken', because: asked.length === 0 ? notReached(prelude) : (failure ?? ''), advice };
}

function rolesAsked(prelude: readonly Entry[]): Role[] {
  const asked = prelude.filter(({ observations }) => observations.some(({ surface }) => surface === WHOAMI));
  return [...new Set(asked.map(({ by }) => by as Role))];
}

function retired({ accounts }: Target, left: readonly string[]): Check {
  const name = 'it can be retired';
  if (accounts.given !== undefined)
    return {
      name,
      is: 'lacking',
      because: 'the accounts are given, and stay',
      advice: 'Nothing to do; what they create is removed where resources can be',
    };
  if (accounts.retire === undefined)
    return {
      name,
      is: 'lacking',
      because: `the target file has no accounts.retire, so ${left.join(' and ')} are still there`,
      advice: 'Add it, or every run leaves its accounts behind',
    };
  if (left.length > 0)
    return {
      name,
      is: 'broken',
      because: `${left.join(' and ')} could not be closed`,
      advice: 'Mend accounts.retire, then run "misdelivery clean"',
    };
  return { name, is: 'fine', because: 'all were closed' };
}

function notReached(prelude: readonly Entry[]): string {
  const bad = prelude.find(({ outcome, observations }) => outcome !== 'done' && observations[0]?.surface !== LANDING);
  return bad === undefined ? 'it was not reached' : `not reached: ${bad.because ?? bad.outcome}`;
}

function lastRequest(entries: readonly Entry[]): string {
  const seen = entries.flatMap(({ observations }) => observations).at(-1);
  return seen === undefined ? 'done' : `${seen.request} answered with ${seen.status}`;
}
