import type { RunRecord, Told } from '../../harness/index.ts';
import { type Markup, markup } from '../markup.ts';
import type { ReportOptions } from '../options.ts';
import { headlineOf, proofLines } from '../proof.ts';
import { againWords, failsOnThem } from '../side-channels.ts';

/** What tells of another's doings without showing anything of them; absent where nothing does. */
export function sideChannelsSection(record: RunRecord, options: ReportOptions): Markup | undefined {
  const { sideChannels = [] } = record;
  if (sideChannels.length === 0) return undefined;
  const meaning = failsOnThem(record)
    ? 'This run was told to fail on them.'
    : 'They fail a run only with --fail-on side-channel.';
  return markup`<h2 id="side-channels">Side channels</h2>
<p class="lead">Nothing of another’s was shown here, but what was shown tells what another does. ${meaning}</p>
${sideChannels.map((told) => card(told, options))}`;
}

function card(told: Told, { shares, folder }: ReportOptions): Markup {
  const { leak, number } = told;
  const id = `side-channel-${number}`;
  return markup`<article class="card" id="${id}" aria-labelledby="${id}-title">
<header><h3 id="${id}-title"><span class="badge">SIDE CHANNEL ${number}</span>${headlineOf(told, shares)}</h3><div>${leak.cwe.map((cwe) => markup`<a class="tag" href="https://cwe.mitre.org/data/definitions/${cwe}.html">CWE-${cwe}</a> `)}<span class="tag">${leak.oracle}</span></div></header>
<dl class="proof">${proofLines(told).map(({ word, text }) => markup`<dt>${word}</dt><dd>${text}</dd>`)}</dl>
<p class="again"><span id="${id}-again">Play it again</span><code aria-labelledby="${id}-again" role="group">${againWords(told, folder)}</code></p>
</article>
`;
}
