import { randomBytes } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { askWho, type Manner } from './testing/crowd.ts';
import { serveWhoAsked } from './testing/who-asked.ts';

// A short form of `npm run bench -- innocence`, which asks a million times: the harness itself must never mix two accounts up.
const ACCOUNTS = 100;
const CHANCE = { key: randomBytes(32), now: () => performance.now() };

const manners: readonly (readonly [manner: Manner, exchanges: number, most: 'answered' | 'cut' | 'givenUp'])[] = [
  ['keep-alive', 3_000, 'answered'],
  ['pipelined', 3_000, 'answered'],
  ['multiplexed', 3_000, 'answered'],
  ['cut', 3_000, 'cut'],
  ['impatient', 1_000, 'givenUp'],
];

for (const [manner, exchanges, most] of manners) {
  test(`${ACCOUNTS} accounts at once, ${manner}: nobody is told another's name`, async () => {
    await using service = await serveWhoAsked();
    const told = await askWho(service, manner, ACCOUNTS, exchanges, CHANCE);
    expect(told.wrong.slice(0, 5)).toEqual([]);
    expect(told.exchanges).toBe(exchanges);
    expect(told.answered).toBeGreaterThan(0);
    expect(told[most]).toBeGreaterThan(exchanges / 10);
  });

  test(`${manner}: a service that mixes up one answer in a hundred is noticed`, async () => {
    await using service = await serveWhoAsked({ mixesEvery: 100 });
    const told = await askWho(service, manner, ACCOUNTS, exchanges, CHANCE);
    expect(told.wrong.length).toBeGreaterThan(0);
  });
}
