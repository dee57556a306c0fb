/** The one stylesheet of the HTML report: system fonts, both colour schemes, nothing fetched. Every pair of colours meets WCAG AA. */
export const STYLESHEET = `
:root { color-scheme: light dark;
  --paper: #f6f5f2; --card: #ffffff; --ink: #1c1d22; --soft: #565a66; --line: #dcdad3; --code: #f1efe9; --focus: #1d4ed8;
  --clean: #14663a; --clean-bg: #e3f4e9; --clean-line: #a9d9bb;
  --leak: #a5121f; --leak-bg: #fde6e6; --leak-line: #efa9ab; --leak-solid: #b3131f;
  --doubt: #7a4a00; --doubt-bg: #fdf0d3; --doubt-line: #e6c680; --mark: #ffe49a; }
@media (prefers-color-scheme: dark) { :root {
  --paper: #15161a; --card: #1e2026; --ink: #eceae4; --soft: #a9adb9; --line: #343741; --code: #282b33; --focus: #93b4ff;
  --clean: #86dba6; --clean-bg: #16301f; --clean-line: #2c5a3d;
  --leak: #ffa3a5; --leak-bg: #411a1d; --leak-line: #7c3237; --leak-solid: #b3131f;
  --doubt: #f3c76b; --doubt-bg: #37290c; --doubt-line: #6b5220; --mark: #5c4708; } }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, -apple-system, "Segoe UI", sans-serif; }
code, .mono { font-family: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: .875em; }
a { color: inherit; text-underline-offset: 2px; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: 4px; }
.skip { position: absolute; left: -999px; }
.skip:focus { left: 1rem; top: 1rem; background: var(--card); padding: .5rem 1rem; z-index: 9; }
.sr { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.wrap { margin: 0 auto; padding: 1.25rem clamp(1rem, 3vw, 2.5rem) 4rem; }
.brand { display: flex; align-items: center; gap: .6rem; font-weight: 650; letter-spacing: .01em; }
.brand svg { width: 1.75rem; height: auto; }
.brand small { color: var(--soft); font-weight: 400; margin-left: auto; text-align: right; }
h1, h2, h3 { line-height: 1.25; margin: 0; overflow-wrap: anywhere; }
h2 { font-size: 1.25rem; margin: 2.75rem 0 .35rem; }
.lead { color: var(--soft); margin: 0 0 1rem; max-width: 60rem; }
.verdict { margin-top: 1.25rem; padding: clamp(1.1rem, 3vw, 2rem); border-radius: 14px; background: var(--tone-bg); border: 1px solid var(--tone-line); border-left: 8px solid var(--tone); }
.verdict p { margin: .35rem 0 0; max-width: 62rem; overflow-wrap: anywhere; }
.verdict h1 { font-size: clamp(1.6rem, 4.5vw, 2.4rem); color: var(--tone); letter-spacing: -.01em; }
.verdict h1 svg { width: 1em; height: 1em; vertical-align: -.12em; margin-right: .4em; }
.tone-clean { --tone: var(--clean); --tone-bg: var(--clean-bg); --tone-line: var(--clean-line); }
.tone-leak { --tone: var(--leak); --tone-bg: var(--leak-bg); --tone-line: var(--leak-line); }
.tone-inconclusive { --tone: var(--doubt); --tone-bg: var(--doubt-bg); --tone-line: var(--doubt-line); }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: .75rem; margin: 1rem 0 0; padding: 0; list-style: none; }
.tiles li { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: .7rem .9rem; }
.tiles b { display: block; font-size: 1.35rem; font-variant-numeric: tabular-nums; line-height: 1.3; }
.tiles span { display: block; color: var(--soft); font-size: .875rem; line-height: 1.35; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 12px; }
.matrix { padding: .5rem; }
.matrix table { border-collapse: separate; border-spacing: 4px; width: 100%; }
.matrix th { text-align: left; font-weight: 600; font-size: .875rem; padding: .35rem .5rem; }
.matrix thead th { vertical-align: bottom; color: var(--soft); line-height: 1.25; }
.matrix tbody th { overflow-wrap: anywhere; min-width: 9rem; }
.matrix tbody th small { display: block; color: var(--soft); font-weight: 400; }
.matrix td { padding: 0; min-width: 4.9rem; height: 2.9rem; }
.cell { position: relative; display: flex; flex-direction: column; justify-content: center; height: 100%; min-height: 2.9rem; padding: .25rem .55rem; border-radius: 7px; border: 1px solid var(--tone-line); background: var(--tone-bg); color: var(--tone); font-size: .875rem; line-height: 1.25; font-variant-numeric: tabular-nums; text-decoration: none; white-space: nowrap; }
.cell b { font-weight: 650; }
.cell.tone-leak { background: var(--leak-solid); border-color: var(--leak-solid); color: #fff; }
.cell.tone-inconclusive { border-style: dashed; border-width: 2px; }
.cell.none { border-color: transparent; background: none; color: var(--soft); }
a.cell:hover b { text-decoration: underline; }
.tip { display: none; position: absolute; z-index: 5; left: 50%; bottom: calc(100% + 6px); transform: translateX(-50%); width: max-content; max-width: 19rem; white-space: normal; overflow-wrap: anywhere; background: var(--ink); color: var(--paper); padding: .5rem .7rem; border-radius: 8px; font-size: .8125rem; line-height: 1.4; text-align: left; pointer-events: none; }
.cell:hover .tip, .cell:focus-visible .tip { display: block; }
td:last-child .tip, td:nth-last-child(2) .tip { left: auto; right: 0; transform: none; }
.legend { display: flex; flex-wrap: wrap; gap: .35rem 1.25rem; margin: .75rem 0 0; padding: 0; list-style: none; color: var(--soft); font-size: .875rem; }
.legend b { color: var(--ink); font-weight: 600; }
.leak { margin-top: 1rem; padding: clamp(1rem, 2.5vw, 1.6rem); border-left: 8px solid var(--leak-solid); scroll-margin-top: 1rem; }
.leak:target, .doubt:target { outline: 3px solid var(--focus); outline-offset: 3px; }
.leak header { display: flex; flex-wrap: wrap; gap: .4rem 1rem; align-items: baseline; }
.leak h3 { font-size: 1.125rem; flex: 1 1 20rem; }
.tag { display: inline-block; border: 1px solid var(--line); border-radius: 99px; padding: .05rem .6rem; font-size: .8125rem; color: var(--soft); text-decoration: none; background: var(--code); }
a.tag:hover { text-decoration: underline; }
.badge { background: var(--leak-solid); color: #fff; border-radius: 6px; padding: .1rem .5rem; font-size: .8125rem; font-weight: 700; letter-spacing: .05em; margin-right: .5rem; vertical-align: .1em; }
.way { display: grid; grid-template-columns: auto minmax(2rem, 1fr) auto minmax(2rem, 1fr) auto; align-items: center; gap: .25rem .6rem; margin: 1rem 0 .25rem; }
.way .who { border: 1px solid var(--line); background: var(--code); border-radius: 9px; padding: .4rem .8rem; text-align: center; font-weight: 600; line-height: 1.25; }
.way .who small { display: block; font-weight: 400; color: var(--soft); }
.way .who.wrong { border-color: var(--leak-line); background: var(--leak-bg); color: var(--leak); }
.way .who.wrong small { color: var(--leak); }
.way .arrow { border-top: 2px solid var(--soft); position: relative; text-align: center; color: var(--soft); font-size: .8125rem; padding-top: .15rem; }
.way .arrow::after { content: ""; position: absolute; right: -2px; top: -6px; border: 5px solid transparent; border-left: 8px solid var(--soft); border-right: 0; }
.way .arrow.bad { border-top: 2px dashed var(--leak); color: var(--leak); }
.way .arrow.bad::after { border-left-color: var(--leak); }
.proof { margin: 1rem 0 0; display: grid; grid-template-columns: max-content 1fr; gap: .3rem 1rem; }
.proof dt { font-weight: 650; color: var(--soft); }
.proof dd { margin: 0; overflow-wrap: anywhere; }
mark { background: var(--mark); color: inherit; padding: 0 .2em; border-radius: 3px; font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: .9em; }
.plan { width: 100%; border-collapse: collapse; margin-top: 1rem; font-size: .9375rem; }
.plan caption { text-align: left; font-weight: 600; padding-bottom: .3rem; font-size: .9375rem; }
.plan th, .plan td { text-align: left; padding: .4rem .6rem; border-top: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; }
.plan thead th { color: var(--soft); font-size: .8125rem; font-weight: 600; border-top: 0; padding-top: 0; }
.plan th { white-space: nowrap; }
.plan td.n { width: 3.5rem; color: var(--soft); font-variant-numeric: tabular-nums; }
.plan .who { white-space: nowrap; }
.plan tr.plants { background: var(--doubt-bg); }
.plan tr.shows { background: var(--leak-bg); }
.plan .note { color: var(--soft); }
.plan tr.shows .note { color: var(--leak); font-weight: 600; }
.plan tr.plants .note { color: var(--doubt); font-weight: 600; }
.again { margin: 1rem 0 0; display: flex; flex-wrap: wrap; gap: .4rem .8rem; align-items: center; }
.again code { flex: 1 1 18rem; background: var(--code); border: 1px solid var(--line); border-radius: 8px; padding: .55rem .8rem; user-select: all; overflow-wrap: anywhere; }
.doubt { margin-top: .75rem; padding: .85rem 1.1rem; border-left: 8px solid var(--doubt-line); scroll-margin-top: 1rem; }
.doubt p { margin: 0; overflow-wrap: anywhere; }
.doubt .where { color: var(--soft); font-size: .9375rem; margin-top: .25rem; }
.facts { margin-top: .75rem; display: grid; grid-template-columns: repeat(auto-fit, minmax(min(20rem, 100%), 1fr)); gap: 1rem; }
.facts .card { padding: .9rem 1.1rem; }
.facts h3 { font-size: 1rem; margin-bottom: .4rem; }
.facts dl { margin: 0; display: grid; grid-template-columns: minmax(7rem, max-content) 1fr; gap: .2rem 1rem; font-size: .9375rem; }
.facts dt { color: var(--soft); }
.facts dd { margin: 0; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
.words { margin: .6rem 0 0; padding-left: 1.2rem; font-size: .9375rem; }
.words li { margin-bottom: .3rem; overflow-wrap: anywhere; }
.questions { margin: .8rem 0 0; }
.questions dt { font-weight: 600; }
.questions dd { margin: 0 0 .5rem; }
.note-list { margin: .5rem 0 0; padding-left: 1.2rem; }
details { margin-top: 1.25rem; padding: .8rem 1.1rem; }
summary { cursor: pointer; font-weight: 600; }
details p { max-width: 62rem; margin: .6rem 0 0; }
footer { margin-top: 2.5rem; color: var(--soft); font-size: .875rem; overflow-wrap: anywhere; }
@media (max-width: 44rem) {
  .way { grid-template-columns: 1fr; justify-items: center; }
  .way .who { width: 100%; }
  .way .arrow, .way .arrow.bad { border: 0; padding: 0; }
  .way .arrow::before { content: "↓ "; }
  .way .arrow::after { display: none; }
  .proof { grid-template-columns: 1fr; gap: 0; }
  .proof dd { margin-bottom: .5rem; }
  .plan thead { display: none; }
  .plan tr { display: block; padding: .5rem .7rem; border-top: 1px solid var(--line); }
  .plan td, .plan td.n { display: inline; border: 0; padding: 0 .25rem 0 0; width: auto; }
  .brand small { display: none; }
}
@media print { body { background: #fff; } .card, .verdict { break-inside: avoid; } .tip { display: none !important; } }
`;

