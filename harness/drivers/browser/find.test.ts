import { expect, test } from '@playwright/test';
import { findBrowsers } from './find.ts';

const OWN = '/home/bee/.cache/ms-playwright/chromium-1255/chrome-linux/chrome';
const OWN_SHELL = '/home/bee/.cache/ms-playwright/chromium_headless_shell-1255';

const machines: readonly [string, { given?: string; there: readonly string[] }, unknown][] = [
  ['nothing', { there: [] }, { reason: expect.stringMatching(/^there is no Chrome or Chromium.*misdelivery browser/) }],
  [
    "Playwright's own before an installed one",
    { there: [OWN, OWN_SHELL, '/usr/bin/chromium'] },
    { full: { name: "Playwright's Chromium", channel: 'chromium' }, shell: { name: "Playwright's headless shell" } },
  ],
  [
    'both of Debian',
    { there: ['/usr/bin/chromium', '/usr/bin/chromium-headless-shell'] },
    {
      full: { name: 'chromium', path: '/usr/bin/chromium' },
      shell: { name: 'chromium-headless-shell', path: '/usr/bin/chromium-headless-shell' },
    },
  ],
  [
    'only a shell',
    { there: ['/opt/bees/chrome-headless-shell'] },
    { shell: { name: 'chrome-headless-shell', path: '/opt/bees/chrome-headless-shell' } },
  ],
  [
    'a named one',
    { given: '/srv/chrome', there: ['/srv/chrome', OWN] },
    { full: { name: 'chrome', path: '/srv/chrome' } },
  ],
  [
    'a named one that is not there',
    { given: '/srv/none', there: [OWN] },
    { reason: expect.stringContaining('/srv/none') },
  ],
  ['switched off', { given: 'none', there: [OWN] }, { reason: expect.stringContaining('switched off') }],
  [
    'Firefox',
    { given: '/usr/bin/firefox', there: ['/usr/bin/firefox', OWN] },
    { reason: expect.stringContaining('cannot be observed') },
  ],
];

for (const [name, { given, there }, expected] of machines) {
  test(`${name} on the machine`, () => {
    const found = findBrowsers({
      given,
      folders: ['/opt/bees'],
      playwrights: OWN,
      exists: (path) => there.includes(path),
    });
    expect(found).toEqual(expected);
  });
}
