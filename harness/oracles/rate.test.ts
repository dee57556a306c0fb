import { expect, test } from '@playwright/test';
import { looksNeeded, rateOf } from './rate.ts';

// Expected values: R's binom.test(x, n)$conf.int where some were seen, alternative = 'less' (the rule of three) where none was.
const rows: readonly (readonly [seen: number, looks: number, min: number, max: number])[] = [
  [0, 0, 0, 1],
  [0, 1, 0, 0.95],
  [0, 100, 0, 0.02951],
  [0, 1_000, 0, 0.002991],
  [1, 1, 0.025, 1],
  [1, 10, 0.00253, 0.44502],
  [3, 400, 0.00155, 0.02176],
  [12, 41, 0.1613, 0.45537],
  [9, 10, 0.55498, 0.99747],
  [10, 10, 0.6915, 1],
  [500, 1_000, 0.46855, 0.53145],
  [20_000, 40_000, 0.49509, 0.50491],
];

for (const [seen, looks, min, max] of rows) {
  test(`${seen} seen in ${looks} looks: from ${min} to ${max}`, () => {
    const { rateMin, rateMax } = rateOf(seen, looks);
    expect(rateMin).toBeCloseTo(min, 4);
    expect(rateMax).toBeCloseTo(max, 4);
  });
}

const needs: readonly (readonly [rate: number, looks: number])[] = [
  [1, 1],
  [0.5, 5],
  [0.1, 29],
  [0.01, 299],
  [0.001, 2_995],
  [0, Number.POSITIVE_INFINITY],
];

for (const [rate, looks] of needs) {
  test(`a leak of rate ${rate} needs ${looks} looks, and no fewer`, () => {
    expect(looksNeeded(rate)).toBe(looks);
    if (Number.isFinite(looks)) expect(rateOf(0, looks).rateMax).toBeLessThanOrEqual(rate);
    if (looks > 1 && Number.isFinite(looks)) expect(rateOf(0, looks - 1).rateMax).toBeGreaterThan(rate);
  });
}
