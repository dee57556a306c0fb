import { expect, test } from '../fixtures/test.ts';
import { CATALOGUE } from './catalogue.ts';

for (const { name, question } of CATALOGUE) {
  test(`${name}: ${question}`, async ({ check }) => {
    expect(await check({ scenarios: [name], plans: 2, budgetMs: 60_000 })).toBeClean();
  });
}
