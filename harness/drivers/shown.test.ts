import { expect, test } from '@playwright/test';
import { accountNumber } from '../model/account.ts';
import type { Sighting } from '../model/canary.ts';
import { issuedBy, sortSightings } from './shown.ts';

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

const numbered = (role: 'alpha' | 'bravo', text: string, place: string): Sighting => ({
  ...of(3, role),
  kind: 'identifier',
  text,
  place,
});

test('a small identifier is no sighting where, in the same answer, the viewer’s own stand somewhere else', () => {
  const own = [
    numbered('bravo', '40', '/entries/0/feed_id'),
    numbered('bravo', '41', '/entries/1/feed_id'),
    numbered('bravo', '40', '/entries/0/id'),
  ];
  const byChance = numbered('alpha', '52', '/entries/1/id');
  const there = numbered('alpha', '52', '/entries/2/feed_id');
  expect(sortSightings([...own, byChance], RUN, viewer, 50).foreign).toEqual([]);
  expect(sortSightings([...own, there], RUN, viewer, 50).foreign).toEqual([there]);
  expect(sortSightings([byChance], RUN, viewer, 50).foreign, 'nothing speaks against it').toEqual([byChance]);
});

test('a cookie that is taken away was given to nobody, though what signs it signs nothing as well', () => {
  const value = 'Vn3PqSkSfL0pKxk4vJb1nYbA9dM';
  const given = (rest: string) =>
    issuedBy([`s.sig=${value}; path=/${rest}`], (secret) => secret).map(({ hash }) => hash);
  expect(given('')).toEqual([value]);
  expect(given('; Max-Age=60')).toEqual([value]);
  expect(given('; expires=Fri, 31 Dec 9999 23:59:59 GMT')).toEqual([value]);
  for (const ended of ['; expires=Thu, 01 Jan 1970 00:00:00 GMT', '; Max-Age=0', '; max-age=-1'])
    expect(given(ended), ended).toEqual([]);
});
