import { test } from '@playwright/test';
import type { Browser } from 'playwright';
import { findBrowsers } from '../find.ts';
import { launched } from '../launch.ts';
import { thisMachine } from '../machine.ts';

/** Starts the browser that a run would use; without one, the tests that need it are skipped, and in CI they fail. */
export async function installedBrowser(): Promise<Browser> {
  const { shell, full, reason } = findBrowsers(await thisMachine());
  mustHaveBrowser(reason);
  return launched((shell ?? full) as NonNullable<typeof full>, {});
}

/** Skips a test, or fails it in CI, for that reason; does nothing without one. */
export function mustHaveBrowser(reason: string | undefined): void {
  if (reason === undefined) return;
  if (process.env.CI !== undefined) throw new Error(reason);
  test.skip(true, reason);
}
