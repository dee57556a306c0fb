import type { Page } from 'playwright';
import { BROWSER_LIMITS } from './limits.ts';
import type { Profile } from './profile.ts';
import type { Tab } from './tab.ts';

/**
 * Gets the tab in front to a path: by a link of its page where people walk and one leads there, else by typing the address. A link may
 * leave the document in place, with all that it remembers of whoever used it before; what it shows from then on was asked of it anew.
 */
export async function goTo(profile: Profile, path: string): Promise<void> {
  const { tab, seat } = profile;
  const isWalked = profile.walks && !profile.isOffline && (await walk(tab, path));
  if (!isWalked) await tab.goto(path);
  if (tab.left.by === undefined || !seat.untold.has(tab.left.by)) tab.left.touch();
}

/** A page for whoever signs in or out on foot: it follows links, and stays where the document has got to by itself if it `mayStay`. */
export function onFoot(tab: Tab, mayStay: boolean): Page {
  const goto: Page['goto'] = async (path, options) =>
    (mayStay && tab.isSameDocument && isThere(tab.page, path)) || (await walk(tab, path))
      ? null
      : tab.page.goto(path, options);
  return new Proxy(tab.page, {
    get(page, name) {
      if (name === 'goto') return goto;
      const value = Reflect.get(page, name, page);
      return typeof value === 'function' && name !== 'constructor' ? value.bind(page) : value;
    },
  });
}

/** Follows a link in the page; false where none leads there, or where it led elsewhere. */
async function walk(tab: Tab, path: string): Promise<boolean> {
  const isFollowed = await tab.evaluate(`(${follow})(${JSON.stringify(path)})`).catch(() => false);
  if (isFollowed !== true) return false;
  const { page } = tab;
  const timeout = BROWSER_LIMITS.linkTimeoutMs;
  return page
    .waitForURL(() => isThere(page, path), { timeout, waitUntil: 'load' })
    .then(
      () => true,
      () => false,
    );
}

/** Runs inside the page: no closure, no import. */
function follow(path: string): boolean {
  const { href } = new URL(path, location.href);
  const link = [...document.querySelectorAll<HTMLAnchorElement>('a[href]')].find(
    (each) =>
      each.href === href &&
      each.getClientRects().length > 0 &&
      (each.target === '' || each.target === '_self') &&
      !each.hasAttribute('download'),
  );
  link?.click();
  return link !== undefined;
}

function isThere(page: Page, path: string): boolean {
  return URL.canParse(path, page.url()) && new URL(path, page.url()).href === page.url();
}
