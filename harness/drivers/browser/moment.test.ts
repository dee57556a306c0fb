import { expect, test } from '@playwright/test';
import type { Sighting } from '../../model/canary.ts';
import { type Origin, Seat } from './moment.ts';

const ALPHA = { session: 'p0/alpha#browser', actor: 'alpha', account: 'p0/alpha', tenant: 'p0/alpha' } as const;
const BRAVO = { session: 'p0/bravo#browser', actor: 'bravo', account: 'p0/bravo', tenant: 'p0/bravo' } as const;
const FRAME = { surface: 'orders page', record: () => {} };

const OF_ALPHA = { text: 'zqalpha', account: 0 } as Sighting;

/** How alpha left, whose page is answered, and whether what it shows of alpha is bravo's to see. */
const cases: readonly [string, 'signed-out' | 'told' | 'untold', 'p0/alpha' | undefined, 'proves nothing' | 'leaks'][] =
  [
    ["alpha signed out; alpha's old page goes on to receive", 'signed-out', 'p0/alpha', 'leaks'],
    ['alpha signed out; a page of bravo', 'signed-out', undefined, 'leaks'],
    ["bravo's sign-in presented alpha's cookie; alpha's old page goes on to receive", 'told', 'p0/alpha', 'leaks'],
    ["bravo's sign-in presented alpha's cookie; a page of bravo", 'told', undefined, 'leaks'],
    ["cookies were taken away; alpha's old page goes on to receive", 'untold', 'p0/alpha', 'proves nothing'],
    ['cookies were taken away; a page of bravo', 'untold', undefined, 'leaks'],
  ];

for (const [name, how, former, expected] of cases) {
  test(`${name}: ${expected}`, () => {
    const seat = new Seat({ scan: { text: () => [] } } as never, ALPHA, FRAME);
    seat.left(ALPHA, how);
    seat.sit(BRAVO);
    expect(seat.moment(former).proveNothing([OF_ALPHA])).toEqual(expected === 'leaks' ? [] : ['zqalpha']);
  });
}

/** How alpha left, by which way what it was shown comes to bravo, and whether that is bravo's to see. */
const kept: readonly [string, 'signed-out' | 'told' | 'untold', Origin, 'proves nothing' | 'leaks'][] = [
  ['a service worker kept it', 'signed-out', { isByWorker: true }, 'leaks'],
  ['a service worker kept it', 'told', { isByWorker: true }, 'leaks'],
  ['a service worker kept it', 'untold', { isByWorker: true }, 'proves nothing'],
  ['a page draws it from what was stored', 'signed-out', { isOfPage: true }, 'leaks'],
  ['a page draws it from what was stored', 'told', { isOfPage: true }, 'leaks'],
  ['a page draws it from what was stored', 'untold', { isOfPage: true }, 'proves nothing'],
  ['the service or a cache answers with it, though it was stored as well', 'untold', {}, 'leaks'],
  ['the page that alpha left came back alive', 'signed-out', { isOfPage: true, isRestored: true }, 'leaks'],
  ['the page that alpha left came back alive', 'told', { isOfPage: true, isRestored: true }, 'proves nothing'],
  ['the page that alpha left came back alive', 'untold', { isOfPage: true, isRestored: true }, 'proves nothing'],
];

for (const [name, how, origin, expected] of kept) {
  test(`alpha left (${how}); ${name}: ${expected}`, () => {
    const seat = new Seat({ scan: { text: () => [] } } as never, ALPHA, FRAME);
    seat.noteStored(['zqalpha']);
    seat.left(ALPHA, how);
    seat.sit(BRAVO);
    expect(seat.moment().proveNothing([OF_ALPHA], origin)).toEqual(expected === 'leaks' ? [] : ['zqalpha']);
  });
}

test('what a page draws and nobody had stored leaks, whoever could not know that somebody left', () => {
  const seat = new Seat({ scan: { text: () => [] } } as never, ALPHA, FRAME);
  seat.noteStored(['zqother']);
  seat.left(ALPHA, 'untold');
  seat.sit(BRAVO);
  expect(seat.moment().proveNothing([OF_ALPHA], { isOfPage: true })).toEqual([]);
});

for (const [how, expected] of [
  ['signed-out', []],
  ['told', ['zqalpha']],
  ['untold', ['zqalpha']],
] as const) {
  test(`alpha left (${how}), and its own page is returned to, which may store it again: drawing that ${expected.length > 0 ? 'proves nothing' : 'leaks'}`, () => {
    const seat = new Seat({ scan: { text: () => [] } } as never, ALPHA, FRAME);
    seat.noteStored(['zqalpha']);
    seat.left(ALPHA, how);
    seat.sit(BRAVO);
    seat.returnedTo('p0/alpha');
    expect(seat.moment().proveNothing([OF_ALPHA], { isOfPage: true })).toEqual(expected);
    expect(seat.moment().proveNothing([OF_ALPHA]), 'an answer').toEqual([]);
  });
}

test('who comes back is told apart no more: nothing is forgiven afterwards', () => {
  const seat = new Seat({ scan: { text: () => [] } } as never, ALPHA, FRAME);
  seat.left(ALPHA, 'untold');
  seat.sit(BRAVO);
  seat.left(BRAVO, 'signed-out');
  seat.sit(ALPHA);
  seat.left(ALPHA, 'signed-out');
  seat.sit(BRAVO);
  expect(seat.moment('p0/alpha').proveNothing([OF_ALPHA])).toEqual([]);
});

test('what the viewer itself asked for proves nothing, and only for that viewer', () => {
  const scan = { text: (text: string) => (text.includes('zqalpha') ? [OF_ALPHA] : []) };
  const seat = new Seat({ scan } as never, BRAVO, FRAME);
  seat.moment().carry(['/search?q=zqalpha']);
  expect(seat.moment().proveNothing([OF_ALPHA])).toEqual(['zqalpha']);
  seat.sit(ALPHA);
  expect(seat.moment().proveNothing([OF_ALPHA])).toEqual([]);
});
