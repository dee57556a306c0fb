import type { RunRecord } from '../../harness/index.ts';
import { leftWords } from '../left.ts';
import { type Markup, markup } from '../markup.ts';
import { reasonOf, reasonsOf } from '../reasons.ts';

/** Why cells prove nothing, each reason once with the cells it is the reason of. */
export function doubtsSection({ cells }: RunRecord): Markup | undefined {
  const reasons = reasonsOf(cells);
  if (reasons.length === 0) return undefined;
  const cards = reasons.map((reason, index) => {
    const where = cells.filter((cell) => cell.is === 'inconclusive' && reasonOf(cell) === reason);
    const names = where.map(({ surface, scenario }) => `${surface} × ${scenario}`).join(', ');
    const more = [...new Set(where.flatMap(({ because }) => because))].filter((each) => each !== reason);
    return markup`<div class="card doubt" id="why-${index + 1}"><p><b>${index + 1}.</b> ${reason}</p>${more.length > 0 && markup`<p class="where">Also: ${more.join('; ')}</p>`}<p class="where">${names}</p></div>
`;
  });
  return markup`<h2 id="doubts">What proves nothing, and why</h2>
<p class="lead">Silence is never clean: a cell counts only when its owner was seen to see its own. Until these are mended, they say nothing about leaks.</p>
${cards}`;
}

/** Target, settings and counts. */
export function factsSection(record: RunRecord): Markup {
  const { target, settings, count, left, notes } = record;
  const stay = leftWords(record);
  const origin: [string, string][] = [
    ['target', target.name],
    ['origin', target.origin],
    ['target file', target.file ?? 'none: the embedded depot'],
    ...(target.faults.length > 0 ? [['planted faults', target.faults.join(', ')] as [string, string]] : []),
    ...(target.traps.length > 0 ? [['planted traps', target.traps.join(', ')] as [string, string]] : []),
    ['started', record.startedAt],
    ['run', String(record.run)],
    ['tool', record.tool],
  ];
  const counts: [string, string][] = Object.entries({ ...count, 'not retired': left.length }).map(([name, value]) => [
    name,
    value.toLocaleString('en-GB'),
  ]);
  return markup`<h2>The run</h2>
<div class="facts">${factCard('Target', origin)}${factCard(
    'Settings',
    settingRows(settings),
  )}${factCard('Counts', counts)}</div>
${notes.length + left.length > 0 && markup`<ul class="note-list">${[...notes, ...(stay === undefined ? [] : [stay])].map((note) => markup`<li>${note}</li>`)}</ul>`}`;
}

function factCard(title: string, rows: readonly (readonly [string, string])[]): Markup {
  return markup`<section class="card"><h3>${title}</h3><dl>${rows.map(([name, value]) => markup`<dt>${name}</dt><dd>${value}</dd>`)}</dl></section>`;
}

const SETTINGS: Readonly<Record<string, string>> = {
  plans: 'plans for each cell',
  budgetMs: 'budget',
  pairs: 'most pairs',
  lanes: 'pairs at once',
  tell: 'most leaks told',
  untilLeak: 'stops at the first leak',
  allowInconclusive: 'inconclusive is',
};

/** Settings in words and with units; one that is not known here keeps its name. */
function settingRows(settings: RunRecord['settings']): [string, string][] {
  return Object.entries(settings).map(([name, value]) => [SETTINGS[name] ?? name, settingWords(name, value)]);
}

function settingWords(name: string, value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'all' : value.join(', ');
  if (name === 'budgetMs') return `${Number(value) / 1_000} s`;
  if (name === 'untilLeak') return value === true ? 'yes' : 'no';
  if (name === 'allowInconclusive') return value === true ? 'accepted (exit code 0)' : 'not accepted (exit code 2)';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
