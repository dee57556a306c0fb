import type { TargetSource } from '../model/record.ts';
import { type Target, WHOAMI } from '../model/target.ts';
import { type Attempt, type Enrolled, enrolPair } from './enrol.ts';
import { examineLeaving } from './examine-leaving.ts';
import { examineSharing } from './examine-sharing.ts';
import { examineThings } from './examine-things.ts';
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
  /** What the target answered, for a terminal: it is never stored. */
  readonly said?: string;
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

/** Brings one pair of accounts to life, lets it create, look and share, and closes it again; says how far each part of the target file works. */
export async function examineAccounts(
  target: Target,
  workspace: Workspace,
  world: World,
  source: TargetSource,
): Promise<Check[]> {
  const stage = setStage(target, workspace, world);
  stage.created.begin(stage.run, source, world.timestamp());
  await using _browsers = stage.browsers;
  await using _mailroom = stage.mailroom;
  const enrolled = await enrolPair(stage, 0);
  const things = enrolled.failure === undefined ? await examineThings(stage, enrolled.pair) : [];
  const sharing = enrolled.failure === undefined ? await examineSharing(stage, enrolled.pair) : [];
  const leaving = enrolled.failure === undefined ? await examineLeaving(stage, enrolled.pair) : [];
  const remaining = new Set<string>(enrolled.pair.facts.map(({ id }) => id));
  const because = await retirePairs(stage, [enrolled.pair], remaining);
  const left = [...remaining];
  if (left.length === 0) stage.created.close();
  const { enrol, given, signIn, colleague } = target.accounts;
  const isMade = enrol !== undefined || given === undefined;
  return [
    isMade
      ? accountCheck('an account can be enrolled', enrol !== undefined, enrolled, 'enrol')
      : { name: 'an account can be enrolled', is: 'fine', because: `${given?.length} accounts are given` },
    accountCheck('it can sign in', signIn !== undefined, enrolled, 'sign in'),
    recognised(target, enrolled),
    ...(colleague === undefined ? [] : [accountCheck('a colleague can join it', true, enrolled, 'enrol colleague')]),
    ...things,
    ...sharing,
    ...leaving,
    retired(
      target,
      left,
      because,
      enrolled.pair.facts.map(({ id }) => id),
    ),
  ];
}

/** In the target file, what makes each attempt. */
const ABILITY = {
  enrol: 'accounts.enrol',
  'enrol colleague': 'accounts.colleague',
  'sign in': 'accounts.signIn',
  recognise: 'accounts.whoami',
} as const satisfies Record<Attempt['what'], string>;

function accountCheck(name: string, isAble: boolean, { attempts }: Enrolled, what: Attempt['what']): Check {
  if (!isAble)
    return {
      name,
      is: 'lacking',
      because: `the target file has no ${ABILITY[what]}`,
      advice: 'Add it if the service can do that',
    };
  const made = attempts.filter((attempt) => attempt.what === what);
  const bad = made.find(({ called }) => called.outcome !== 'done');
  if (bad !== undefined) {
    const { because, outcome, answer } = bad.called;
    const said = answer === undefined ? {} : { said: answer };
    return {
      name,
      is: 'broken',
      because: `${bad.by}: ${because ?? outcome}`,
      advice: `Mend ${ABILITY[what]}`,
      ...said,
    };
  }
  if (made.length === 0)
    return { name, is: 'broken', because: notReached(attempts), advice: 'Mend what failed before it' };
  return { name, is: 'fine', because: `${made.map(({ by }) => by).join(' and ')}: ${lastRequest(made)}` };
}

function recognised({ accounts: { whoami, given } }: Target, { attempts, failure }: Enrolled): Check {
  const name = 'it is recognised after sign-in';
  if (whoami === undefined)
    return {
      name,
      is: 'lacking',
      because: 'the target file has no accounts.whoami',
      advice: 'Add it: a page or call that shows who is signed in makes every verdict surer',
    };
  const asked = attempts.filter(({ what }) => what === 'recognise').map(({ by }) => by);
  const own = given === undefined ? 'canary' : 'e-mail address or user name';
  if (failure === undefined && asked.length > 0)
    return { name, is: 'fine', because: `${asked.join(' and ')} saw their own ${own} at ${WHOAMI}` };
  if (asked.length === 0)
    return { name, is: 'broken', because: notReached(attempts), advice: 'Mend what failed before it' };
  const status = attempts.findLast(({ what }) => what === 'recognise')?.called.observations.at(-1)?.status ?? 0;
  if (status >= 400)
    return { name, is: 'broken', because: `${WHOAMI} answered ${status}`, advice: 'Mend accounts.whoami, or sign-in' };
  const advice =
    given === undefined
      ? 'Plant account.canary(…), email or username in accounts.enrol in a field that accounts.whoami shows, and see that sign-in keeps its cookie or token'
      : 'Let accounts.whoami be a page or call that shows the e-mail address or user name, and see that sign-in keeps its cookie or token';
  return { name, is: 'broken', because: failure ?? '', advice };
}

function retired(
  { accounts }: Target,
  left: readonly string[],
  why: string | undefined,
  all: readonly string[],
): Check {
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
      because: `the target file has no accounts.retire, so ${all.join(' and ')} are still there`,
      advice: 'Add it, or every run leaves its accounts behind',
    };
  if (left.length > 0)
    return {
      name,
      is: 'broken',
      because: `${left.join(' and ')} could not be closed${why === undefined ? '' : `: ${why}`}`,
      advice: 'Mend accounts.retire, then run "misdelivery clean"',
    };
  return { name, is: 'fine', because: 'all were closed' };
}

function notReached(attempts: readonly Attempt[]): string {
  const bad = attempts.find(({ called }) => called.outcome !== 'done');
  return bad === undefined ? 'it was not reached' : `not reached: ${bad.called.because ?? bad.called.outcome}`;
}

function lastRequest(made: readonly Attempt[]): string {
  const last = made.at(-1)?.called.observations.at(-1);
  return last === undefined
    ? 'nothing was asked of the target by the account itself'
    : `${last.request.split('?')[0]} answered with ${last.status}`;
}
