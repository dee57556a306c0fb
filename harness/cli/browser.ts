import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { CommandModule } from 'yargs';
import { type FoundBrowser, type FoundBrowsers, findBrowsers } from '../drivers/browser/find.ts';
import { versionOf } from '../drivers/browser/launch.ts';
import { thisMachine } from '../drivers/browser/machine.ts';
import { EXIT } from './exit-codes.ts';

/** `misdelivery browser`: finds a browser that can be used, else installs one. */
export const browserCommand: CommandModule<object, { install: boolean; json: boolean }> = {
  command: 'browser',
  describe: 'Find the browsers that runs will use, and install them where there are none',
  builder: (yargs) =>
    yargs
      .option('install', {
        type: 'boolean',
        default: true,
        describe: 'Install what is missing; --no-install only looks',
      })
      .option('json', { type: 'boolean', default: false, describe: 'Print what was found as JSON' })
      .epilogue(
        "Looks for Playwright's own Chromium, then for an installed Chrome or Chromium; MISDELIVERY_BROWSER names another. Exit codes: 0 there is one and it starts, 70 there is none.",
      ),
  handler: async ({ install, json }) => {
    const found = await search(install);
    if (json) process.stdout.write(`${JSON.stringify(found, null, 2)}\n`);
    const lines = await Promise.all([
      told('full', 'can restore pages: what a shared browser shows is looked at with it', found.full),
      told('shell', 'lighter: everything else is looked at with it', found.shell),
    ]);
    if (!json) process.stdout.write(lines.map(({ text }) => `${text}\n`).join(''));
    const isUsable = lines.some(({ starts }) => starts);
    if (!isUsable) process.stderr.write(`${found.reason ?? 'No browser starts here.'}\n${BY_HAND}\n`);
    process.exitCode = isUsable ? EXIT.clean : EXIT.broken;
  },
};

const BY_HAND =
  'By hand: "npx playwright install --with-deps chromium" where its download can be reached; "apt-get install chromium" on Debian; or name an installed Chrome or Chromium in MISDELIVERY_BROWSER.';

async function search(isInstalling: boolean): Promise<FoundBrowsers> {
  const found = findBrowsers(await thisMachine());
  const isGiven = (process.env.MISDELIVERY_BROWSER ?? '') !== '';
  if (found.full !== undefined || isGiven || !isInstalling) return found;
  for (const [words, way] of WAYS) {
    say(`No Chrome or Chromium that can restore pages here. ${words} …`);
    if (!way()) continue;
    const now = findBrowsers(await thisMachine());
    if (now.full !== undefined) return now;
  }
  return findBrowsers(await thisMachine());
}

/** Ways to get a browser, the first that works. */
const WAYS: readonly (readonly [words: string, way: () => boolean])[] = [
  ["Installing Playwright's own build", installPlaywrights],
  ["That did not work; installing the system's packages", installPackages],
];

/** The download first: where it cannot be reached, the libraries that it needs are not installed in vain. */
function installPlaywrights(): boolean {
  const cli = join(dirname(createRequire(import.meta.url).resolve('playwright/package.json')), 'cli.js');
  const env = { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: String(DOWNLOAD_TIMEOUT_MS) };
  if (!did(process.execPath, [cli, 'install', 'chromium'], env)) return false;
  return process.platform !== 'linux' || !isRoot() || did(process.execPath, [cli, 'install-deps', 'chromium'], {});
}

/** Debian's; there the headless shell is a package of its own, which older releases lack. */
function installPackages(): boolean {
  if (process.platform !== 'linux') return false;
  const asRoot = isRoot() ? [] : ['sudo', '-n'];
  const apt = (...args: string[]) => {
    const [command = '', ...rest] = [...asRoot, 'apt-get', ...args];
    return did(command, rest, { DEBIAN_FRONTEND: 'noninteractive' });
  };
  const install = (...packages: string[]) => apt('install', '-y', '--no-install-recommends', ...packages);
  apt('update', '-q');
  return install('chromium', 'chromium-headless-shell') || install('chromium');
}

const DOWNLOAD_TIMEOUT_MS = 10_000;

/** Longest time for one command. */
const COMMAND_TIMEOUT_MS = 600_000;

/** Runs a command, its output on standard error; false when it could not, or ended badly. */
function did(command: string, args: readonly string[], env: Record<string, string>): boolean {
  say(`$ ${[command, ...args].join(' ')}`);
  const { status } = spawnSync(command, args, {
    stdio: ['ignore', 2, 2],
    env: { ...process.env, ...env },
    timeout: COMMAND_TIMEOUT_MS,
  });
  return status === 0;
}

async function told(kind: string, use: string, found: FoundBrowser | undefined) {
  const head = `${kind.padEnd(6)}`;
  if (found === undefined) return { starts: false, text: `${head}none (${use})` };
  try {
    const version = await versionOf(found);
    return { starts: true, text: `${head}${found.path ?? found.name}, version ${version} (${use})` };
  } catch (error) {
    return { starts: false, text: `${head}${(error as Error).message}` };
  }
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
