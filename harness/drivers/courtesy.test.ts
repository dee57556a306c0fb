import { expect, test } from '@playwright/test';
import { Courtesy } from './courtesy.ts';

/** A world where time passes only by waiting. */
function patient() {
  const time = { ms: 1_000_000 };
  const sleep = async (ms: number) => {
    time.ms += ms;
  };
  return { time, courtesy: new Courtesy({ now: () => time.ms, date: () => time.ms, sleep }) };
}

const answers = (...all: readonly [number, string?][]) => {
  const left = [...all];
  return async () => {
    const [status, wait] = left.shift() ?? [200];
    return { status, headers: wait === undefined ? {} : { 'retry-after': wait } };
  };
};

const waits: readonly [string, readonly [number, string?][], number, number][] = [
  ['as long as it is told', [[429, '3'], [200]], 3_000, 200],
  ['until a date', [[429, new Date(1_005_000).toUTCString()], [200]], 5_000, 200],
  ['a second, then two, where nothing is said', [[429], [429], [200]], 3_000, 200],
  ['no longer than it has patience', [[429, '60'], [200]], 0, 429],
  ['no more than twice', [[429, '1'], [429, '1'], [429, '1'], [200]], 2_000, 429],
  ['not at all for a date gone by', [[429, 'Thu, 01 Jan 1970 00:00:00 GMT'], [200]], 0, 200],
  ['not at all for other refusals', [[503, '3']], 0, 503],
];

for (const [name, told, waitedMs, status] of waits) {
  test(`it waits ${name}`, async () => {
    const { time, courtesy } = patient();
    expect((await courtesy.ask('POST /sign-in', answers(...told))).status).toBe(status);
    expect(time.ms - 1_000_000).toBe(waitedMs);
    expect(courtesy.waitedMs).toBe(waitedMs);
  });
}

test('others who ask for the same wait too; who asks for something else does not', async () => {
  const { time, courtesy } = patient();
  let elsewhereAtMs = 0;
  const first = courtesy.ask('POST /sign-in', answers([429, '4'], [200]));
  await Promise.resolve();
  await courtesy.ask('GET /orders', async () => {
    elsewhereAtMs = time.ms;
    return { status: 200, headers: {} };
  });
  await first;
  expect(elsewhereAtMs).toBeLessThanOrEqual(1_004_000);
  expect(courtesy.refusals).toBe(1);
});
