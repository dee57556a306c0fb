import { existsSync } from 'node:fs';
import { delimiter } from 'node:path';
import type { Machine } from './find.ts';

/** This machine, as the search for a browser sees it. */
export async function thisMachine(): Promise<Machine> {
  const { chromium } = await import('playwright');
  return {
    given: process.env.MISDELIVERY_BROWSER,
    folders: (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== ''),
    playwrights: chromium.executablePath(),
    exists: existsSync,
  };
}
