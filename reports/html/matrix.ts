import type { Cell, RunRecord } from '../../harness/index.ts';
import { leaksOf } from '../leaks-of.ts';
import { type Markup, markup } from '../markup.ts';
import { intervalWords, matrixOf, rateWords } from '../matrix.ts';
import type { ReportOptions } from '../options.ts';
import { reasonOf, reasonsOf } from '../reasons.ts';
import { cellSentence } from './cells.ts';

/** The matrix: the report's main picture. A leak links to its proof, an inconclusive cell to its reason. */
export function matrixSection(record: RunRecord, options: ReportOptions): Markup {
  const { columns, rows } = matrixOf(record);
  if (rows.length === 0) return markup`<p class="lead">No cell was looked at.</p>`;
  const reasons = reasonsOf(record.cells);
  const isMixed = rows.some(({ driver }) => driver !== rows[0]?.driver);
  const body = rows.map(
    ({
      surface,
      driver,
      cells,
    }) => markup`<tr role="row"><th scope="row" role="rowheader">${surface}${isMixed && markup` <small>${driver}</small>`}</th>${cells.map(
      (cell, at) =>
        markup`<td role="cell" data-scenario="${columns[at] ?? ''}"${cell === undefined && markup` class="empty"`}>${squareOf(cell, record, reasons, options)}</td>`,
    )}</tr>
`,
  );
  return markup`<div class="card matrix"><table role="table"><caption class="sr">What each surface showed, by what the accounts shared</caption>
<thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">surface</th>${columns.map((column) => markup`<th scope="col" role="columnheader">${column}</th>`)}</tr></thead>
<tbody role="rowgroup">${body}</tbody></table></div>${legend(record.cells)}
${inWords(record, options)}`;
}

function squareOf(
  cell: Cell | undefined,
  record: RunRecord,
  reasons: readonly string[],
  options: ReportOptions,
): Markup {
  if (cell === undefined)
    return markup`<span class="cell none"><span aria-hidden="true">–</span><span class="sr">does not apply</span></span>`;
  const tip = markup`<span class="tip">${cellSentence(cell, record, options)}</span>`;
  switch (cell.is) {
    case 'leak': {
      const [told] = leaksOf(cell, record.leaks);
      const words = markup`<b>✗ LEAK</b><span>${cell.leaks} of ${cell.looks}<span class="unit"> ${cell.looks === 1 ? 'look' : 'looks'}</span></span><span>${intervalWords(cell)}</span>${tip}`;
      return told === undefined
        ? markup`<span class="cell tone-leak">${words}</span>`
        : markup`<a class="cell tone-leak" href="#leak-${told.number}">${words}</a>`;
    }
    case 'clean':
      return markup`<span class="cell tone-clean"><b>✓ ${cell.looks}<span class="unit"> ${cell.looks === 1 ? 'look' : 'looks'}</span>${cell.ruledOut > 0 && markup`<span aria-hidden="true"> °</span>`}</b>${rateWords(cell.rateMax)}${tip}</span>`;
    case 'inconclusive':
      return markup`<a class="cell tone-inconclusive" href="#why-${reasons.indexOf(reasonOf(cell)) + 1}"><b>?<span class="unit"> unproven</span></b>reason ${reasons.indexOf(reasonOf(cell)) + 1}${tip}</a>`;
  }
}

function legend(cells: readonly Cell[]): Markup {
  const has = (is: Cell['is']) => cells.some((cell) => cell.is === is);
  const ruledOut = cells.some((cell) => cell.ruledOut > 0);
  return markup`<ul class="legend">
${has('clean') && markup`<li><b>✓ N looks</b> proven looks without a leak; <b>≤</b> the rate at which a look may still leak (95 %)</li>`}
${ruledOut && markup`<li><b>°</b> in some of these looks the target was seen to rule the condition out</li>`}
${has('leak') && markup`<li><b>✗ LEAK</b> somebody was shown what is another’s: how many of the proven looks, and the rate’s 95 % interval; follow it to the proof</li>`}
${has('inconclusive') && markup`<li><b>?<span class="unit"> unproven</span></b> nothing was proven; follow it to the reason</li>`}
<li><b>–</b> the question does not apply</li></ul>`;
}

/** What the hints over the cells say, for those who do not use a mouse. */
function inWords(record: RunRecord, options: ReportOptions): Markup {
  return markup`<details class="card"><summary>Every cell in words</summary><ul class="words">${record.cells.map(
    (
      cell,
    ) => markup`<li><b>${cell.surface} × ${cell.scenario} (${cell.driver}): ${cell.is}.</b> ${cellSentence(cell, record, options)}</li>
`,
  )}</ul></details>`;
}
