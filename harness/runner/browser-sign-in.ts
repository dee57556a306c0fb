import type { Cookie } from 'playwright';
import type { Profile } from '../drivers/browser/profile.ts';
import type { Frame } from '../drivers/session.ts';
import { BrokenError, UnansweredError } from '../model/errors.ts';
import { callAdapter } from './adapter.ts';
import { LIMITS } from './limits.ts';
import { type Member, openSession } from './member.ts';
import type { Stage } from './stage.ts';

type FreshCookies = Parameters<Profile['context']['addCookies']>[0];

/** Signs a member in at a browser: as people do where the target file says how, else with the cookies of a sign-in over HTTP. */
export async function signInAt(stage: Stage, profile: Profile, member: Member, frame: Frame): Promise<void> {
  const signIn = stage.target.accounts.pages?.signIn;
  if (signIn === undefined) await profile.context.addCookies(await newCookies(stage, member, frame));
  else await byPage(profile, 'signIn', () => signIn({ page: profile.tab.page, account: member.account }));
  await profile.quiet();
}

/** Signs out as people do; false where the target file does not say how. */
export async function signOutAt(stage: Stage, profile: Profile, member: Member | undefined): Promise<boolean> {
  const signOut = stage.target.accounts.pages?.signOut;
  if (member === undefined || signOut === undefined) return false;
  await byPage(profile, 'signOut', () => signOut({ page: profile.tab.page, account: member.account }));
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

async function byPage(profile: Profile, name: string, act: () => Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const expired = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not finished within ${LIMITS.stepTimeoutMs} ms`)), LIMITS.stepTimeoutMs);
  });
  try {
    await Promise.race([act(), expired]);
  } catch (error) {
    if (profile.context.browser()?.isConnected() === false)
      throw new BrokenError(`The browser ended while accounts.pages.${name} ran.`, { cause: error });
    const [first] = String((error as Error).message).split('\n');
    throw new UnansweredError(`accounts.pages.${name} of the target file failed: ${first}`, { cause: error });
  } finally {
    clearTimeout(timer);
  }
}
