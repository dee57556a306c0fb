import { expect, test } from '@playwright/test';
import { rateMax } from './rate.ts';

// Expected values: R's binom.test(x, n, alternative = 'less')$conf.int[2], and the rule of three for none seen.
const rows: readonly (readonly [seen: number, looks: number, expected: number])[] = [
  [0, 0, 1],
  [0, 1, 0.95],
  [0, 100, 0.02951],
  [0, 1_000, 0.002991],
  [1, 10, 0.3942],
  [3, 400, 0.01928],
  [10, 10, 1],
];

for (const [seen, looks, expected] of rows) {
  test(`${seen} seen in ${looks} looks: at most ${expected}`, () => {
    expect(rateMax(seen, looks)).toBeCloseTo(expected, expected < 0.1 ? 4 : 3);
  });
}
