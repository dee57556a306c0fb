import { type Cell, oracles, type RunRecord } from '../../harness/index.ts';
import { answered } from './answered.ts';
import { HINTS } from './hints.ts';
import { LEAKS } from './leaks.ts';

const SURFACES = ['order list', 'one order', 'label', 'orders page'];

function clean(): RunRecord {
  return recordOf({
    cells: cellsOf(),
    verdict: { is: 'clean', because: '13 cells, each looked at with its control seen' },
  });
}

function leak(): RunRecord {
  const cells = cellsOf({
    'order list × same-cache': { is: 'leak', looks: 41, leaks: 12, ...oracles.rateOf(12, 41) },
    'one order × same-identifier': { is: 'leak', looks: 20, leaks: 20, ...oracles.rateOf(20, 20) },
    'orders page × same-moment': { is: 'leak', looks: 90, leaks: 2, ...oracles.rateOf(2, 90) },
  });
  return recordOf({
    cells,
    verdict: { is: 'leak', because: '3 of 13 cells leak' },
    leaks: [...LEAKS, answered()],
    target: {
      name: 'depot',
      origin: 'http://127.0.0.1:4173',
      faults: ['http-cache-ignores-cookie'],
      traps: ['same-customer'],
    },
    count: { plans: 260, looks: 451, observations: 3_012, bytes: 4_812_344, accounts: 64, retired: 62, leaks: 34 },
    left: ['p3/alpha', 'p3/bravo'],
    notes: ['2 more kinds of leak are in the matrix and are not told one by one'],
  });
}

function inconclusive(): RunRecord {
  const cells = cellsOf({
    'label × same-service': {
      is: 'inconclusive',
      looks: 0,
      rateMax: 1,
      because: ['blind: bravo was not shown anything of its own (GET answered 200)'],
    },
    'label × same-identifier': {
      is: 'inconclusive',
      looks: 0,
      rateMax: 1,
      because: ['blind: bravo was not shown anything of its own (GET answered 200)'],
    },
    'orders page × same-cache': {
      is: 'inconclusive',
      looks: 0,
      rateMax: 1,
      because: [
        'the target answered 429: too many requests. Lower --lanes or raise its limit',
        'the target answered 503',
      ],
    },
  });
  return recordOf({
    cells,
    partial: 'it was interrupted',
    verdict: { is: 'inconclusive', because: 'the run is partial: it was interrupted' },
    target: {
      name: 'a parcel service with a very long name',
      origin: 'https://staging.parcels.example.com',
      file: 'misdelivery.target.ts',
      faults: [],
      traps: [],
    },
  });
}

function recordOf(part: Partial<RunRecord>): RunRecord {
  return {
    version: 1,
    tool: 'misdelivery 0.1.0',
    run: 7,
    startedAt: '2026-11-24T09:00:00.000Z',
    durationMs: 31_400,
    target: { name: 'depot', origin: 'http://127.0.0.1:4173', faults: [], traps: [] },
    settings: {
      scenarios: [],
      surfaces: [],
      seed: 2026,
      plans: 20,
      budgetMs: 40_000,
      pairs: 200,
      lanes: 4,
      tell: 12,
      untilLeak: false,
      allowInconclusive: false,
    },
    verdict: { is: 'clean', because: '' },
    cells: [],
    looksNeeded: [0.1, 0.01, 0.001].map((rate) => ({ rate, looks: oracles.looksNeeded(rate) })),
    leaks: [],
    count: { plans: 260, looks: 418, observations: 2_900, bytes: 4_700_000, accounts: 64, retired: 64, leaks: 0 },
    left: [],
    notes: [],
    ...part,
  };
}

function cellsOf(changed: Readonly<Record<string, Partial<Cell>>> = {}): Cell[] {
  return SURFACES.flatMap((surface) =>
    ['same-service', 'same-identifier', 'same-cache', 'same-moment'].flatMap((scenario): Cell[] => {
      const takes = surface === 'one order' || surface === 'label';
      if (scenario === 'same-identifier' && !takes) return [];
      if (scenario === 'same-moment' && surface === 'label') return [];
      const looks = 20 + surface.length * scenario.length;
      const isCache = scenario === 'same-cache';
      const ruled = isCache ? { ruledOut: 9, ruledOutBy: 'Cache-Control: private, no-store' } : { ruledOut: 0 };
      const driver = surface === 'orders page' ? 'browser' : 'http';
      const plain = {
        surface,
        scenario,
        driver,
        is: 'clean',
        looks,
        leaks: 0,
        ...oracles.rateOf(0, looks),
        because: [],
      } as const;
      return [{ ...plain, ...ruled, ...changed[`${surface} × ${scenario}`] }];
    }),
  );
}

/** Records as literals, from which every document's golden file is made. The story: a stationery shop and a beekeeper post parcels. */
export const RECORDS = {
  clean: clean(),
  leak: leak(),
  inconclusive: inconclusive(),
  'side-channel': recordOf({ ...clean(), sideChannels: HINTS }),
} as const;
