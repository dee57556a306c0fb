import { expect, test } from '@playwright/test';
import { Turns } from './turns.ts';

test('plans play together, and one that disturbs everybody waits for them and is waited for', async () => {
  const turns = new Turns();
  const told: string[] = [];
  const play = async (name: string, alone: boolean, until: Promise<void>) => {
    using _turn = await turns.take(alone);
    told.push(`${name} begins`);
    await until;
    told.push(`${name} ends`);
  };
  const [first, endFirst] = gate();
  const [second, endSecond] = gate();
  const [quiet, endQuiet] = gate();
  const all = [play('one', false, first), play('two', false, second), play('alone', true, quiet)];
  all.push(play('late', false, Promise.resolve()), play('later', false, Promise.resolve()));
  await settled();
  expect(told).toEqual(['one begins', 'two begins']);
  endFirst();
  await settled();
  expect(told).not.toContain('alone begins');
  endSecond();
  await settled();
  expect(told.at(-1)).toBe('alone begins');
  endQuiet();
  await Promise.all(all);
  expect(told.slice(4)).toEqual([
    'alone begins',
    'alone ends',
    'late begins',
    'later begins',
    'late ends',
    'later ends',
  ]);
});

test('two that disturb never play at the same time', async () => {
  const turns = new Turns();
  let playing = 0;
  let most = 0;
  const plays = Array.from({ length: 4 }, async () => {
    using _turn = await turns.take(true);
    playing += 1;
    most = Math.max(most, playing);
    await settled();
    playing -= 1;
  });
  await Promise.all(plays);
  expect(most).toBe(1);
});

function gate(): [Promise<void>, () => void] {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return [opened, () => open()];
}

function settled(): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, 5));
}
