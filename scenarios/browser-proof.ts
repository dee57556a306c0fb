import type { Evidence, Observation, Proof } from '../harness/index.ts';
import type { Look } from './asked.ts';
import { wantsForgetting } from './history.ts';

/** Whether what the one before had used really came into play again when the next one looked. */
export function proofAtBrowser(evidence: Evidence, look: Look): Proof {
  const { observation } = look;
  const { profile, offline } = observation.facts;
  const earlier = evidence.journal.flatMap(({ step, observations }) =>
    step < look.step
      ? observations.filter((seen) => seen.facts.profile === profile && seen.tenant !== observation.tenant)
      : [],
  );
  if (profile === undefined || earlier.length === 0)
    return { is: 'not-shown', because: 'nobody else had used the browser before' };
  if (offline === true) return ofOffline(observation);
  switch (evidence.plan.steps[look.step]?.do) {
    case 'back':
    case 'forward':
      return ofHistory(evidence, observation);
    case 'old-tab':
      return ofOldTab(observation);
    case 'hard-reload':
      return { is: 'not-shown', because: 'a hard reload asks past every cache' };
    default:
      return ofCache(observation, earlier);
  }
}

function ofHistory(evidence: Evidence, { facts }: Observation): Proof {
  const condition = 'a page out of the history';
  if (!wantsForgetting(evidence))
    return { is: 'ruled-out', by: 'nothing says no-store, so that a history may show what it showed', condition };
  if (facts.persisted === true || isKept(facts)) return { is: 'occurred', condition };
  const reasons = facts.notPersisted ?? [];
  const harness = reasons.find((reason) => /Disabled|Delegate|CommandLine/.test(reason));
  if (harness !== undefined)
    return { is: 'not-shown', because: `this browser cannot restore pages (${harness})`, condition };
  const pages = reasons.find((reason) => /^PageSupportNeeded|NoStore/.test(reason));
  if (pages !== undefined && facts.fromDiskCache === undefined) return { is: 'ruled-out', by: pages, condition };
  return {
    is: 'not-shown',
    because: `the page was made anew, and not by its own rules (${reasons.join(', ') || 'no reason given'})`,
    condition,
  };
}

function ofOldTab({ facts, session }: Observation): Proof {
  const condition = 'an old tab';
  if (facts.openedBy !== undefined && facts.openedBy !== session) return { is: 'occurred', condition };
  return { is: 'not-shown', because: 'there was no tab of the one before', condition };
}

function ofOffline({ facts }: Observation): Proof {
  const condition = 'being offline';
  if (isKept(facts)) return { is: 'occurred', condition };
  const isNothing = facts.parts?.every((part) => part === 'nothing') === true;
  return isNothing
    ? { is: 'ruled-out', by: 'nothing is kept for use without the network', condition }
    : { is: 'not-shown', because: 'the network answered although it was switched off', condition };
}

/** The document was the one before's; or kept data answered; or the worker that had watched the page passed the question on, or the answers themselves do not let it be used again. */
function ofCache({ facts, surface }: Observation, earlier: readonly Observation[]): Proof {
  if (facts.sameDocument === true) return { is: 'occurred', condition: 'what the page remembers' };
  const condition = "the browser's caches";
  if (isKept(facts)) return { is: 'occurred', condition };
  const hadWorker = earlier.some((seen) => (seen.facts.workers ?? 0) > 0);
  if (hadWorker && facts.workers === 0)
    return { is: 'not-shown', because: 'the service worker that the one before had was gone', condition };
  const forbids = /no-store|no-cache|max-age=0/i.exec(facts.cacheControl ?? '');
  if (forbids !== null) return { is: 'ruled-out', by: `Cache-Control: ${facts.cacheControl}`, condition };
  const stored = earlier.filter((seen) => seen.surface === surface && seen.status > 0);
  if (stored.length > 0 && stored.every((seen) => seen.facts.lasts === undefined))
    return { is: 'ruled-out', by: 'nothing says how long an answer may be used again', condition };
  if (/\bcookie\b|\*/i.test(facts.vary ?? '')) return { is: 'ruled-out', by: `Vary: ${facts.vary}`, condition };
  return {
    is: 'not-shown',
    because: 'the network was asked again, although the answer might have been kept',
    condition,
  };
}

function isKept({ fromDiskCache, revalidated, parts = [] }: Observation['facts']): boolean {
  return (
    fromDiskCache === true || revalidated === true || parts.includes('disk cache') || parts.includes('worker cache')
  );
}
