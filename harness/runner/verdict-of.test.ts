import { expect, test } from '@playwright/test';
import type { Cell } from '../model/cell.ts';
import { verdictOf } from './verdict-of.ts';

const cell = (is: Cell['is'], isHint = false): Cell =>
  ({ is, because: ['blind'], ...(isHint ? { isHint: true } : {}) }) as unknown as Cell;
const seen = cell('clean');

const rows: readonly (readonly [string, string, ...Parameters<typeof verdictOf>])[] = [
  ['every cell is clean', 'clean', [seen], undefined, 0, 'leak'],
  ['no cell at all', 'inconclusive', [], undefined, 0, 'leak'],
  ['one cell proves nothing', 'inconclusive', [seen, cell('inconclusive')], undefined, 0, 'leak'],
  ['one cell leaks, another proves nothing', 'leak', [cell('leak'), cell('inconclusive')], undefined, 0, 'leak'],
  ['it ended early', 'inconclusive', [seen], 'it was interrupted', 0, 'leak'],
  ['one about side channels proves nothing', 'clean', [seen, cell('inconclusive', true)], undefined, 0, 'leak'],
  [
    'one about side channels proves nothing, and these fail the run',
    'inconclusive',
    [seen, cell('inconclusive', true)],
    undefined,
    0,
    ['leak', 'side-channel'],
  ],
  ['only side channels were asked for', 'inconclusive', [cell('inconclusive', true)], undefined, 0, 'leak'],
  ['a side channel was told', 'clean', [seen], undefined, 1, 'leak'],
  ['a side channel was told, and fails the run', 'leak', [seen], undefined, 1, 'side-channel'],
];
for (const [name, expected, ...given] of rows)
  test(`${name}: ${expected}`, () => expect(verdictOf(...given).is).toBe(expected));

test('what proves nothing is not counted among what was looked at', () => {
  expect(verdictOf([seen, cell('inconclusive', true)], undefined, 0, 'leak').because).toBe(
    '1 cells, each looked at with its control seen; 1 more, about side channels, prove nothing',
  );
});
