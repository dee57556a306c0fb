import type { Entry, Observation, Thing } from '../model/observation.ts';
import { WHOAMI } from '../model/target.ts';
import type { Evidence, Leak, Oracle } from '../model/verdict.ts';
import { isOverwritten } from './overwritten.ts';
import { showsOwn } from './own-canary.ts';
import { isOrdinary, isSameThing, leakAbout, originOf } from './sightings.ts';

/**
 * Does each account hold exactly what it created? A thing that its owner could see, and that is gone after another tenant's
 * `remove` or `change` was not refused, is a leak of the right to write (CWE-639): a change may take a thing over. A thing gone
 * without such a step is *lost*, which is inconclusive: it may be in the wrong place, unseen.
 */
export const rightAccount: Oracle = {
  name: 'right-account',
  judge(evidence) {
    const leaks = evidence.journal.flatMap((entry) => takenByOther(evidence, entry));
    if (leaks.length > 0) return { is: 'leak', leaks };
    const things = created(evidence);
    const lost = things.find((thing) => isLost(evidence, thing));
    if (lost !== undefined) return { is: 'inconclusive', because: lostWords(evidence, lost) };
    const found = things.filter((thing) => inventory(evidence, thing).some((look) => look.holds));
    return found.length > 0
      ? { is: 'clean', looks: found.length }
      : { is: 'inconclusive', because: 'nobody was shown a thing of its own by its reference' };
  },
};

interface Inventory {
  readonly surface: string;
  readonly holds: boolean;
  /** Something of another's stands there. */
  readonly isFilled: boolean;
  readonly sentMs: number;
  readonly lastByteMs: number;
}

/** What was accepted with at least one canary in it. */
function created(evidence: Evidence): Thing[] {
  return evidence.plantings.filter(
    ({ step, outcome, changed, fields }) =>
      step >= 0 && outcome === 'done' && changed === undefined && fields.length > 0,
  );
}

/** The owner's own answered questions for this very thing. */
function inventory(evidence: Evidence, thing: Thing): Inventory[] {
  return evidence.journal.flatMap(({ about, by, observations }) => {
    if (!isSameThing(about, thing) || !thing.account.endsWith(`/${by}`)) return [];
    const shown = observations.filter(
      (seen) => isAnswer(evidence, seen) && evidence.surfaces[seen.surface]?.shows === thing.resource,
    );
    const last = shown.at(-1);
    if (last === undefined) return [];
    const isHeld = shown.some((seen) => holds(evidence, seen, thing));
    // What was cut, or asked while its owner's session was being replaced, tells nothing by what it lacks.
    if (!isHeld && (!isOrdinary(last) || isBetweenSessions(evidence, by, observations))) return [];
    const { surface, sentMs, lastByteMs } = last;
    return [{ surface, holds: isHeld, isFilled: shown.some(({ foreign }) => foreign.length > 0), sentMs, lastByteMs }];
  });
}

/** Whether any of it was under way while the same account signed in anew: it may have been answered as a stranger. */
function isBetweenSessions({ journal, plan }: Evidence, by: Entry['by'], asked: readonly Observation[]): boolean {
  const sentMs = Math.min(...asked.map((each) => each.sentMs));
  const lastByteMs = Math.max(...asked.map((each) => each.lastByteMs));
  return journal.some(
    (entry) =>
      entry.by === by &&
      plan.steps[entry.step]?.do === 'sign-in' &&
      entry.observations.some((seen) => seen.sentMs <= lastByteMs && seen.lastByteMs >= sentMs),
  );
}

function isLost(evidence: Evidence, thing: Thing): boolean {
  if (!wasSignedIn(evidence, thing.account)) return false;
  const endedMs = Math.min(...removals(evidence, thing).map(sentAt));
  const looks = inventory(evidence, thing).filter(({ lastByteMs }) => lastByteMs < endedMs);
  return looks.length > 0 && !looks.some((look) => look.holds);
}

/** Whether an account was signed in all the time, as far as that can be told: a stranger loses nothing. */
function wasSignedIn(evidence: Evidence, account: Thing['account']): boolean {
  return evidence.journal.every(({ step, by, outcome, observations }) => {
    if (!account.endsWith(`/${by}`)) return true;
    const verb = evidence.plan.steps[step]?.do;
    if (verb === 'sign-out' || (verb === 'sign-in' && outcome !== 'done')) return false;
    return !observations.some((seen) => seen.surface === WHOAMI && isOrdinary(seen) && !showsOwn(evidence, seen));
  });
}

