import type { Told } from '../../harness/index.ts';
import { headlineOf, proofLines, surfaceWords, timesWords, weaknesses } from '../proof.ts';
import { againWords, fileOf } from '../side-channels.ts';
import { isSmallest } from '../smallest.ts';
import type { Paint } from './paint.ts';
import { hanging, wrap } from './wrap.ts';

/** What telling depends on beside the leaks. */
export interface Teller {
  readonly paint: Paint;
  /** Width of sentences. */
  readonly text: number;
  readonly shares: (scenario: string) => string;
  readonly folder: string;
  /** Files that were written. */
  readonly documents: readonly string[];
}

/** Most leaks alike that are all told as proofs; of more, the clearest alone is. */
const PROOFS_MAX = 2;

/** Leaks, or side channels: each a proof; of many that one scenario showed alike, which often have one cause, the clearest a proof and the others shortly. */
export function tellings(all: readonly Told[], word: 'LEAK' | 'SIDE', teller: Teller): string[][] {
  const kindOf = ({ leak }: Told) => `${leak.scenario} ${leak.oracle}`;
  return [...new Set(all.map(kindOf))].flatMap((kind) => {
    const group = all.filter((told) => kindOf(told) === kind);
    if (group.length <= PROOFS_MAX) return group.map((told) => proof(told, word, teller));
    const [clearest, ...others] = group.toSorted(byClearness);
    return [proof(clearest as Told, word, teller), shortly(others, teller)];
  });
}

/** What came back, and surest, before what did not; smallest plans before those that were not made small; short before long. */
function byClearness(one: Told, other: Told): number {
  const rank = (told: Told) =>
    (told.plays === 0 ? 0 : -told.seen / told.plays) * 10_000 + (isSmallest(told) ? 0 : 1_000) + told.plan.steps.length;
  return rank(one) - rank(other);
}

function proof(told: Told, word: 'LEAK' | 'SIDE', teller: Teller): string[] {
  const { shares, folder, paint, text } = teller;
  const headline = headlineOf(told, shares);
  const cwe = weaknesses(told.leak);
  const gap = text - 6 - headline.length - cwe.length;
  const head =
    gap >= 2
      ? [`${paint('bold', headline)}${' '.repeat(gap)}${paint('dim', cwe)}`]
      : [...wrap(headline, text - 6).map((line) => paint('bold', line)), paint('dim', cwe)];
  const sign = paint(word === 'LEAK' ? 'red' : 'yellow', word);
  return [
    ...head.map((line, index) => (index === 0 ? `${sign}  ${line}` : `      ${line}`)),
    ...proofLines(told, placeOf(told, teller)).flatMap(({ word: begin, text: words }) =>
      hanging(begin.padEnd(6), words, text),
    ),
    `Again ${againWords(told, folder)}`,
  ];
}

/** Where a plan is to be read that is too long to be told. */
function placeOf(told: Told, { folder, documents }: Teller): string {
  return `${fileOf(told, folder)}${documents.some((path) => path.endsWith('.html')) ? ', and drawn in the report' : ''}`;
}

function shortly(others: readonly Told[], { shares, folder, paint, text }: Teller): string[] {
  const shared = shares(others[0]?.leak.scenario ?? '');
  const head = `${others.length} more, sharing ${shared}: perhaps for the same reason, and each told whole in the report`;
  return [
    ...hanging('MORE  ', head, text).map((line, index) => (index === 0 ? paint('red', 'MORE') + line.slice(4) : line)),
    ...others.flatMap((told) => [
      ...hanging('      ', `${surfaceWords(told.leak)}: ${timesWords(told)}.`, text),
      `Again ${againWords(told, folder)}`,
    ]),
  ];
}
