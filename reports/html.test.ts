import { type Browser, expect, test } from '@playwright/test';
import axe from 'axe-core';
import { installedBrowser } from '../harness/drivers/browser/testing/installed.ts';
import { OPTIONS } from './golden/options.ts';
import { RECORDS } from './golden/records.ts';
import { htmlReport } from './html.ts';

const SCENARIOS =
  'same-service same-identifier same-cache same-connection same-cookies same-moment interrupted same-process same-browser right-account anything same-outbox no-difference another'.split(
    ' ',
  );

test.describe('in a browser', () => {
  let browser: Browser;
  test.beforeAll(async () => {
    browser = await installedBrowser();
  });
  test.afterAll(() => browser?.close());

  for (const [name, record] of Object.entries(RECORDS)) {
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const width of [360, 1280]) {
        test(`${name}, ${colorScheme}, ${width} wide: accessible, self-contained, no sideways scrolling`, async () => {
          const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme, bypassCSP: true });
          const asked: string[] = [];
          page.on('request', (request) => asked.push(request.url()));
          await page.setContent(htmlReport(record, OPTIONS));
          for (const summary of await page.locator('summary').all()) await summary.click();
          await page.evaluate(axe.source);
          const { violations } = await page.evaluate(() =>
            (
              globalThis as never as {
                axe: { run: () => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
              }
            ).axe.run(),
          );
          expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
          expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
          expect(asked).toEqual([]);
          await page.close();
        });
      }
    }
  }

  for (const columns of [4, 8, 11, 14]) {
    test(`a matrix of ${columns} columns stays inside its card at every width`, async () => {
      const page = await browser.newPage();
      const cells = Array.from({ length: columns }, (_, at) =>
        RECORDS.inconclusive.cells.map((cell) => ({
          ...cell,
          looks: cell.looks * 10,
          scenario: SCENARIOS[at] ?? '',
        })),
      ).flat();
      await page.setContent(htmlReport({ ...RECORDS.inconclusive, cells }, OPTIONS));
      for (const width of [320, 700, 1000, 1130, 1200, 1280, 1366, 1440, 1600, 1920]) {
        await page.setViewportSize({ width, height: 700 });
        const [card, table] = await page.evaluate(() =>
          ['.matrix', '.matrix table'].map((name) => document.querySelector(name)?.getBoundingClientRect().right ?? 0),
        );
        expect(table, `${width} wide`).toBeLessThanOrEqual(card ?? 0);
      }
      await page.close();
    });
  }

  test('a leak is one key press away from its cell', async () => {
    const page = await browser.newPage();
    await page.setContent(htmlReport(RECORDS.leak, OPTIONS));
    const cell = page.locator('a.cell.tone-leak').first();
    await cell.focus();
    await expect(cell.locator('.tip')).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(page.locator('.leak:target h3')).toContainText('order list');
    await page.close();
  });
});

test('every link within the page leads somewhere', () => {
  for (const record of Object.values(RECORDS)) {
    const html = htmlReport(record, OPTIONS);
    for (const [, id] of html.matchAll(/href="#([^"]+)"/g)) expect(html).toContain(`id="${id}"`);
  }
});
