import type { Cell, RunRecord } from '../harness/index.ts';

type Needs = RunRecord['looksNeeded'];

/** What a clean cell's looks do not show yet: `To see a leak of rate 1 % with 95 % you need 299 looks.` */
export function neededWords({ looks }: Pick<Cell, 'looks'>, needs: Needs): string {
  const next = needs.find((need) => need.looks > looks);
  return next === undefined ? '' : `To see a leak of ${rateAndLooks(next)}.`;
}

/** The same for all clean cells together, with how many of them had the looks. */
export function neededByAll(clean: readonly Cell[], needs: Needs): string[] {
  const parts = needs.map((need, index) => {
    const enough = clean.filter(({ looks }) => looks >= need.looks).length;
    const words = index === 0 ? rateAndLooks(need) : `${percentOf(need)} ${grouped(need.looks)}`;
    return `${words} (${enough} of ${clean.length} clean cells had them)`;
  });
  return parts.length === 0 || clean.length === 0 ? [] : [`to see a leak of ${parts.join(', of ')}`];
}

function rateAndLooks(need: Needs[number]): string {
  return `rate ${percentOf(need)} with 95 % you need ${grouped(need.looks)} looks`;
}

function percentOf({ rate }: Needs[number]): string {
  return `${Number((rate * 100).toPrecision(3))} %`;
}

function grouped(count: number): string {
  return count.toLocaleString('en-GB');
}
