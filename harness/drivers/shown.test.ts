import { expect, test } from '@playwright/test';
import { accountNumber } from '../model/account.ts';
import type { Sighting } from '../model/canary.ts';
import { sortSightings } from './shown.ts';

const RUN = 7;
const viewer = { session: 'p3/bravo#1', actor: 'bravo', account: 'p3/bravo', tenant: 'p3/bravo' } as const;
const of = (pair: number, role: 'alpha' | 'bravo', slot = 0): Sighting => ({
  run: RUN,
  account: accountNumber(pair, role),
  slot,
  kind: 'canary',
  text: `zq${pair}${role}${slot}`,
  place: '/',
  encoding: [],
  grade: 'proven',
});

test('what is shown of half the world does not hide what is shown of the one who acts in the same plan', () => {
  const crowd = Array.from({ length: 100 }, (_, pair) => of(pair + 10, 'alpha'));
  const { own, foreign } = sortSightings([...crowd, of(3, 'bravo', 5), of(3, 'alpha')], RUN, viewer, 50);
  expect(own).toEqual([`${accountNumber(3, 'bravo')}:5`]);
  expect(foreign).toHaveLength(50);
  expect(foreign[0]).toEqual(of(3, 'alpha'));
});

test('what fits is kept as it came', () => {
  const all = [of(10, 'alpha'), of(3, 'alpha'), of(11, 'bravo')];
  expect(sortSightings(all, RUN, viewer, 50).foreign).toEqual(all);
});
