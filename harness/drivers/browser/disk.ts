import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Surroundings } from '../session.ts';
import type { FoundBrowser } from './find.ts';
import { contextOptions, type Habits, launchOptions, startError } from './launch.ts';
import type { Opener } from './profile.ts';
import type { Relay } from './relay.ts';

/** A profile in a folder of its own and with a browser of its own, so that the browser can end and start again; removed when it is closed. */
export async function onDisk(found: FoundBrowser, world: Surroundings, habits: Habits, relay: Relay): Promise<Opener> {
  const { chromium } = await import('playwright');
  const folder = await mkdtemp(join(tmpdir(), 'misdelivery-profile-'));
  const options = { ...launchOptions(found, habits), ...contextOptions(world, habits, relay) };
  return {
    open: () =>
      chromium.launchPersistentContext(folder, options).catch((error) => {
        throw startError(found, error);
      }),
    remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
}
