import type { Observation } from '../../../model/observation.ts';
import { Browsers } from '../browsers.ts';
import { mustHaveBrowser } from './installed.ts';
import { testWorld } from './world.ts';

/** What alpha is shown at a path, in a light browser of its own; `said` is told a canary of another's before. */
export async function shownToAlpha(
  origin: string,
  path: string,
  said: (canary: string) => void = () => {},
): Promise<Observation[]> {
  await using browsers = new Browsers();
  mustHaveBrowser((await browsers.found()).reason);
  const { world, codec } = testWorld(origin, () => performance.now());
  said(codec.mint(1, 3));
  const seen: Observation[] = [];
  const frame = { surface: 'page', record: (each: Observation) => void seen.push(each) };
  const viewer = { session: 'p0/alpha#1', actor: 'alpha', account: 'p0/alpha', tenant: 'p0/alpha' } as const;
  const profile = await browsers.profile('light', world, viewer, frame);
  profile.begin(frame);
  await profile.tab.goto(path);
  await profile.look('GET', world.now());
  return seen;
}
