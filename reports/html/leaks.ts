import type { RunRecord, Step, Told } from '../../harness/index.ts';
import { type Markup, markup } from '../markup.ts';
import type { ReportOptions } from '../options.ts';
import { peopleOf, roleWords } from '../people.ts';
import { headlineOf, proofLines, seenName } from '../proof.ts';
import { isSmallest } from '../smallest.ts';
import { stepWords, timingWords } from '../steps.ts';

/** Each leak as its small proof, with a drawing of the way it took, its plan and its replay. */
export function leaksSection({ leaks }: RunRecord, options: ReportOptions): Markup | undefined {
  if (leaks.length === 0) return undefined;
  return markup`<h2 id="leaks">Leaks</h2>
<p class="lead">Each is told as a small proof, with the smallest plan that shows it. Its canary exists nowhere but in the owner’s data.</p>
${leaks.map((told) => leakCard(told, options))}`;
}

function leakCard(told: Told, { shares, folder }: ReportOptions): Markup {
  const { leak, number } = told;
  const tags = leak.cwe.map(
    (cwe) => markup`<a class="tag" href="https://cwe.mitre.org/data/definitions/${cwe}.html">CWE-${cwe}</a> `,
  );
  const lines = proofLines(told).filter(({ word }) => word !== 'Plan');
  return markup`<article class="card leak" id="leak-${number}" aria-labelledby="leak-${number}-title">
<header><h3 id="leak-${number}-title"><span class="badge">LEAK ${number}</span>${headlineOf(told, shares)}</h3><div>${tags}<span class="tag">${leak.oracle}</span></div></header>
${wayOf(told)}
<dl class="proof">${lines.map(({ word, text }) => markup`<dt>${word}</dt><dd>${marked(text, leak.sighting.text)}</dd>`)}</dl>
${planTable(told)}
<p class="again"><span id="again-${number}">Play it again</span><code aria-labelledby="again-${number}" role="group">misdelivery replay ${folder}/leaks/${number}.json</code></p>
</article>
`;
}

/** Owner → surface → viewer, drawn. */
function wayOf(told: Told): Markup {
  const { leak } = told;
  const { owner, viewer, isSamePair } = peopleOf(leak);
  const isGone = leak.sighting.place === 'gone';
  const isWrite = isGone || leak.sighting.place === 'changed';
  const isWhole = isWrite || leak.sighting.kind === 'answer';
  const what = leak.resource === 'session' ? 'was given' : isWhole ? 'created' : 'typed';
  const where = leak.plantedAt < 0 || !isSamePair ? ' outside this plan' : '';
  const thing = leak.resource === 'session' ? leak.field : `${isWhole ? leak.resource : 'its canary'}${where}`;
  return markup`<div class="way" role="img" aria-label="${owner} ${what} ${thing}; ${viewer} ${isGone ? 'took it away' : isWrite ? 'rewrote it' : 'was shown it'} at ${leak.surface}">
<span class="who">${owner}<small>owner</small></span><span class="arrow">${what} ${thing}</span><span class="who">${leak.surface}<small>${leak.driver}</small></span><span class="arrow bad">${isGone ? 'taken away by' : isWrite ? 'rewritten by' : 'shown to'}</span><span class="who wrong">${viewer}<small>${isWrite ? 'not the owner' : 'wrong session'}</small></span></div>`;
}

function marked(text: string, canary: string): Markup {
  if (canary === '' || !text.includes(canary)) return markup`${text}`;
  const [before = '', ...after] = text.split(canary);
  return markup`${before}<mark>${canary}</mark>${after.join(canary)}`;
}

function planTable(told: Told): Markup {
  const { plan, leak, seen, company } = told;
  const caption = `${seen > 0 && isSmallest(told) ? 'Smallest plan that leaks' : 'Plan that leaked'}${company > 1 ? `, played by ${company} pairs at once` : ''}`;
  const isTimed = plan.steps.some((step, index) => timingWords(step, index) !== '');
  const rows = plan.steps.map((step, index) => stepRow(step, index, told, isTimed));
  return markup`<table class="plan"><caption>${caption}</caption>
<thead><tr><th scope="col">step</th><th scope="col">who</th><th scope="col">does</th>${isTimed && markup`<th scope="col">when</th>`}<th scope="col">and so</th></tr></thead>
<tbody>${rows}${leak.seenAt >= plan.steps.length && markup`<tr class="shows"><td class="n">–</td><td class="who">everybody</td><td>is asked who they are</td>${isTimed && markup`<td></td>`}<td class="note">${showsWords(told)}</td></tr>`}</tbody></table>`;
}

function stepRow(step: Step, index: number, told: Told, isTimed: boolean): Markup {
  const { leak, plan } = told;
  const isPlanting = index === leak.plantedAt && peopleOf(leak).isSamePair;
  const isShowing = index === leak.seenAt;
  const kind = isShowing ? 'shows' : isPlanting ? 'plants' : '';
  const note = isShowing ? showsWords(told) : isPlanting && leak.sighting.text !== '' ? `plants ${seenName(leak)}` : '';
  return markup`<tr class="${kind}"><td class="n">${index + 1}</td><td class="who">${roleWords(step.by)}</td><td>${stepWords(step, plan.steps.slice(0, index))}</td>${isTimed && markup`<td class="when">${timingWords(step, index)}</td>`}<td class="note">${note}</td></tr>
`;
}

function showsWords({ leak }: Told): string {
  const { owner, viewer, isSamePair } = peopleOf(leak);
  if (leak.sighting.place === 'gone') return `${owner}'s ${leak.resource} is gone`;
  if (leak.sighting.place === 'changed') return `${owner}'s ${leak.resource} is what ${viewer} has written`;
  if (leak.sighting.kind === 'answer') return `${viewer} is told what only ${owner} may know`;
  return `${viewer} is shown what is ${isSamePair ? `${owner}'s` : 'of another pair'}`;
}
