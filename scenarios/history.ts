import type { Evidence, Oracle } from '../harness/index.ts';

/** Ways back to a page that was shown before, without asking for it anew. */
const HISTORY: ReadonlySet<string> = new Set(['back', 'forward', 'reopen-tab']);

/** Whether a step went back into the browser's history. */
export function isHistory({ plan }: Evidence, step: number): boolean {
  return HISTORY.has(plan.steps[step]?.do ?? '');
}

/**
 * Whether the service wants its pages forgotten: it forbids to store at least one answer that a signed-in account was shown. A history
 * shows a page as it was, however old (RFC 9111 section 6); a service that forbids nothing anywhere has not been let down by that.
 */
export function wantsForgetting({ journal }: Evidence): boolean {
  return journal.some(({ observations }) =>
    observations.some(({ tenant, facts }) => tenant !== undefined && /no-store/i.test(facts.cacheControl ?? '')),
  );
}

/** An oracle that does not hold the browser's history against a service that forbids nobody to keep its pages. */
export function historyAside(oracle: Oracle): Oracle {
  return {
    name: oracle.name,
    judge(evidence) {
      const verdict = oracle.judge(evidence);
      if (verdict.is !== 'leak' || wantsForgetting(evidence)) return verdict;
      const leaks = verdict.leaks.filter(({ seenAt }) => !isHistory(evidence, seenAt));
      return leaks.length > 0 ? { is: 'leak', leaks } : { is: 'clean', looks: verdict.leaks.length };
    },
  };
}
