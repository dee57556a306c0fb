import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { ACCOUNTS_MAX, createCodec, RUNS_MAX, SLOTS_MAX } from './codec.ts';

const KEY = new Uint8Array(32).fill(7);
const run = fc.nat(RUNS_MAX - 1);
const account = fc.nat(ACCOUNTS_MAX - 1);
const slot = fc.nat(SLOTS_MAX - 1);

test('a canary names its run, account and slot, in either case', () => {
  const later = createCodec({ key: KEY, run: 0 });
  fc.assert(
    fc.property(run, account, slot, (runNumber, accountNumber, slotNumber) => {
      const text = createCodec({ key: KEY, run: runNumber }).mint(accountNumber, slotNumber);
      const isName = (name = later.read(text)) =>
        name?.run === runNumber && name.account === accountNumber && name.slot === slotNumber;
      return /^zq[a-z]{18}$/.test(text) && isName() && isName(later.read(text.toUpperCase()));
    }),
    { numRuns: 5000 },
  );
});

test('a canary with one letter changed, or of another key, is not ours', () => {
  const codec = createCodec({ key: KEY, run: 5 });
  const stranger = createCodec({ key: new Uint8Array(32).fill(8), run: 5 });
  fc.assert(
    fc.property(
      account,
      slot,
      fc.integer({ min: 2, max: 19 }),
      fc.integer({ min: 1, max: 25 }),
      (owner, which, at, by) => {
        const text = codec.mint(owner, which);
        const other = String.fromCharCode(97 + ((text.charCodeAt(at) - 97 + by) % 26));
        const changed = text.slice(0, at) + other + text.slice(at + 1);
        return codec.read(changed) === undefined && stranger.read(text) === undefined;
      },
    ),
    { numRuns: 5000 },
  );
});

test('neighbouring accounts differ in the first letter after the run', () => {
  const codec = createCodec({ key: KEY, run: 5 });
  expect(codec.mint(0, 0)[6]).not.toBe(codec.mint(1, 0)[6]);
});

for (const [what, mint] of [
  ['run', () => createCodec({ key: KEY, run: RUNS_MAX })],
  ['account', () => createCodec({ key: KEY, run: 0 }).mint(ACCOUNTS_MAX, 0)],
  ['slot', () => createCodec({ key: KEY, run: 0 }).mint(0, SLOTS_MAX)],
] as const) {
  test(`a ${what} beyond the limit is refused by name`, () => {
    expect(mint).toThrow(new RegExp(`cannot carry ${what}`));
  });
}
