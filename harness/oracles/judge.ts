import { actorOf } from '../model/account.ts';
import type { Judgement } from '../model/cell.ts';
import type { Observation } from '../model/observation.ts';
import type { Scenario } from '../model/scenario.ts';
import type { Evidence, Leak, Oracle, Verdict } from '../model/verdict.ts';
import { showsOwn } from './own-canary.ts';
import { isOrdinary, viewerOf } from './sightings.ts';

/** Judges one played plan: every oracle's leaks, and how many looks at the surface in question prove something. */
export function judge(scenario: Scenario, evidence: Evidence, surface: string): Judgement {
  const verdicts = scenario.oracles.map((oracle) => judgeSafely(oracle, evidence));
  const all = verdicts.flatMap((verdict) => (verdict.is === 'leak' ? verdict.leaks : []));
  const leaks = distinct(all.filter((leak) => !isSideChannel(leak)));
  const sideChannels = all.filter(isSideChannel);
  const looks = looksAt(evidence, surface);
  const doubts: string[] = verdicts.flatMap((verdict) =>
    verdict.is === 'inconclusive' && isAlarming(verdict.because) ? [verdict.because] : [],
  );
  const leaking = leakingLooks(leaks, surface);
  let proven = leaking.size;
  let ruledOut = 0;
  let ruledOutBy: string | undefined;
  const conditions = signOutAtBrowser(evidence);
  for (const look of looks) {
    if (leaking.has(`${look.step} ${viewerOf(look.observation)}`)) continue;
    const doubt = control(evidence, look.observation, look.step);
    const proof = scenario.proof(evidence, look);
    const { condition } = proof;
    const missing = proof.is === 'not-shown' ? proof.because : doubt;
    // A condition whose only look proves nothing was not shown either: silence is not clean.
    if (condition !== undefined && conditions.get(condition) !== true) conditions.set(condition, missing ?? true);
    if (missing !== undefined) {
      doubts.push(doubt ?? missing);
      continue;
    }
    proven += 1;
    if (proof.is === 'ruled-out') {
      ruledOut += 1;
      ruledOutBy = proof.by;
    }
  }
  if (looks.length === 0 && proven === 0) doubts.push(`nobody got as far as a look at ${surface}${reasons(evidence)}`);
  return {
    looks: proven,
    ruledOut,
    ...(ruledOutBy === undefined ? {} : { ruledOutBy }),
    leaks,
    sideChannels,
    doubts,
    conditions,
  };
}

/** Looks at a surface that showed a leak, told apart by step and viewer: each counts once, whatever else it showed or lacked. */
export function leakingLooks(leaks: readonly Leak[], surface: string): ReadonlySet<string> {
  return new Set(leaks.flatMap((leak) => (leak.surface === surface ? [`${leak.seenAt} ${leak.viewer}`] : [])));
}

/** Whether it shows nothing of the owner's, and tells of its doings all the same. */
function isSideChannel({ sighting }: Leak): boolean {
  return sighting.kind === 'difference';
}

/** An oracle that throws is inconclusive, not a crash. */
export function judgeSafely(oracle: Oracle, evidence: Evidence): Verdict {
  try {
    return oracle.judge(evidence);
  } catch (error) {
    return { is: 'inconclusive', because: `the oracle ${oracle.name} threw: ${error}` };
  }
}

/** Doubts of an oracle that speak against the whole plan; the others only say that the oracle had nothing to judge. */
function isAlarming(because: string): boolean {
  return /^lost:|threw:|was not recognised/.test(because);
}

/** Signing out by the page is what same-browser is about above all: where it never worked, nothing else makes up for it. */
function signOutAtBrowser({ journal, plan }: Evidence): Map<string, string | true> {
  const conditions = new Map<string, string | true>();
  const condition = 'signing out at the browser';
  for (const { step, outcome, because = '' } of journal) {
    const did = plan.steps[step];
    if (did?.do !== 'switch-account' || did.how !== 'sign-out') continue;
    if (outcome === 'done') conditions.set(condition, true);
    else if (because.includes('accounts.pages.') && !conditions.has(condition)) conditions.set(condition, because);
  }
  return conditions;
}