/** Columns up to which there is room to spare. */
const COLUMNS_ROOMY = 7;

/** Below the width that its columns need, the matrix becomes a card for each surface; nothing ever scrolls sideways. */
export function matrixStyle(columns: number): string {
  const isTight = columns > COLUMNS_ROOMY;
  const widthRem = 16 + columns * (isTight ? 5.75 : 8);
  const tight = [
    '.matrix table { border-spacing: 3px; }',
    '.matrix thead th { padding: .35rem .15rem; font-size: .72rem; letter-spacing: -.01em; }',
    '.matrix tbody th { font-size: .8125rem; min-width: 8rem; padding: .3rem; }',
    '.cell { font-size: .8125rem; padding: .25rem .35rem; }',
    '.cell .unit { position: absolute; clip-path: inset(50%); }',
  ].join('\n');
  return `
.wrap { max-width: ${Math.max(82, widthRem).toFixed(1)}rem; }
${isTight ? tight : ''}
@media (max-width: ${widthRem.toFixed(1)}rem) {
  .matrix thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .matrix table, .matrix tbody { display: block; }
  .matrix tr { display: grid; grid-template-columns: repeat(auto-fill, minmax(8.2rem, 1fr)); gap: 5px; padding: .6rem .4rem .9rem; border-top: 1px solid var(--line); }
  .matrix tbody tr:first-child { border-top: 0; }
  .matrix tbody th { grid-column: 1 / -1; padding: 0; font-size: 1rem; }
  .matrix tbody th small { display: inline; }
  .matrix td { height: auto; }
  .cell { height: auto; }
  .matrix td::before { content: attr(data-scenario); display: block; font-size: .8125rem; color: var(--soft); }
  .matrix td.empty { display: none; }
  .cell .tip { left: 0; right: auto; transform: none; max-width: 15rem; }
}
`;
}
