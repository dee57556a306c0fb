import type { Evidence, Facts, Leak, Oracle } from '../harness/index.ts';

/** Ways back to a page that was shown before, without asking for it anew. */
const HISTORY: ReadonlySet<string> = new Set(['back', 'forward', 'reopen-tab']);

/** Whether a step went back into the browser's history. */
export function isHistory({ plan }: Evidence, step: number): boolean {
  return HISTORY.has(plan.steps[step]?.do ?? '');
}

/**
 * Whether the service wants its pages forgotten: it forbids to store at least one page that a signed-in account was shown. A history
 * shows a page as it was, however old (RFC 9111 section 6); a service that forbids that for no page has not been let down. What its
 * framework says of the data that scripts fetch is about caches (SvelteKit's `__data.json`).
 */
export function wantsForgetting({ journal }: Evidence): boolean {
  return journal.some(({ observations }) =>
    observations.some(({ tenant, facts }) => tenant !== undefined && isPage(facts) && forbidsKeeping(facts)),
  );
}

function isPage({ contentType = '' }: Facts): boolean {
  return /html/i.test(contentType);
}

function forbidsKeeping({ cacheControl = '' }: Facts): boolean {
  return /no-store/i.test(cacheControl);
}

/**
 * Whether an answer that forbids to be kept came out of the memory of the page's engine. Blink does so for a picture when going back: it
 * asks its memory before it heeds `no-store`. That is the browser's doing, and nothing that a service could mend.
 */
function isEngines({ journal }: Evidence, { seenAt, request, surface }: Leak): boolean {
  const shown = journal
    .filter(({ step }) => step === seenAt)
    .flatMap(({ observations }) => observations)
    .filter((seen) => seen.request === request && seen.surface === surface && seen.foreign.length > 0);
  return shown.length > 0 && shown.every(({ facts }) => facts.fromMemory === true && forbidsKeeping(facts));
}

/** An oracle that holds neither what the engine kept against its orders, nor its history where nothing forbids to keep pages, against a service. */
export function historyAside(oracle: Oracle): Oracle {
  return {
    name: oracle.name,
    judge(evidence) {
      const verdict = oracle.judge(evidence);
      if (verdict.is !== 'leak') return verdict;
      const wants = wantsForgetting(evidence);
      const leaks = verdict.leaks.filter(
        (leak) => (wants || !isHistory(evidence, leak.seenAt)) && !isEngines(evidence, leak),
      );
      return leaks.length > 0 ? { is: 'leak', leaks } : { is: 'clean', looks: verdict.leaks.length };
    },
  };
}
