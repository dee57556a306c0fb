const STEPS = 100;

/**
 * Highest probability with which something that changes by itself, at whatever rate, changes in each of these spans and stays the same
 * in all the quiet ones. Spans are in milliseconds. For changes at random (Poisson) that is Π(1 − e^(−λa)) · e^(−λΣq), with the λ that makes
 * most of it.
 */
export function chanceByTheClock(active: readonly number[], quiet: readonly number[]): number {
  const silence = quiet.reduce((sum, ms) => sum + ms, 0);
  const log = (rate: number) => active.reduce((sum, ms) => sum + Math.log1p(-Math.exp(-rate * ms)), -rate * silence);
  if (active.some((ms) => ms <= 0)) return 0;
  if (silence <= 0) return 1;
  // Concave in the rate, and best below n/Σq, since each a/(e^(λa) − 1) of its derivative is at most 1/λ.
  let [low, high] = [0, active.length / silence];
  for (let step = 0; step < STEPS; step++) {
    const third = (high - low) / 3;
    if (log(low + third) < log(high - third)) low += third;
    else high -= third;
  }
  return Math.exp(log((low + high) / 2));
}
