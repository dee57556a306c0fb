import { expect, test } from '@playwright/test';
import type { Evidence, Verdict } from '../model/verdict.ts';
import { foreignCanary, revoked } from './index.ts';
import { planted, type Told, tale } from './tale.ts';

const order = planted(0, 'alpha', 0, 1);
const roles = ['alpha', 'bravo', 'colleague'] as const;
const create: Told = { step: { do: 'plant', by: 'alpha', resource: 'order' } };
const dismiss: Told = { step: { do: 'dismiss', by: 'alpha' } };
const join: Told = { step: { do: 'join', by: 'colleague' } };
/** `p0/colleague` is number 2, alpha 0. */
const sees = (...own: string[]): Told => ({
  step: { do: 'look', by: 'colleague', surface: 'list' },
  shown: { slots: own },
});

const rows: readonly (readonly [string, Evidence, Verdict['is']])[] = [
  ['nobody was dismissed', team([create, sees('0:1')]), 'inconclusive'],
  ['seen before, not after', team([create, sees('0:1'), dismiss, sees()]), 'clean'],
  ['seen after', team([create, dismiss, sees('0:1')]), 'leak'],
  ["the colleague's own after", team([create, dismiss, sees('2:1')]), 'clean'],
  ['joined again', team([create, dismiss, join, sees('0:1')]), 'inconclusive'],
  ['refused', team([create, { ...dismiss, outcome: 'refused' }, sees('0:1')]), 'inconclusive'],
  [
    'meant to be seen by all',
    team([create, dismiss, sees('0:1')], [{ field: 'recipient', because: 'public' }]),
    'clean',
  ],
  [
    'asked for before it was confirmed',
    team([create, { ...dismiss, shown: { at: [1, 9] } }, { ...sees('0:1'), shown: { slots: ['0:1'], at: [2, 3] } }]),
    'inconclusive',
  ],
];
for (const [name, evidence, expected] of rows) {
  test(`revoked, ${name}: ${expected}`, () => expect(revoked.judge(evidence).is).toBe(expected));
}

const about = { account: 'p0/alpha', resource: 'order', nth: 0 } as const;
const ref = { of: 'alpha', resource: 'order', nth: 0 } as const;
const share: Told = { step: { do: 'share', by: 'alpha', ref, with: 'bravo' }, about, shown: {} };
const unshare: Told = { step: { do: 'unshare', by: 'alpha', ref, with: 'bravo' }, about, shown: {} };
const other: Told = { step: { do: 'look', by: 'bravo', surface: 'list' }, shown: { foreign: [['alpha', 1]] } };

const shares: readonly (readonly [string, readonly Told[], Verdict['is']])[] = [
  ['while it is shared', [create, share, other], 'clean'],
  ['before it was shared', [create, other, share], 'leak'],
  ['after that was taken back', [create, share, other, unshare, other], 'leak'],
  ['taking it back was refused', [create, share, { ...unshare, outcome: 'refused' }, other], 'clean'],
  [
    'shared with somebody else',
    [create, { ...share, step: { ...share.step, with: 'colleague' } as never }, other],
    'leak',
  ],
];
for (const [name, told, expected] of shares) {
  test(`a shared thing, ${name}: ${expected}`, () => expect(foreignCanary.judge(team(told)).is).toBe(expected));
}

function team(told: readonly Told[], shared: Evidence['shared'] = []): Evidence {
  return tale(told, { roles, plantings: [order], shared });
}
