import { expect, test } from '@playwright/test';
import { type Evidence, type Facts, type Observation, oracles, type Step } from '../harness/index.ts';
import { proofAtBrowser } from './browser-proof.ts';
import { historyAside } from './history.ts';

const PAGE = { by: 'bravo', surface: 'orders page' } as const;
const MOVES = {
  look: { ...PAGE, do: 'look' },
  back: { ...PAGE, do: 'back' },
  'old tab': { ...PAGE, do: 'old-tab' },
  'hard reload': { ...PAGE, do: 'hard-reload' },
} satisfies Record<string, Step>;

const NO_STORE = { cacheControl: 'private, no-store', contentType: 'text/html' };
const DATA_NO_STORE = { cacheControl: 'private, no-store', contentType: 'application/json' };
const MAY_KEEP = { cacheControl: 'max-age=60' };

/** What bravo did, what the browser told of it, and what that proves; alpha had used the browser before with these facts. */
const cases: readonly [string, keyof typeof MOVES, Facts, ReturnType<typeof proofAtBrowser>['is'], Facts?][] = [
  ['the page came back alive', 'back', { persisted: true }, 'occurred'],
  ["the page came from the browser's cache", 'back', { parts: ['disk cache'] }, 'occurred'],
  [
    'the page forbids being kept',
    'back',
    { notPersisted: ['PageSupportNeeded: CacheControlNoStoreHTTPOnlyCookieModified'] },
    'ruled-out',
  ],
  [
    'this browser cannot restore pages',
    'back',
    { notPersisted: ['Circumstantial: BackForwardCacheDisabledByCommandLine'] },
    'not-shown',
  ],
  [
    'this browser cannot restore pages, and the page forbids it',
    'back',
    {
      notPersisted: [
        'PageSupportNeeded: MainResourceHasCacheControlNoStore',
        'Circumstantial: BackForwardCacheDisabledForDelegate',
      ],
    },
    'not-shown',
  ],
  ['the page was made anew, nobody knows why', 'back', { parts: ['network'] }, 'not-shown'],
  ['the page came back alive, where nothing is to be forgotten', 'back', { persisted: true }, 'ruled-out', {}],
  [
    'the page came back alive, where only data may not be kept',
    'back',
    { persisted: true },
    'ruled-out',
    DATA_NO_STORE,
  ],
  ['nothing lets it be used again', 'look', { parts: ['network'] }, 'ruled-out', {}],
  ['the cache answered', 'look', { fromDiskCache: true, parts: ['disk cache'] }, 'occurred'],
  ['the cache asked whether its page is still good', 'look', { revalidated: true }, 'occurred'],
  ['a worker answered from its cache', 'look', { parts: ['network', 'worker cache'] }, 'occurred'],
  ['the answer may not be kept', 'look', { parts: ['network'], ...NO_STORE }, 'ruled-out'],
  [
    'the answer is kept for each cookie alone',
    'look',
    { parts: ['network'], ...MAY_KEEP, vary: 'Cookie' },
    'ruled-out',
  ],
  [
    'it might have been kept, and was asked for again: the cache is off',
    'look',
    { parts: ['network'], ...MAY_KEEP },
    'not-shown',
    { lasts: true },
  ],
  [
    'the worker of the one before is gone',
    'look',
    { parts: ['network'], workers: 0, ...NO_STORE },
    'not-shown',
    { workers: 1 },
  ],
  ['offline, the worker answered', 'look', { offline: true, parts: ['worker cache'] }, 'occurred'],
  ['offline, there was nothing', 'look', { offline: true, parts: ['nothing'] }, 'ruled-out'],
  ['offline, and the network answered', 'look', { offline: true, parts: ['network'] }, 'not-shown'],
  ['the tab had been opened by alpha', 'old tab', { openedBy: 'p0/alpha#browser' }, 'occurred'],
  ['the tab was its own', 'old tab', { openedBy: 'p0/bravo#browser' }, 'not-shown'],
  ['past every cache', 'hard reload', { parts: ['network'] }, 'not-shown'],
];

for (const [name, move, facts, expected, before = move === 'back' ? NO_STORE : {}] of cases) {
  test(`${move}: ${name} → ${expected}`, () => {
    const evidence = atOneBrowser(MOVES[move], before, facts);
    const observation = evidence.journal[1]?.observations[0] as Observation;
    expect(proofAtBrowser(evidence, { step: 1, observation }).is).toBe(expected);
  });
}

test('nobody had used the browser before: nothing is proven', () => {
  const evidence = atOneBrowser(MOVES.look, {}, { fromDiskCache: true });
  const alone = { ...evidence, journal: evidence.journal.slice(1) };
  const observation = alone.journal[0]?.observations[0] as Observation;
  expect(proofAtBrowser(alone, { step: 1, observation })).toMatchObject({ is: 'not-shown' });
});

const canary: Observation['foreign'] = [
  { kind: 'canary', run: 1, account: 0, slot: 0, text: 'zq', place: 'page text', encoding: [], grade: 'proven' },
];

const PERSISTED: Facts = { persisted: true };

/** What a page out of the history is worth when it shows another's; what came before, and what is told of the page. */
const verdicts: readonly [string, keyof typeof MOVES, Facts, Facts, 'leak' | 'clean'][] = [
  ['a service that forbids nobody to keep its pages', 'back', {}, PERSISTED, 'clean'],
  ['one that forbids that for data alone, not for pages', 'back', DATA_NO_STORE, PERSISTED, 'clean'],
  ['one that wants its pages forgotten', 'back', NO_STORE, PERSISTED, 'leak'],
  ['a plain look, which no history explains', 'look', {}, PERSISTED, 'leak'],
  [
    "the engine's memory, though the answer forbids to keep it",
    'back',
    NO_STORE,
    { fromMemory: true, ...NO_STORE },
    'clean',
  ],
  ["the engine's memory, where the answer may be kept", 'back', NO_STORE, { fromMemory: true, ...MAY_KEEP }, 'leak'],
  ['an answer from the network that forbids to keep it', 'back', NO_STORE, NO_STORE, 'leak'],
];

for (const [name, move, before, facts, expected] of verdicts) {
  test(`history, ${move}: ${name} → ${expected}`, () => {
    const evidence = { ...atOneBrowser(MOVES[move], before, facts, canary), run: 1 };
    expect(historyAside(oracles.foreignCanary).judge(evidence).is).toBe(expected);
  });
}

function atOneBrowser(step: Step, before: Facts, facts: Facts, foreign: Observation['foreign'] = []): Evidence {
  return {
    plan: {
      scenario: 'same-browser',
      over: 'browser',
      profile: 'shared',
      steps: [{ ...PAGE, by: 'alpha', do: 'look' }, step],
    },
    journal: [
      { step: 0, by: 'alpha', outcome: 'done', observations: [shown('alpha', before)] },
      { step: 1, by: 'bravo', outcome: 'done', observations: [shown('bravo', facts, foreign)] },
    ],
    accounts: [],
    plantings: [],
    shared: [],
  } as unknown as Evidence;
}

function shown(actor: 'alpha' | 'bravo', facts: Facts, foreign: Observation['foreign'] = []): Observation {
  return {
    session: `p0/${actor}#browser`,
    actor,
    tenant: `p0/${actor}`,
    surface: 'orders page',
    status: 200,
    own: [],
    foreign,
    carried: [],
    facts: { profile: 'p0 profile 1', ...facts },
  } as unknown as Observation;
}
