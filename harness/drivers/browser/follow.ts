import type { Page } from 'playwright';
import { downloaded } from './download.ts';
import { messageSeen } from './message.ts';
import type { Profile } from './profile.ts';
import { Tab } from './tab.ts';
import type { WatchListener } from './watch.ts';

/** Watches a page of a profile from before its first request; everything that comes is recorded. */
export async function follow(profile: Profile, page: Page): Promise<Tab> {
  const { seat, world } = profile;
  const known: { tab?: Tab } = {};
  const listener: WatchListener = {
    now: world.now,
    moment: (kind, headers) => {
      if (Object.keys(headers).some(isToken)) profile.usesTokens = true;
      const isOfLeftPage = kind !== 'Document' && known.tab?.isAsLeft === true;
      return seat.moment(isOfLeftPage ? known.tab?.left.by : undefined);
    },
    passed: profile.outfit.passed,
    onAnswer: (moment, answer, kind) => {
      known.tab?.parts.push({ kind, answer });
      profile.record(moment, answer);
    },
    onMessage: (opened, url, text) => messageSeen(profile, { what: 'message of', url, text, opened }),
  };
  page.on('console', (message) => messageSeen(profile, { what: 'console', url: '', text: message.text() }));
  page.on('pageerror', (error) => messageSeen(profile, { what: 'console', url: '', text: String(error) }));
  page.on('dialog', (dialog) => {
    messageSeen(profile, { what: 'dialog', url: '', text: dialog.message() });
    void dialog.dismiss().catch(() => undefined);
  });
  page.on('download', (download) => {
    const moment = seat.moment();
    profile.keep(downloaded(download, world.now).then((answer) => profile.record(moment, answer)));
  });
  page.on('close', () => {
    profile.tabs = profile.tabs.filter((tab) => tab.page !== page);
  });
  known.tab = await Tab.open(page, seat.viewer.session, listener);
  if (profile.outfit.habits.cache === false) await known.tab.ignoreCache();
  return known.tab;
}

/** Headers by which a page says who is asking, beside cookies; a token against forged requests is none of these. */
function isToken(name: string): boolean {
  return /^authorization$|^x-.*(auth|token|session|api-?key)/i.test(name) && !/csrf|xsrf/i.test(name);
}
