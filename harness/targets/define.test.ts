import { expect, test } from '@playwright/test';
import { checkTarget } from './define.ts';

const parcels = {
  name: 'parcels',
  origin: 'http://127.0.0.1:1',
  accounts: { enrol: async () => undefined },
  resources: { parcel: { create: async () => ({ id: 1 }) } },
  surfaces: { 'parcel list': { get: '/parcels', shows: 'parcel' } },
};

/** What is wrong with a target, in the words of the error. */
function wrong(target: unknown): string {
  try {
    checkTarget(target, 'parcels.ts');
    return 'nothing';
  } catch (error) {
    return (error as Error).message;
  }
}

test('a target that says all that is needed is taken as it is', () => {
  expect(checkTarget(parcels, 'parcels.ts')).toBe(parcels);
});

/** A slip, and what is said of it. */
const slips: readonly [string, object, RegExp][] = [
  ['a surface', { surfaces: { list: { get: '/', show: 'parcel' } } }, /surfaces\["list"\]\.show is not known: .*shows/],
  [
    'a resource',
    { resources: { parcel: { creat: 1 } } },
    /resources\.parcel\.creat is not known: expected one of create/,
  ],
  ['an account', { accounts: { enroll: 1 } }, /accounts\.enroll is not known: expected one of operator, enrol/],
  ['the target', { surface: {} }, /\n {2}- surface is not known: .*surfaces/],
  [
    'a path',
    { surfaces: { 'one parcel': { get: '/parcels/{id}' } } },
    /surface "one parcel" has \{id\} in its path.*\(\{ parcel \}\) =>/,
  ],
];
for (const [where, slip, said] of slips) {
  test(`a slip in ${where} is told, and never passes in silence`, () => {
    expect(wrong({ ...parcels, ...slip })).toMatch(said);
  });
}

test('everything that is wrong is told at once; nothing at all is no target', () => {
  const told = wrong({ origin: 'ftp://example.com', surfaces: { list: {} } });
  expect(told.match(/\n {2}- /g)?.length).toBeGreaterThanOrEqual(4);
  for (const value of [undefined, null, 'parcels', 7, []]) expect(wrong(value)).toMatch(/"name" is missing/);
});
