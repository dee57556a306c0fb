import { stripVTControlCharacters } from 'node:util';
import { expect, test } from '@playwright/test';
import { OPTIONS } from './golden/options.ts';
import { RECORDS } from './golden/records.ts';
import { terminalReport } from './terminal.ts';

const LONG = 'an order list with a name that no terminal was ever wide enough for, and /with/a/path/that/does/not/end';

for (const columns of [40, 56, 80, 100, 120, 200]) {
  for (const [name, record] of Object.entries(RECORDS)) {
    test(`${name} fits a terminal of ${columns} signs`, () => {
      const cells = record.cells.flatMap((cell) => [
        cell,
        { ...cell, surface: LONG },
        { ...cell, scenario: `another-${cell.scenario}` },
      ]);
      const text = terminalReport({ ...record, cells }, { ...OPTIONS, color: false, columns });
      const wide = text.split('\n').filter((line) => line.length > columns && !/^(Again|Report) /.test(line));
      expect(wide).toEqual([]);
    });
  }
}

test('without colour there is no escape sequence, with colour the words stay the same', () => {
  const plain = terminalReport(RECORDS.leak, { ...OPTIONS, color: false });
  const colored = terminalReport(RECORDS.leak, { ...OPTIONS, color: true });
  expect(plain).not.toContain('\u001b');
  expect(colored).toContain('\u001b[31m');
  expect(stripVTControlCharacters(colored)).toBe(plain);
});

test('of many leaks that one scenario showed alike the clearest is told as a proof, and each can be played again', () => {
  const [cached] = RECORDS.leak.leaks;
  if (cached === undefined) throw new Error('the record has no leak');
  const unfinished = { ...cached, unfinished: true as const };
  const at = (number: number, surface: string) => ({ number, leak: { ...cached.leak, surface } });
  const leaks = [
    { ...unfinished, ...at(1, 'first list') },
    { ...cached, ...at(2, 'clearest list') },
    { ...cached, ...at(3, 'rare list'), seen: 1 },
  ];
  const told = terminalReport({ ...RECORDS.leak, leaks }, { ...OPTIONS, color: false });
  expect(told.match(/^LEAK {2}.*over http/gm)).toEqual(['LEAK  clearest list, over http']);
  expect(told).toMatch(/MORE {2}2 more, sharing .*\n.*\n? *first list, over http: .*\n(.*\n)?Again .*leaks\/1.json/);
  for (const { number } of leaks) expect(told).toContain(`leaks/${number}.json`);
});

test('a record without cells says so', () => {
  expect(terminalReport({ ...RECORDS.inconclusive, cells: [] }, { ...OPTIONS, color: false })).toContain(
    'No cell was looked at.',
  );
});
