import { expect, test } from '@playwright/test';
import type { Entry } from '../model/observation.ts';
import type { Scenario } from '../model/scenario.ts';
import type { Evidence, Proof } from '../model/verdict.ts';
import { foreignCanary, judge } from './index.ts';
import { planted, tale } from './tale.ts';

const scenario = (proof: Proof = { is: 'occurred' }): Scenario => ({
  name: 'tale',
  shares: 'a tale',
  question: 'Is it counted?',
  cwe: [488],
  over: 'http',
  plans: () => undefined,
  proof: () => proof,
  oracles: [foreignCanary],
});
const look = (by: 'alpha' | 'bravo' | 'visitor') => ({ do: 'look', by, surface: 'list' }) as const;
const plantings = [planted(0, 'alpha', 0, 1), planted(1, 'bravo', 0, 1)];
const sawOwn = { step: look('alpha'), shown: { own: [1] } } as const;

const rows: readonly (readonly [name: string, evidence: Evidence, looks: number, doubt: RegExp | undefined])[] = [
  ['nobody looked', tale([], { plantings }), 0, /nobody got as far/],
  ['the owner saw its own', tale([sawOwn], { plantings }), 1, undefined],
  [
    'the owner saw its account and not its order',
    tale([{ step: look('alpha'), shown: { own: [0] } }], { plantings }),
    0,
    /^blind: alpha/,
  ],
  ['an empty answer', tale([{ step: look('alpha'), shown: {} }], { plantings }), 0, /^blind: alpha/],
  [
    'a stranger after the owner saw its own',
    tale([sawOwn, { step: look('visitor'), shown: { status: 401 } }], { plantings }),
    2,
    undefined,
  ],
  [
    'a stranger where no owner saw anything',
    tale([{ step: look('visitor'), shown: {} }], { plantings }),
    0,
    /^blind: no owner/,
  ],
  [
    'a refusal that repeats what was asked for',
    tale([{ step: look('alpha'), shown: { status: 404, own: [1] } }], { plantings }),
    0,
    /^blind: alpha .*answered 404/,
  ],
  ['too many requests', tale([{ step: look('alpha'), shown: { status: 429, own: [1] } }], { plantings }), 0, /429/],
  ['the target failed', tale([{ step: look('alpha'), shown: { status: 503, own: [1] } }], { plantings }), 0, /503/],
  [
    'the target failed at what nobody has',
    tale([sawOwn, { step: { ...look('bravo'), variant: 'absent' }, shown: { status: 500 } }], { plantings }),
    1,
    undefined,
  ],
  ['no answer', tale([{ step: look('alpha'), shown: { status: 0 } }], { plantings }), 0, /not answered/],
  [
    'an answer that could not be read',
    tale([{ step: look('alpha'), shown: { own: [1], unseen: 'broken gzip' } }], { plantings }),
    0,
    /broken gzip/,
  ],
  [
    'cut on purpose',
    tale([{ step: look('alpha'), shown: { own: [1], facts: { cutAtBytes: 10 } } }], { plantings }),
    0,
    /nobody got as far/,
  ],
];

for (const [name, evidence, looks, doubt] of rows) {
  test(`${name}: ${looks} proven looks`, () => {
    const judgement = judge(scenario(), evidence, 'list');
    expect(judgement.looks).toBe(looks);
    expect(judgement.doubts.join('\n')).toMatch(doubt ?? /^$/);
  });
}

test('a condition that was not shown never counts', () => {
  const judgement = judge(
    scenario({ is: 'not-shown', because: 'nothing overlapped' }),
    tale([sawOwn], { plantings }),
    'list',
  );
  expect(judgement).toMatchObject({ looks: 0, doubts: ['nothing overlapped'] });
});

test('a condition whose only look could not be read was not shown', () => {
  const occurred = { is: 'occurred', condition: 'a kept page' } as const;
  const unread = { ...sawOwn, shown: { ...sawOwn.shown, unseen: 'the body was gone' } };
  const conditionsOf = (...tales: (typeof sawOwn)[]) =>
    judge(scenario(occurred), tale(tales, { plantings }), 'list').conditions;
  expect(conditionsOf(unread)).toEqual(
    new Map([['a kept page', 'part of an answer could not be read: the body was gone']]),
  );
  expect(conditionsOf(unread, sawOwn)).toEqual(new Map([['a kept page', true]]));
});

test('a condition that the target rules out counts and is told', () => {
  const judgement = judge(scenario({ is: 'ruled-out', by: 'no-store' }), tale([sawOwn], { plantings }), 'list');
  expect(judgement).toMatchObject({ looks: 1, ruledOut: 1, ruledOutBy: 'no-store' });
});

test('an oracle that throws is a doubt and no crash', () => {
  const broken = {
    name: 'broken',
    judge: () => {
      throw new Error('out of tales');
    },
  };
  const judgement = judge({ ...scenario(), oracles: [broken] }, tale([sawOwn], { plantings }), 'list');
  expect(judgement.doubts).toEqual(['the oracle broken threw: Error: out of tales']);
});

test('ten fields of one order on one page are one leak', () => {
  const fields = Array.from({ length: 10 }, (_, at) => ({
    field: `field ${at}`,
    shape: 'word' as const,
    slot: at + 1,
  }));
  const foreign = fields.map(({ slot }) => ['alpha', slot] as const);
  const evidence = tale([{ step: look('bravo'), shown: { foreign } }], {
    plantings: [planted(0, 'alpha', 0, 1, { fields })],
  });
  expect(judge(scenario(), evidence, 'list').leaks).toHaveLength(1);
});

test('where signing out at the browser failed, and never did not, the cell has not been about it', () => {
  const leave = { do: 'switch-account', by: 'bravo', how: 'sign-out' } as const;
  const conditionsOf = (...became: readonly (string | undefined)[]) => {
    const evidence = tale([sawOwn, ...became.map(() => ({ step: leave }))], { plantings });
    const journal = evidence.journal.map((entry, step): Entry => {
      const because = became[step - 1];
      return because === undefined ? entry : { ...entry, outcome: 'unknown', because };
    });
    return [...(judge(scenario(), { ...evidence, journal }, 'list').conditions ?? [])];
  };
  const failed = 'sign in in a browser: accounts.pages.signOut of the target file failed: Timeout 8000ms exceeded.';
  expect(conditionsOf(failed)).toEqual([['signing out at the browser', failed]]);
  expect(conditionsOf(failed, undefined, failed)).toEqual([['signing out at the browser', true]]);
  expect(conditionsOf('the browser ended')).toEqual([]);
});
