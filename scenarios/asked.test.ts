import { expect, test } from '@playwright/test';
import type { Evidence, Facts, Observation, Step } from '../harness/index.ts';
import { proofOfAsking, proofOfReference } from './asked.ts';

const order = (of: 'alpha' | 'bravo') => ({ of, resource: 'order', nth: 0 });
const own: Step = { do: 'look', by: 'bravo', surface: 'one order', ref: order('bravo') };
const others: Step = { do: 'look', by: 'bravo', surface: 'one order', ref: order('alpha') };
const change: Step = { do: 'change', by: 'bravo', ref: order('alpha') };
const listen: Step = {
  do: 'listen',
  by: 'bravo',
  surface: 'live',
  ref: { of: 'alpha', resource: 'account', nth: 0 },
};
const heard: Step = { do: 'look', by: 'alpha', surface: 'live' };
const back: Step = { do: 'back', by: 'bravo', surface: 'one order', ref: order('alpha') };

/** What the last of these steps proves, to which the browser told these facts. */
function proves(proof: typeof proofOfAsking, steps: readonly Step[], facts: Facts = {}): string {
  const evidence = { plan: { scenario: 'any', over: 'browser', steps } } as unknown as Evidence;
  return proof(evidence, { step: steps.length - 1, observation: { facts } as Observation }).is;
}

test('the service was asked by a look, unless the browser answered it', () => {
  expect(proves(proofOfAsking, [own])).toBe('occurred');
  expect(proves(proofOfAsking, [own], { offline: true })).toBe('not-shown');
  expect(proves(proofOfAsking, [own], { sameDocument: true })).toBe('not-shown');
  expect(proves(proofOfAsking, [own], { fromDiskCache: true })).toBe('not-shown');
  expect(proves(proofOfAsking, [back])).toBe('not-shown');
});

test('an identifier is put to the test by a look at what is another’s, or after a write to it, or listening to it', () => {
  expect(proves(proofOfReference, [others])).toBe('occurred');
  expect(proves(proofOfReference, [own])).toBe('not-shown');
  expect(proves(proofOfReference, [change, own])).toBe('occurred');
  expect(proves(proofOfReference, [listen, heard])).toBe('occurred');
  expect(proves(proofOfReference, [heard])).toBe('not-shown');
  expect(proves(proofOfReference, [own, change, back])).toBe('not-shown');
});
