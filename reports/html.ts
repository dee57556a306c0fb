import type { RunRecord } from '../harness/index.ts';
import { doubtsSection, factsSection } from './html/facts.ts';
import { leaksSection } from './html/leaks.ts';
import { matrixSection } from './html/matrix.ts';
import { sideChannelsSection } from './html/side-channels.ts';
import { matrixStyle, STYLESHEET } from './html/style.ts';
import { type Markup, markup, raw } from './markup.ts';
import { matrixOf, rateWords } from './matrix.ts';
import type { ReportOptions } from './options.ts';
import { partialWords } from './partial.ts';
import { plural } from './plural.ts';
import { printable } from './printable.ts';

/** The report as one HTML file: nothing is fetched, nothing runs, everything from the record is escaped. */
export function htmlReport(rawRecord: RunRecord, options: ReportOptions): string {
  const record = printable(rawRecord);
  const { verdict, target } = record;
  const style = raw(STYLESHEET + matrixStyle(matrixOf(record).columns.length));
  const page = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<title>${TITLES[verdict.is]} · ${target.name} · Misdelivery</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#matrix">Skip to the matrix</a>
<div class="wrap">
<header class="brand">${ENVELOPE}<span>Misdelivery</span><small>${target.name} · ${record.startedAt.slice(0, 16).replace('T', ' ')} UTC</small></header>
<main>
${verdictSection(record)}
<h2 id="matrix">What each surface showed</h2>
<p class="lead">A row is a place where an account can look; a column is what the two accounts had in common while they acted.</p>
${matrixSection(record, options)}
${leaksSection(record, options)}${sideChannelsSection(record, options)}
${doubtsSection(record)}
${factsSection(record)}
${reading(record, options)}
</main>
<footer>${record.tool} · stored in ${options.folder}/run.json · judge it again without the target: <code>misdelivery judge ${options.folder}</code></footer>
</div>
</body>
</html>
`;
  return page.text;
}

const TITLES = { clean: 'No leak found', leak: 'Leak', inconclusive: 'Inconclusive' } as const;

function verdictSection(record: RunRecord): Markup {
  const { verdict, target, cells, count } = record;
  const clean = cells.filter(({ is }) => is === 'clean');
  const proven = clean.reduce((sum, { looks }) => sum + looks, 0);
  const worst = Math.max(0, ...clean.map(({ rateMax }) => rateMax));
  const tiles: [string, string][] = [
    [String(cells.filter(({ is }) => is === 'leak').length), 'cells leak'],
    [String(clean.length), 'cells are clean'],
    [String(cells.filter(({ is }) => is === 'inconclusive').length), 'cells prove nothing'],
    [proven.toLocaleString('en-GB'), 'proven looks in clean cells'],
    [clean.length === 0 ? '–' : rateWords(worst), 'leak rate in the least sure clean cell'],
    [
      count.observations.toLocaleString('en-GB'),
      `answers read by ${plural(count.accounts, 'account')} in ${(record.durationMs / 1000).toFixed(1)} s`,
    ],
  ];
  return markup`<section class="verdict tone-${verdict.is}" aria-labelledby="verdict">
<h1 id="verdict">${ICONS[verdict.is]}${headline(record)}</h1>
<p><b>${target.name}</b> at <span class="mono">${target.origin}</span>: ${verdict.because}.</p>
${partialWords(record).map((words) => markup`<p>${words}</p>`)}
</section>
<ul class="tiles">${tiles.map(([value, name]) => markup`<li><b>${value}</b><span>${name}</span></li>`)}</ul>`;
}

function headline({ verdict, leaks }: RunRecord): string {
  switch (verdict.is) {
    case 'clean':
      return 'No leak found';
    case 'leak':
      return leaks.length === 0
        ? 'Data reached the wrong customer'
        : `${plural(leaks.length, 'leak')}: data reached the wrong customer`;
    case 'inconclusive':
      return 'Inconclusive';
  }
}

const ENVELOPE = raw(
  '<svg viewBox="0 0 32 24" fill="none" stroke="currentColor" stroke-width="2.2" stroke-linejoin="round" stroke-linecap="round" aria-hidden="true"><rect x="2" y="3" width="23" height="18" rx="2.5"/><path d="m3 5.5 10.5 8 10.5-8M21 17h9m-3.5-3.5L30 17l-3.500 3.500"/></svg>',
);

const ICONS = {
  clean: raw(
    '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><circle cx="12" cy="12" r="10"/><path d="m7.500 12.500 3 3 6-6.500"/></svg>',
  ),
  leak: raw(
    '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="M8 2h8l6 6v8l-6 6H8l-6-6V8zM12 7v6m0 3.500v.1"/></svg>',
  ),
  inconclusive: raw(
    '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><circle cx="12" cy="12" r="10" stroke-dasharray="4.500 3.500"/><path d="M9.200 9.300a2.800 2.800 0 1 1 3.900 2.600c-.8.4-1.100.9-1.100 1.700m0 3v.1"/></svg>',
  ),
} as const;

function reading({ cells }: RunRecord, { question, shares }: ReportOptions): Markup {
  const scenarios = [...new Set(cells.map(({ scenario }) => scenario))];
  return markup`<details class="card"><summary>How to read this</summary>
<p>Synthetic accounts come in pairs. Each plants <b>canaries</b>, strings that exist nowhere but in its own data, then everybody makes ordinary requests and everything a session is shown is searched. A canary in another’s session is a <b>leak</b>.</p>
<p>A <b>proven look</b> is one where the positive control was seen (the owner sees its own there) and the shared condition really occurred, or the target was seen to forbid it. After N looks without a leak, a look leaks at a rate of at most about 3/N, with 95 % confidence. Everything else <b>proves nothing</b> and is never counted as clean.</p>
<dl class="questions">${scenarios.map((name) => markup`<dt>${name}</dt><dd>${question(name)} The accounts share ${shares(name)}.</dd>`)}</dl>
<p>Exit codes of a run: 0 clean, 1 leak, 2 inconclusive, 64 wrong usage, 70 the harness broke.</p></details>`;
}
