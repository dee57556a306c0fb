/** One chance in twenty of being wrong: 1 − 0.95. */
const ALPHA = 0.05;

/**
 * Upper end of the exact 95 % interval for the rate of something seen `seen` times in `looks` looks (Clopper and Pearson 1934,
 * one-sided). For none seen it is 1 − 0.05^(1/looks), about 3 / looks.
 */
export function rateMax(seen: number, looks: number): number {
  if (looks === 0 || seen >= looks) return 1;
  if (seen === 0) return 1 - ALPHA ** (1 / looks);
  let low = seen / looks;
  let high = 1;
  for (let halving = 0; halving < 50; halving++) {
    const middle = (low + high) / 2;
    if (atMost(seen, looks, middle) > ALPHA) low = middle;
    else high = middle;
  }
  return high;
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
