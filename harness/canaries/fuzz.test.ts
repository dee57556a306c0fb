import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { createCodec, SLOTS_MAX } from './codec.ts';
import { createMint } from './mint.ts';
import { createScan } from './scan.ts';
import { composed, disguisedBy } from './testing/compose.ts';

/** `FUZZ_CASES=20000 npx playwright test harness/canaries/fuzz` is the long form. */
const CASES = Number(process.env.FUZZ_CASES ?? 3000);

const codec = createCodec({ key: new Uint8Array(32).fill(5), run: 31 });
let account = 70_000;
let mint = createMint({ codec, account });
const scan = createScan({ codec });
const around = fc.constantFrom(
  ['', ''],
  ['{"orders":[{"note":"', '"}]}'],
  ['<p class="note">', '</p><p>Mind the bees: https://example.com/?a=b%20c&amp;d=e</p>'],
  ['Deliver to ', ' before noon, thank you\n'],
);

test('a canary under up to three disguises, in pieces of any size, is proven', async () => {
  await fc.assert(
    fc.asyncProperty(
      composed,
      fc.constantFrom('word', 'person', 'line', 'email', 'note'),
      around,
      fc.integer({ min: 1, max: 4096 }),
      async (disguises, shape, [before, after], pieceBytes) => {
        if (mint.slot >= SLOTS_MAX) mint = createMint({ codec, account: ++account });
        const minted = mint(shape);
        const out = disguisedBy(disguises, minted.value, minted.text);
        const isText = disguises.at(-1)?.gives === 'text';
        const bytes = isText ? Buffer.concat([Buffer.from(before ?? ''), out, Buffer.from(after ?? '')]) : out;
        const body = scan.body({});
        for (let at = 0; at < bytes.length; at += pieceBytes) body.push(bytes.subarray(at, at + pieceBytes));
        const { sightings } = await body.end();
        const told = sightings.map(({ text, slot, grade, encoding }) => ({ text, slot, grade, encoding }));
        const because = `${disguises.map(({ name }) => name).join(' > ')}: ${JSON.stringify(told)}`;
        expect(
          sightings.some(
            (seen) => seen.slot === minted.slot && seen.account === minted.account && seen.grade === 'proven',
          ),
          because,
        ).toBe(true);
      },
    ),
    { numRuns: CASES, seed: Number(process.env.FUZZ_SEED ?? 2026) },
  );
});
