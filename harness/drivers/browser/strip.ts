import type { Profile } from './profile.ts';
import type { Tab } from './tab.ts';

/** Closes the tab in front; the last one is replaced by an empty one. */
export async function closeTab(profile: Profile): Promise<void> {
  const { tab } = profile;
  profile.closed.push(tab.page.url());
  if (profile.tabs.length === 1) await profile.newTab();
  profile.tabs = profile.tabs.filter((each) => each !== tab);
  await tab.page.close();
}

/** Puts the tab that has been open longest in front. */
export async function returnToOldest(profile: Profile): Promise<Tab> {
  const [oldest = profile.tab, ...others] = profile.tabs;
  profile.tabs = [...others, oldest];
  await oldest.show();
  return oldest;
}