function looksAt(evidence: Evidence, surface: string): { step: number; observation: Observation }[] {
  return evidence.journal.flatMap(({ step, observations }) => {
    const did = evidence.plan.steps[step];
    // At what nobody has there is nothing to be shown.
    if (did?.do === 'look' && did.variant === 'absent') return [];
    const last = observations.filter((seen) => seen.surface === surface && isOrdinary(seen)).at(-1);
    return last === undefined || step < 0 ? [] : [{ step, observation: last }];
  });
}

/** Why a look proves nothing; undefined when it does: its viewer saw its own, or asked for what only another may see, which that other saw. */
function control(evidence: Evidence, seen: Observation, step: number): string | undefined {
  const who = seen.account ?? 'a visitor';
  if (seen.unseen !== undefined) return `part of an answer could not be read: ${seen.unseen}`;
  if (seen.status === 0 && seen.facts.offline !== true) return `${seen.request} was not answered`;
  if (seen.status === 429) return 'the target answered 429: too many requests. Lower --lanes or raise its limit';
  if (seen.status >= 500) return `${lacksBefore(evidence, step) ? LACKED : ''}the target answered ${seen.status}`;
  if (seen.facts.arrived === 0 && seen.account !== undefined)
    return `nothing arrived for ${actorOf(seen.account)} at ${seen.surface}`;
  if (showsOwn(evidence, seen)) return undefined;
  const entry = evidence.journal.find((each) => each.step === step);
  const isOthers =
    entry?.about !== undefined &&
    seen.tenant !== evidence.accounts.find(({ id }) => id === entry.about?.account)?.tenant;
  if (seen.account === undefined || isOthers) {
    return ownerSaw(evidence, seen, entry?.about?.account)
      ? undefined
      : `blind: no owner saw its own at ${seen.surface} in the same plan`;
  }
  const answered = `${seen.request.split('?')[0]?.split(' ')[0]} answered ${seen.status}`;
  const why = seen.facts.vain === true ? ', as it does to whoever asks for what nobody has' : '';
  return `blind: ${actorOf(who)} was not shown anything of its own (${answered}${why})`;
}

/** A page may stumble over what it never expected to be missing: no sign of lost answers. */
const LACKED = 'after a write that lacked a field ';

function lacksBefore({ journal, plan }: Evidence, before: number): boolean {
  return journal.some(({ step, outcome }) => {
    const did = plan.steps[step];
    return step < before && did?.do === 'plant' && did.lacks !== undefined && outcome !== 'refused';
  });
}

/** Whether somebody with a right to it was shown its own by the same kind of request in this plan. */
function ownerSaw(evidence: Evidence, seen: Observation, owner: string | undefined): boolean {
  return evidence.journal.some(({ observations }) =>
    observations.some(
      (each) =>
        each.surface === seen.surface &&
        each.account !== undefined &&
        (owner === undefined || each.account === owner) &&
        showsOwn(evidence, each),
    ),
  );
}

function reasons(evidence: Evidence): string {
  const because = evidence.journal.find((entry) => entry.outcome !== 'done' && entry.because !== undefined)?.because;
  return because === undefined ? '' : `: ${because}`;
}

/** One leak for each viewer, surface, owner and write: a page that shows ten fields of one order is one leak. */
function distinct(leaks: readonly Leak[]): Leak[] {
  const kept = new Map<string, Leak>();
  for (const leak of leaks) {
    const key = `${leak.surface}|${leak.viewer}|${leak.owner}|${leak.resource}|${leak.nth}|${leak.seenAt}`;
    const known = kept.get(key);
    if (known === undefined || RANK.indexOf(leak.oracle) < RANK.indexOf(known.oracle)) kept.set(key, leak);
  }
  return [...kept.values()];
}

/** Where several oracles see the same leak, the first of these tells it. */
const RANK: readonly string[] = [
  'right-account',
  'revoked',
  'identity',
  'foreign-canary',
  'session-provenance',
  'foreign-identifier',
  'foreign-answer',
];
