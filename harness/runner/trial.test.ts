import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { sameService } from '../../scenarios/same-service.ts';
import { Pairs } from './pairs.ts';
import { setStage } from './set-stage.ts';
import { served } from './testing/served.ts';
import { tryPlan } from './trial.ts';
import { world } from './world.ts';

const plan = { scenario: 'same-service', over: 'http', steps: [{ do: 'look', by: 'alpha', surface: 'list' }] } as const;
const wanted = { oracle: 'foreign-canary', surface: 'list' };

test('what a pair was shown in an earlier trial already is no sign that the plan brings it about', async () => {
  let shown = '';
  await using server = await served((_, response) => void response.end(`<p>${shown}</p>`));
  const stage = setStage(
    {
      name: 'a list',
      origin: server.origin,
      landing: false,
      accounts: { enrol: async () => {} },
      surfaces: { list: { get: '/' } },
    },
    { folder: mkdtempSync(join(tmpdir(), 'misdelivery-')), givenKey: undefined },
    world,
  );
  const trialWith = async (pairs: Pairs, text: string) => {
    shown = text;
    const { leaks } = await tryPlan({ stage, scenario: sameService, pairs }, plan, wanted, 1);
    return leaks.length;
  };
  const [one, other] = [stage.codec.mint(401, 4), stage.codec.mint(405, 4)];
  const only = new Pairs(stage, 1);
  expect(await trialWith(only, one)).toBe(1);
  expect(await trialWith(only, one), 'the same pair, the same text').toBe(0);
  expect(await trialWith(only, other), 'another text').toBe(1);
  expect(await trialWith(new Pairs(stage, 1), one), 'another pair').toBe(1);
});
