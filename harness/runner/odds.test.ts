import { expect, test } from '@playwright/test';
import { Odds } from './odds.ts';

const rows: readonly (readonly [seen: number, plays: number, tries: number])[] = [
  [1, 1, 2],
  [9, 10, 2],
  [1, 2, 5],
  [1, 3, 8],
  [3, 400, 10],
  [0, 0, 10],
];

for (const [seen, plays, tries] of rows) {
  test(`seen in ${seen} of ${plays} plays: a plan counts as harmless after ${tries} more`, () => {
    expect(new Odds(seen, plays).tries).toBe(tries);
  });
}

test('a plan that comes back more surely than thought is tried less often', () => {
  const odds = new Odds(1, 4);
  for (let candidate = 0; candidate < 20; candidate++) odds.add(2, 2);
  expect(odds.tries).toBe(2);
});

test('a smaller plan of a leak that seldom comes back need show it once, any other twice, and a slow sure one once', () => {
  expect(new Odds(1, 10).needed).toBe(1);
  expect(new Odds(1, 2).needed).toBe(2);
  expect(new Odds(1, 1).needed).toBe(2);
  expect(new Odds(1, 1, true).needed).toBe(1);
});
