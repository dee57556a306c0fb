/** A browser that can be started. */
export interface FoundBrowser {
  /** `Playwright's Chromium`, `chromium`, `google-chrome`. */
  readonly name: string;
  /** Absent for Playwright's own, which Playwright finds by its channel. */
  readonly path?: string;
  readonly channel?: 'chromium';
}

/** What there is: a full browser (can restore pages), a headless shell (lighter, cannot), both, or the reason for neither. */
export interface FoundBrowsers {
  readonly full?: FoundBrowser;
  readonly shell?: FoundBrowser;
  readonly reason?: string;
}

/** What is asked of the machine. */
export interface Machine {
  /** `MISDELIVERY_BROWSER`: a browser to use before all others, or `none`. */
  readonly given: string | undefined;
  /** Folders of `PATH`. */
  readonly folders: readonly string[];
  /** Where Playwright would keep its own full browser. */
  readonly playwrights: string;
  readonly exists: (path: string) => boolean;
}

const FULL = ['google-chrome-stable', 'google-chrome', 'chrome', 'chromium', 'chromium-browser', 'microsoft-edge'];
const SHELL = ['chrome-headless-shell', 'chromium-headless-shell'];

/** Usual places beside `PATH`. */
const PLACES = [
  '/usr/bin',
  '/usr/local/bin',
  '/snap/bin',
  '/opt/google/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS',
  '/Applications/Chromium.app/Contents/MacOS',
  'C:\\Program Files\\Google\\Chrome\\Application',
  'C:\\Program Files\\Chromium\\Application',
];
const SUFFIXES = ['', '.exe'];

/** Browsers that start, but do not tell where what they show came from. */
const OTHERS = /(firefox|safari|webkit|minibrowser|epiphany)(\.exe)?$/i;
const WHY_CHROMIUM =
  "only Chromium's inspector tells what came from a cache, a worker or the history, and a look without that proves nothing";

/** How to get a browser, for whoever has none. */
export const GET_BROWSER =
  'Get one with "npx misdelivery browser" (or "npm run browser"), or name one in MISDELIVERY_BROWSER';

/** Playwright's own browser before an installed one, and what was named before both. */
export function findBrowsers({ given, folders, playwrights, exists }: Machine): FoundBrowsers {
  if (given === 'none') return { reason: `the browser is switched off by MISDELIVERY_BROWSER=none. ${GET_BROWSER}` };
  if (given !== undefined && given !== '') {
    if (!exists(given)) return { reason: `there is no browser at MISDELIVERY_BROWSER=${given}. ${GET_BROWSER}` };
    if (OTHERS.test(given)) return { reason: `${given} cannot be observed: ${WHY_CHROMIUM}. ${GET_BROWSER}` };
    const named = { name: given.split(/[\\/]/).at(-1) ?? given, path: given };
    return /headless[-_]shell/.test(given) ? { shell: named } : { full: named };
  }
  const shellFolder = playwrights.replace(/chromium-(\d+).*$/, 'chromium_headless_shell-$1');
  const installed = (names: readonly string[]) => find(names, [...folders, ...PLACES], exists);
  const full = exists(playwrights) ? OWN : installed([...FULL, 'Google Chrome', 'Chromium']);
  const shell = exists(shellFolder) ? OWN_SHELL : installed(SHELL);
  if (full === undefined && shell === undefined)
    return { reason: `there is no Chrome or Chromium on this machine. ${GET_BROWSER}` };
  return { ...(full === undefined ? {} : { full }), ...(shell === undefined ? {} : { shell }) };
}

const OWN: FoundBrowser = { name: "Playwright's Chromium", channel: 'chromium' };
const OWN_SHELL: FoundBrowser = { name: "Playwright's headless shell" };

function find(
  names: readonly string[],
  folders: readonly string[],
  exists: Machine['exists'],
): FoundBrowser | undefined {
  for (const name of names) {
    for (const folder of folders) {
      for (const suffix of SUFFIXES) {
        const path = `${folder}${folder.includes('\\') ? '\\' : '/'}${name}${suffix}`;
        if (exists(path)) return { name, path };
      }
    }
  }
  return undefined;
}
