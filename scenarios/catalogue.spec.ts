import { expect, test } from '../fixtures/test.ts';
import { CATALOGUE } from './catalogue.ts';

/** The same plans each time; leave it out for others in every run. */
const seed = 20_221_117;

for (const { name, question } of CATALOGUE) {
  test(`${name}: ${question}`, async ({ check }) => {
    expect(await check({ scenarios: [name], seed, plans: 2, budgetMs: 60_000 })).toBeClean();
  });
}