/** Steps that removed the thing, or may have. */
function removals({ journal, plan }: Evidence, thing: Thing): Entry[] {
  return journal.filter(
    ({ step, about, outcome }) =>
      isSameThing(about, thing) && plan.steps[step]?.do === 'remove' && outcome !== 'refused',
  );
}

/** When a step first spoke to the target, in milliseconds; any time, where it was never answered and may have been heard all the same. */
function sentAt({ observations }: Entry): number {
  return observations[0]?.sentMs ?? Number.NEGATIVE_INFINITY;
}

function lostWords(evidence: Evidence, thing: Thing): string {
  const { account, resource, nth } = thing;
  const surface = inventory(evidence, thing).find(({ holds }) => !holds)?.surface;
  return `lost: ${account} does not see its ${resource} number ${nth + 1} at ${surface}, which the target had accepted; where nothing of it is to be seen, leave out \`shows\``;
}

/** A removal or change by another tenant that was not refused, after which the owner no longer sees what it saw before. */
function takenByOther(evidence: Evidence, { step, by, outcome, about, observations }: Entry): Leak[] {
  const verb = evidence.plan.steps[step]?.do;
  if ((verb !== 'remove' && verb !== 'change') || about === undefined || outcome === 'refused') return [];
  const owner = evidence.accounts.find(({ id }) => id === about.account);
  const taker = evidence.accounts.find(({ role }) => role === by);
  const isPlanted = created(evidence).some((each) => isSameThing(each, about));
  const seen = observations.at(-1);
  if (owner === undefined || !isPlanted || seen === undefined || owner.tenant === taker?.tenant) return [];
  const told = (place: 'gone' | 'changed', also: string) =>
    leakAbout(evidence, { step, seen }, about, {
      oracle: 'right-account',
      kind: 'canary',
      place,
      grade: 'proven',
      also: [also],
    }) ?? [];
  if (isSeenChanged(evidence, step, owner.tenant))
    return [told('changed', 'its owner asked afterwards, and was shown what the other had written')].flat();
  const looks = inventory(evidence, about);
  const before = looks.filter(({ lastByteMs }) => lastByteMs < seen.sentMs);
  const after = looks.filter(({ sentMs }) => sentMs > seen.lastByteMs);
  const firstAfterMs = Math.min(...after.map(({ sentMs }) => sentMs));
  const isByOwner = removals(evidence, about).some(
    (each) => sentAt(each) < firstAfterMs && isTenant(evidence, each.by, owner.tenant),
  );
  // Something else of the other's that stands there is told by what shows it.
  const isThere = after.some(({ holds, isFilled }) => holds || (verb === 'change' && isFilled));
  if (!before.some((look) => look.holds) || after.length === 0 || isByOwner || isThere) return [];
  return [told('gone', 'its owner saw it before, asked again afterwards, and it was gone')].flat();
}

/** Whether the owner's tenant was shown what a step had written into its thing. */
function isSeenChanged(evidence: Evidence, step: number, tenant: string): boolean {
  return evidence.journal.some(({ observations }) =>
    observations.some(
      (seen) =>
        seen.tenant === tenant &&
        seen.foreign.some(
          (sighting) => isOverwritten(evidence, seen, sighting) && originOf(evidence, sighting)?.planting.step === step,
        ),
    ),
  );
}

function isTenant({ accounts }: Evidence, by: string, tenant: string): boolean {
  return accounts.find(({ role }) => role === by)?.tenant === tenant;
}

function holds(evidence: Evidence, seen: Observation, thing: Thing): boolean {
  const number = evidence.accounts.find(({ id }) => id === thing.account)?.number;
  const slots = evidence.plantings.filter((each) => isSameThing(each, thing)).flatMap(({ fields }) => fields);
  return slots.some(({ slot }) => seen.own.includes(`${number}:${slot}`));
}

function isAnswer(evidence: Evidence, seen: Observation): boolean {
  const { status } = seen;
  return status > 0 && status !== 429 && status < 500 && (status !== 401 || isKnownAfter(evidence, seen));
}

/** 401 says that nobody was recognised, and nothing of the thing; unless whoever asked is recognised later, still in the same session. */
function isKnownAfter(evidence: Evidence, asked: Observation): boolean {
  return evidence.journal.some(({ observations }) =>
    observations.some(
      (seen) =>
        seen.session === asked.session &&
        seen.sentMs > asked.lastByteMs &&
        seen.surface === WHOAMI &&
        showsOwn(evidence, seen),
    ),
  );
}
