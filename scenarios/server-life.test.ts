import { expect, test } from '@playwright/test';
import type { Abilities, Step } from '../harness/index.ts';
import { eventsOf } from './server-life.ts';

const ABILITIES: Abilities = {
  resources: { order: { change: false, remove: false } },
  surfaces: { list: { shows: 'order', over: ['http'] } },
  colleague: false,
  signOut: true,
  rejoin: true,
};

/** How a service numbers whoever comes, from the numbers in use and those that were freed, the first freed first. */
const NUMBERINGS: Readonly<Record<string, (used: readonly number[], freed: number[]) => number>> = {
  'one more than the highest': (used) => Math.max(0, ...used) + 1,
  'the first that was freed': (used, freed) => freed.shift() ?? Math.max(0, ...used) + 1,
  'the last that was freed': (used, freed) => freed.pop() ?? Math.max(0, ...used) + 1,
  'the lowest that is free': (used) => [1, 2, 3, 4, 5, 6, 7, 8].find((each) => !used.includes(each)) ?? 9,
};

/** Whether a stranger with what one of the two had been issued comes upon the other. */
function meets(steps: readonly Step[], numberOf: (typeof NUMBERINGS)[string], first: readonly [string, string]) {
  const others = [1, 2];
  const live = new Map<string, number>([
    [first[0], 3],
    [first[1], 4],
  ]);
  const before = new Map<string, number>();
  const freed: number[] = [];
  return steps.some((step) => {
    if (step.do === 'leave') {
      const number = live.get(step.by) ?? 0;
      live.delete(step.by);
      before.set(step.by, number);
      freed.push(number);
    }
    if (step.do === 'join') live.set(step.by, numberOf([...others, ...live.values()], freed));
    const lender = step.do === 'look' ? step.jar?.of[0] : undefined;
    const met = [...live].find(([, number]) => lender !== undefined && number === before.get(lender))?.[0];
    return met !== undefined && met !== lender;
  });
}

for (const [name, numberOf] of Object.entries(NUMBERINGS)) {
  for (const [one, first] of [
    ['alpha', ['alpha', 'bravo']],
    ['alpha', ['bravo', 'alpha']],
    ['bravo', ['alpha', 'bravo']],
    ['bravo', ['bravo', 'alpha']],
  ] as const) {
    test(`where newcomers are given ${name}, ${one} and the other meet, ${first[0]} being the elder`, () => {
      const rejoin = eventsOf(ABILITIES, ['list']).find((event) => event.name === 'rejoin');
      const steps = rejoin?.steps({ order: ['alpha', 'bravo'], one, offsets: [] }) ?? [];
      expect(meets(steps, numberOf, first)).toBe(true);
    });
  }
}
