import type { Cell, RunRecord, Told } from '../harness/index.ts';
import { cellSentence } from './html/cells.ts';
import { leaksOf, leaksWithoutCell } from './leaks-of.ts';
import { type Markup, markup } from './markup.ts';
import type { ReportOptions } from './options.ts';
import { plural } from './plural.ts';
import { printable } from './printable.ts';
import { headlineOf, proofOf, weaknesses } from './proof.ts';
import { againWords, failsOnThem, fileOf, isSideChannel } from './side-channels.ts';

interface Case {
  readonly suite: string;
  readonly name: string;
  readonly is: 'passed' | 'failure' | 'error' | 'skipped';
  readonly message: string;
  readonly text: string;
}

/**
 * The record as JUnit XML: a suite a scenario, a test case a cell. A leak is a failure with its proof; an inconclusive cell is an
 * error, for it must not look green, or skipped where inconclusive cells are allowed. A partial run is an error of its own.
 */
export function junitReport(raw: RunRecord, options: ReportOptions): string {
  const record = printable(raw);
  const cases = [
    ...record.cells.map((cell) => caseOfCell(cell, record, options)),
    ...leaksWithoutCell(record).map((told) => caseOfLeak(told, options)),
    ...(record.sideChannels ?? []).map((told) => caseOfSideChannel(told, record, options)),
    ...caseOfRun(record),
  ];
  const suites = [...new Set(cases.map(({ suite }) => suite))];
  const seconds = (record.durationMs / 1000).toFixed(3);
  return markup`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="misdelivery" ${countsOf(cases)} time="${seconds}" timestamp="${record.startedAt}">
${suites.map((suite) =>
  suiteOf(
    suite,
    cases.filter((each) => each.suite === suite),
    record,
  ),
)}</testsuites>
`.text;
}

function suiteOf(name: string, cases: readonly Case[], { target, settings, tool, startedAt }: RunRecord): Markup {
  const properties = { target: target.name, origin: target.origin, seed: String(settings.seed), tool };
  return markup`  <testsuite name="${name}" ${countsOf(cases)} timestamp="${startedAt}">
    <properties>${Object.entries(properties).map(([key, value]) => markup`<property name="${key}" value="${value}"/>`)}</properties>
${cases.map((each) => caseElement(each, target.name))}  </testsuite>
`;
}

function caseElement({ suite, name, is, message, text }: Case, target: string): Markup {
  const head = markup`    <testcase classname="misdelivery.${target.replaceAll('.', ' ')}.${suite}" name="${name}"`;
  switch (is) {
    case 'passed':
      return markup`${head}><system-out>${text}</system-out></testcase>
`;
    case 'failure':
      return markup`${head}><failure type="leak" message="${message}">${text}</failure></testcase>
`;
    case 'error':
      return markup`${head}><error type="inconclusive" message="${message}">${text}</error></testcase>
`;
    case 'skipped':
      return markup`${head}><skipped message="${message}"/></testcase>
`;
  }
}

function countsOf(cases: readonly Case[]): Markup {
  const count = (is: Case['is']) => cases.filter((each) => each.is === is).length;
  return markup`tests="${cases.length}" failures="${count('failure')}" errors="${count('error')}" skipped="${count('skipped')}"`;
}

function caseOfCell(cell: Cell, record: RunRecord, options: ReportOptions): Case {
  const { leaks, settings, verdict } = record;
  const name = `${cell.surface} (${cell.driver})`;
  const sentence = cellSentence(cell, record, options);
  const base = { suite: cell.scenario, name, text: sentence };
  switch (cell.is) {
    case 'clean':
      return { ...base, is: 'passed', message: '' };
    case 'inconclusive':
      return {
        ...base,
        is: settings.allowInconclusive === true || verdict.is === 'clean' ? 'skipped' : 'error',
        message: cell.because[0] ?? 'nothing is proven',
      };
    case 'leak': {
      const proofs = leaksOf(cell, leaks).map((told) => proofText(told, options));
      return {
        ...base,
        is: 'failure',
        message: `${plural(cell.leaks, 'look')} showed what is another's`,
        text: [sentence, ...proofs].join('\n\n'),
      };
    }
  }
}

function caseOfLeak(told: Told, options: ReportOptions): Case {
  const { leak, number } = told;
  const name = `${leak.surface} (${leak.driver}), leak ${number}`;
  return {
    suite: leak.scenario,
    name,
    is: 'failure',
    message: `${leak.viewer} was shown what is ${leak.owner}'s`,
    text: proofText(told, options),
  };
}

/** A side channel has a case of its own, which fails only where that was asked for. */
function caseOfSideChannel(told: Told, record: RunRecord, options: ReportOptions): Case {
  const { leak, number } = told;
  return {
    suite: leak.scenario,
    name: `${leak.surface} (${leak.driver}), side channel ${number}`,
    is: failsOnThem(record) ? 'failure' : 'passed',
    message: `${leak.viewer} can tell what ${leak.owner} does`,
    text: proofText(told, options),
  };
}

/** What is wrong with the run as a whole: ended early, or nothing to look at. */
function caseOfRun({ partial, cells, verdict }: RunRecord): Case[] {
  const text = partial ?? (cells.length === 0 ? verdict.because : undefined);
  return text === undefined ? [] : [{ suite: 'run', name: 'the run is complete', is: 'error', message: text, text }];
}

function proofText(told: Told, { shares, folder }: ReportOptions): string {
  return [
    `${isSideChannel(told.leak) ? 'SIDE' : 'LEAK'}  ${headlineOf(told, shares)} (${weaknesses(told.leak)})`,
    ...proofOf(told, fileOf(told, folder)),
    `Again ${againWords(told, folder)}`,
  ].join('\n');
}
