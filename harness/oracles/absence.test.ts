import { expect, test } from '@playwright/test';
import { foreignCanary } from './index.ts';
import { planted, tale } from './tale.ts';

const order = planted(0, 'alpha', 0, 1);
const own = planted(1, 'bravo', 0, 1);
const alsoOf = (shown: object | readonly object[], surface = 'list', plantings = [order, own]) => {
  const verdict = foreignCanary.judge(
    tale(
      [
        {
          step: { do: 'look', by: 'bravo', surface },
          shown: [shown].flat().map((each) => ({ foreign: [['alpha', 1]], ...each })),
        },
      ],
      { plantings },
    ),
  );
  return verdict.is === 'leak' ? verdict.leaks[0]?.also : undefined;
};

test('whoever was shown another’s in place of its own has lost that, which is told beside the leak', () => {
  expect(alsoOf({})).toContain("nothing of bravo's own was shown with it: that is lost");
  expect(alsoOf({ own: [1] })).toEqual([]);
  expect(alsoOf({}, 'landing')).toEqual([]);
});

test('whoever has made nothing has lost nothing', () => {
  expect(alsoOf({}, 'list', [order])).toEqual([]);
});

test('of messages that come one by one any may be the one with what is its own', () => {
  expect(alsoOf([{}, { foreign: [], own: [1] }])).toEqual([]);
  expect(alsoOf([{}, { foreign: [], own: [] }])).toContain("nothing of bravo's own was shown with it: that is lost");
});
