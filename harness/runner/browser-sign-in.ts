import type { Cookie, Page } from 'playwright';
import type { Profile } from '../drivers/browser/profile.ts';
import { onFoot } from '../drivers/browser/walk.ts';
import type { Frame } from '../drivers/session.ts';
import { within } from '../drivers/within.ts';
import { BrokenError, UnansweredError } from '../model/errors.ts';
import { callAdapter } from './adapter.ts';
import { LIMITS } from './limits.ts';
import { type Member, openSession } from './member.ts';
import { Refusal } from './refusal.ts';
import type { Stage } from './stage.ts';

type FreshCookies = Parameters<Profile['context']['addCookies']>[0];

/**
 * Signs a member in at a browser: as people do where the target file says how, else with the cookies of a sign-in over HTTP. Where the one
 * before has just signed out on foot, it begins at the page that came of that.
 */
export async function signInAt(
  stage: Stage,
  profile: Profile,
  member: Member,
  frame: Frame,
  isJustLeft = false,
): Promise<void> {
  const signIn = stage.target.accounts.pages?.signIn;
  if (signIn === undefined) await profile.context.addCookies(await newCookies(stage, member, frame));
  else await byPage(profile, 'signIn', isJustLeft, (page) => signIn({ page, account: member.account }));
  await profile.quiet();
}

/** Signs out as people do; false where the target file does not say how. */
export async function signOutAt(stage: Stage, profile: Profile, member: Member | undefined): Promise<boolean> {
  const signOut = stage.target.accounts.pages?.signOut;
  if (member === undefined || signOut === undefined) return false;
  await byPage(profile, 'signOut', true, (page) => signOut({ page, account: member.account }));
  await profile.quiet();
  return true;
}

/** The cookies that a fresh sign-in over HTTP is given. */
export async function newCookies(stage: Stage, member: Member, frame: Frame): Promise<FreshCookies> {
  const { signIn } = stage.target.accounts;
  if (signIn === undefined) return [];
  member.sessions += 1;
  await using session = openSession(stage, member.facts, member.sessions);
  const { outcome, because, observations } = await callAdapter(stage, session, member, {
    surface: 'sign in',
    act: signIn,
  });
  for (const seen of observations) frame.record(seen);
  if (outcome !== 'done') throw new UnansweredError(because ?? outcome);
  const { hostname } = new URL(stage.surroundings.origin);
  return session.cookies.all().map((cookie) => ({ ...browserCookie(cookie), domain: cookie.domain ?? hostname }));
}

function browserCookie(
  cookie: ReturnType<Member['session']['cookies']['all']>[number],
): Omit<Cookie, 'domain' | 'sameSite'> {
  const expiry = cookie.expiryTime();
  return {
    name: cookie.key,
    value: cookie.value,
    path: cookie.path ?? '/',
    expires: expiry === undefined || !Number.isFinite(expiry) ? -1 : Math.floor(expiry / 1000),
    httpOnly: cookie.httpOnly,
    secure: cookie.secure,
  };
}

/** Lets the target file act at the page in front: on foot where people walk, and by address where that does not lead there. */
async function byPage(
  profile: Profile,
  name: string,
  mayStay: boolean,
  act: (page: Page) => Promise<unknown>,
): Promise<void> {
  const { tab, walks } = profile;
  const isDone =
    walks &&
    (await attempt(profile, name, () => act(onFoot(tab, mayStay))).then(
      () => true,
      () => false,
    ));
  if (!isDone) await attempt(profile, name, () => act(tab.page));
}

async function attempt(profile: Profile, name: string, act: () => Promise<unknown>): Promise<void> {
  try {
    await within(LIMITS.stepTimeoutMs, act());
  } catch (error) {
    if (profile.context.browser()?.isConnected() === false)
      throw new BrokenError(`The browser ended while accounts.pages.${name} ran.`, { cause: error });
    const [first] = String((error as Error).message).split('\n');
    throw new UnansweredError(`accounts.pages.${name} of the target file failed: ${first}`, { cause: error });
  }
}

/** Where pages say who is asking by something else than cookies, replacing these would leave the one before signed in. */
export function mustBeByCookies({ usesTokens }: Profile): void {
  if (usesTokens) throw new Refusal('pages say who is asking by a token here: replacing cookies would change nobody');
}
