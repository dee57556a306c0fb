/** One chance in twenty of being wrong: 1 − 0.95. */
const ALPHA = 0.05;

/** The rate at which a look leaks, as far as the looks tell. */
export interface Rate {
  /** Lower end of the 95 % interval; 0 where none was seen. */
  readonly rateMin: number;
  /** Upper end of the 95 % interval; where none was seen, the one-sided bound, about 3 / looks. */
  readonly rateMax: number;
}

/**
 * Exact 95 % interval for the rate of something seen `seen` times in `looks` looks (Clopper and Pearson 1934): two-sided when it was
 * seen; when it was not, all the doubt is on one side, and the upper end is 1 − 0.05^(1/looks).
 */
export function rateOf(seen: number, looks: number): Rate {
  if (looks === 0) return { rateMin: 0, rateMax: 1 };
  if (seen === 0) return { rateMin: 0, rateMax: 1 - ALPHA ** (1 / looks) };
  const half = ALPHA / 2;
  return {
    rateMin: rateWhere((rate) => 1 - atMost(seen - 1, looks, rate) < half),
    rateMax: seen >= looks ? 1 : rateWhere((rate) => atMost(seen, looks, rate) > half),
  };
}

/** Looks that show a leak of this rate at least once, with 95 % probability: 299 for one in a hundred. */
export function looksNeeded(rate: number): number {
  if (rate <= 0) return Number.POSITIVE_INFINITY;
  return rate >= 1 ? 1 : Math.ceil(Math.log(ALPHA) / Math.log1p(-rate));
}

/** Where a condition that holds for low rates ends to hold. */
function rateWhere(holds: (rate: number) => boolean): number {
  let [low, high] = [0, 1];
  for (let halving = 0; halving < 50; halving++) {
    const middle = (low + high) / 2;
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return low;
}

/** Probability of at most `seen` successes in `looks` tries of the given rate, summed in logarithms so that many looks do not underflow. */
function atMost(seen: number, looks: number, rate: number): number {
  let log = looks * Math.log1p(-rate);
  let sum = Math.exp(log);
  for (let k = 1; k <= seen; k++) {
    log += Math.log((looks - k + 1) / k) + Math.log(rate / (1 - rate));
    sum += Math.exp(log);
  }
  return sum;
}
