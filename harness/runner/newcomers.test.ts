import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { RefusedError } from '../model/errors.ts';
import type { Target } from '../model/target.ts';
import { restarter } from './disturb.ts';
import { LIMITS } from './limits.ts';
import { Pairs } from './pairs.ts';
import { setStage } from './set-stage.ts';
import { world } from './world.ts';

/** A target that asks nothing over the wire, so that its adapters alone decide. */
function targetOf(enrol: () => void, hooks: Target['hooks'] = {}): Target {
  const accounts = { enrol: async () => enrol() };
  return { name: 'quiet', origin: 'http://127.0.0.1:9', landing: false, accounts, surfaces: {}, hooks };
}

const stageOf = (target: Target, now = world.now) =>
  setStage(target, { folder: mkdtempSync(join(tmpdir(), 'misdelivery-')), givenKey: undefined }, { ...world, now });

test('one newcomer that the target failed does not make it full, and several in a row do', async () => {
  const refused = new Set<number>();
  let asked = 0;
  const stage = stageOf(
    targetOf(() => {
      asked += 1;
      if (refused.has(asked)) throw new RefusedError('no', 409);
    }),
  );
  const pairs = new Pairs(stage, Number.POSITIVE_INFINITY);
  const first = await pairs.acquire();
  pairs.release(first.pair);
  refused.add(3);
  expect((await pairs.acquire()).failure).toBe('enrol: no');
  const third = await pairs.acquire();
  expect(third.failure).toBeUndefined();
  expect(third.pair, 'a newcomer').not.toBe(first.pair);
  for (let next = 6; next < 20; next++) refused.add(next);
  for (let failed = 0; failed < LIMITS.refusedMax; failed++) expect((await pairs.acquire()).failure).toBe('enrol: no');
  expect((await pairs.acquire()).pair, 'those that came before must do').toBe(first.pair);
});

test('restarting goes on after a slow restart, and ends after several in a row', async () => {
  let nowMs = 0;
  let takesMs = 0;
  let restarts = 0;
  const restart = async () => {
    restarts += 1;
    nowMs += takesMs;
  };
  const stage = stageOf(
    targetOf(() => {}, { restart }),
    () => nowMs,
  );
  const pairs = new Pairs(stage, Number.POSITIVE_INFINITY);
  await pairs.acquire();
  const again = restarter(stage, pairs);
  const slowMs = LIMITS.restartMs + 1;
  const times = [slowMs, slowMs, 0, slowMs, slowMs, slowMs, 0];
  for (const ms of times) {
    takesMs = ms;
    await again();
  }
  expect(restarts).toBe(times.length - 1);
});
