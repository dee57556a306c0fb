import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import type { Minted, Shape } from '../model/canary.ts';
import { ACCOUNTS_MAX, createCodec, SLOTS_MAX } from './codec.ts';
import { createMint } from './mint.ts';
import { createScan } from './scan.ts';
import { SHAPES } from './shapes.ts';

const codec = createCodec({ key: new Uint8Array(32).fill(11), run: 77 });
const account = fc.nat(ACCOUNTS_MAX - 1);
const slot = fc.nat(SLOTS_MAX - 1);
const shape = fc.constantFrom(...(Object.keys(SHAPES) as Shape[]));

/** What real fields ask for. */
const VALID: Readonly<Record<Shape, RegExp>> = {
  word: /^[a-z]{20}$/,
  person: /^[A-Z][a-z]+ Zq[a-z]{18}$/,
  company: /^Zq[a-z]{18} [A-Z][a-z]+$/,
  line: /^[1-9]\d Zq[a-z]{18} [A-Z][a-z]+$/,
  city: /^Zq[a-z]{18}$/,
  email: /^zq[a-z]{18}@example\.com$/,
  phone: /^07700900\d{3}$/,
  postcode: /^ZQ\d{2} \d[ABD-HJLNP-UW-Z]{2}$/,
  reference: /^ZQ[A-Z]{18}$/,
  sku: /^ZQ[A-Z]{18}$/,
  url: /^https:\/\/example\.com\/zq[a-z]{18}$/,
  note: /^zq[a-z]{18} for [A-Z][A-Za-z ]+: please ring twice, and mind the bees\.$/,
  number: /^[1-9]\d{5}$/,
  date: /^(19[6-9]\d)-[01]\d-[0-3]\d$/,
};

test('every shape is valid, the same again for the same canary, and as long for every account', () => {
  fc.assert(
    fc.property(shape, account, account, slot, (kind, owner, other, nth) => {
      const [value, again, others] = [owner, owner, other].map(
        (each) => createMint({ codec, account: each, slot: nth })(kind).value,
      );
      // Compared here, for an assertion costs a hundred times as much as what it is about.
      return VALID[kind].test(value ?? '') && again === value && others?.length === value?.length;
    }),
    { numRuns: 3000 },
  );
});

test('a date exists', () => {
  fc.assert(
    fc.property(account, slot, (owner, nth) => {
      const { value } = createMint({ codec, account: owner, slot: nth })('date');
      return new Date(value).toISOString().startsWith(value);
    }),
  );
});

test('a limit is kept, and while the owner fits into it the canary is found again', () => {
  fc.assert(
    fc.property(shape, account, slot, fc.integer({ min: 1, max: 90 }), (kind, owner, nth, max) => {
      const minted = mintedWithin(kind, owner, nth, max);
      if (minted === undefined) return;
      expect(minted.value.length).toBeLessThanOrEqual(max);
      if (minted.text === '') return;
      const known = createScan({ codec, accounts: () => ACCOUNTS_MAX });
      const [seen] = known.text(`"${minted.value}"`, 'page text');
      expect(seen).toMatchObject({ account: owner, run: 77, grade: minted.text.length === 20 ? 'proven' : 'strong' });
      if (minted.text.length >= 14) expect(seen?.slot).toBe(nth);
    }),
    { numRuns: 3000 },
  );
});

test('another mail domain is taken', () => {
  const { value } = createMint({ codec, account: 1, mailDomain: 'mail.example.org' })('email');
  expect(value).toMatch(/^zq[a-z]{18}@mail\.example\.org$/);
});

/** Nothing where the limit is too short for the shape, which is said in words. */
function mintedWithin(kind: Shape, owner: number, nth: number, max: number): Minted | undefined {
  try {
    return createMint({ codec, account: owner, slot: nth })(kind, { max });
  } catch (error) {
    expect((error as Error).message).toContain(`does not fit into ${max} character`);
    return undefined;
  }
}
