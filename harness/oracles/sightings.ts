import { type AccountId, accountOf, actorOf, tenantOf } from '../model/account.ts';
import type { Sighting } from '../model/canary.ts';
import type { Entry, Observation, Thing } from '../model/observation.ts';
import type { PlantedField, Planting } from '../model/planting.ts';
import type { Evidence, Leak, SharedFlow } from '../model/verdict.ts';

/** A planting and the field of it that a sighting names. */
export interface Origin {
  readonly planting: Planting;
  readonly field: PlantedField;
}

/** Every observation of a journal with the entry it stands in. */
export function* observations(evidence: Evidence): Generator<{ readonly entry: Entry; readonly seen: Observation }> {
  for (const entry of evidence.journal) for (const seen of entry.observations) yield { entry, seen };
}

/** Whether a canary of that run belongs to somebody else for certain: of this run, or of another one whose accounts are not this run's. */
export function isOfOthers(evidence: Evidence, { run }: Sighting): boolean {
  return run === evidence.run || evidence.freshAccounts === true;
}

/** Which write planted a sighting; undefined when the evidence does not hold it. */
export function originOf(evidence: Evidence, sighting: Sighting): Origin | undefined {
  if (sighting.run !== evidence.run) return undefined;
  const account = accountOf(sighting.account);
  for (const planting of evidence.plantings) {
    if (planting.account !== account) continue;
    const field = planting.fields.find(({ slot }) => slot === sighting.slot);
    if (field !== undefined) return { planting, field };
  }
  return undefined;
}

/** The data flow that is meant to carry a sighting to others, if any. */
export function flowFor(evidence: Evidence, { surface }: Observation, sighting: Sighting): SharedFlow | undefined {
  const origin = originOf(evidence, sighting);
  // Which field another run planted is not known: any flow there may carry it.
  const isUnknown = sighting.run !== evidence.run;
  return evidence.shared.find(
    (flow) =>
      (flow.surface === undefined || flow.surface === surface) &&
      (flow.field === undefined ||
        (isUnknown && !isOfNumbers(flow.field)) ||
        (origin !== undefined && names(flow.field, origin, sighting))),
  );
}

/** `order.id`: the numbers themselves may be known, and nothing that was planted. */
function isOfNumbers(field: string): boolean {
  return field.endsWith('.id');
}

/** An identifier is told by the thing alone: which of its fields was planted first says nothing of it. */
function names(wanted: string, { planting, field }: Origin, { kind }: Sighting): boolean {
  if (kind === 'identifier') return wanted === 'id' || wanted === `${planting.resource}.id`;
  const path = `${planting.resource}.${field.field}`;
  return wanted === field.shape || path === wanted || path.endsWith(`.${wanted}`);
}

/** Whether a request carried the credentials of the one whose canary or identifier its answer showed: then it says nothing. */
export function isLent(seen: Observation, { account }: Sighting): boolean {
  return seen.as?.includes(tenantOf(accountOf(account))) === true;
}

/** Whether it answers an ordinary request of the viewer's own: neither cut nor spoiled nor with lent credentials, and asked for. */
export function isOrdinary({ facts, as }: Observation): boolean {
  return (
    as === undefined &&
    facts.leftOver === undefined &&
    facts.cutAtBytes === undefined &&
    facts.spoiled === undefined &&
    facts.unasked === undefined
  );
}

/** Tells a sighting in the wrong session as a leak. */
export function leakOf(oracle: string, evidence: Evidence, entry: Entry, seen: Observation, sighting: Sighting): Leak {
  const origin = originOf(evidence, sighting);
  const owner: AccountId = accountOf(sighting.account);
  return {
    oracle,
    scenario: evidence.plan.scenario,
    surface: seen.surface,
    driver: seen.driver,
    owner,
    ...(sighting.run === evidence.run ? {} : { otherRun: true as const }),
    viewer: viewerOf(seen),
    sighting,
    field: fieldOf(origin, sighting),
    resource: origin?.planting.resource ?? 'thing',
    nth: origin?.planting.nth ?? 0,
    plantedAt: origin?.planting.step ?? -1,
    seenAt: entry.step,
    request: seen.request,
    status: seen.status,
    also: [
      ...(seen.as === undefined
        ? []
        : [`the request carried what had been issued to ${seen.as.map((tenant) => actorOf(tenant)).join(' and ')}`]),
      ...absence(evidence, entry, seen),
      ...cacheFacts(seen),
      ...browserFacts(seen),
    ],
    cwe: evidence.cwe,
  };
}

/** What of a thing, that no sighting in an answer names, a leak is about. */
export interface AboutThing extends Pick<Leak, 'oracle' | 'also'> {
  readonly kind: Sighting['kind'];
  readonly place: string;
  readonly grade: Sighting['grade'];
}

/** Tells what became of another's thing, or was told about it, as a leak; undefined where nobody is known to have made it. CWE-639. */
export function leakAbout(
  evidence: Evidence,
  { step, seen }: { readonly step: number; readonly seen: Observation },
  thing: Thing,
  { oracle, also, kind, place, grade }: AboutThing,
): Leak | undefined {
  const owner = evidence.accounts.find(({ id }) => id === thing.account);
  const planting = evidence.plantings.find((each) => each.step >= 0 && isSameThing(each, thing));
  if (owner === undefined || planting === undefined) return undefined;
  const { slot = 0, field = thing.resource } = planting.fields[0] ?? {};
  return {
    oracle,
    scenario: evidence.plan.scenario,
    surface: seen.surface,
    driver: seen.driver,
    owner: owner.id,
    viewer: viewerOf(seen),
    sighting: { kind, run: evidence.run, account: owner.number, slot, text: '', place, encoding: [], grade },
    field,
    resource: thing.resource,
    nth: thing.nth,
    plantedAt: planting.step,
    seenAt: step,
    request: seen.request,
    status: seen.status,
    also,
    cwe: [639],
  };
}

/** Whether both are the same of the same owner's things. */
export function isSameThing(one: Thing | undefined, other: Thing): boolean {
  return one !== undefined && one.account === other.account && one.resource === other.resource && one.nth === other.nth;
}

/** The field that was planted; an identifier is none, the target gave it. */
function fieldOf(origin: Origin | undefined, { kind }: Sighting): string {
  if (origin === undefined) return 'a field planted by another pair';
  return kind === 'identifier' ? 'id' : origin.field.field;
}

/** `p3/bravo`, or `p3/visitor` for somebody who never signed in. */
export function viewerOf(seen: Observation): string {
  return seen.account ?? (seen.session.split('#')[0] as string);
}

/** An absence is evidence, too: whoever asked for its own and was shown another's instead has lost it. */
function absence(evidence: Evidence, { about, observations }: Entry, { account, surface }: Observation): string[] {
  // What comes by itself is one observation a message.
  const isShown = observations.some((seen) => seen.surface === surface && seen.own.length > 0);
  if (account === undefined || isShown || (about !== undefined && about.account !== account)) return [];
  const shows = evidence.surfaces[surface]?.shows;
  const isMade = evidence.plantings.some((each) => each.resource === shows && each.account === account);
  return isMade ? [`nothing of ${actorOf(account)}'s own was shown with it: that is lost`] : [];
}

function cacheFacts({ facts }: Observation): string[] {
  return [
    ...(facts.ageS === undefined ? [] : [`the answer carried Age: ${facts.ageS}`]),
    ...(facts.cache === 'hit' ? ['a cache called it a hit'] : []),
    ...(facts.cacheControl === undefined ? [] : [`its Cache-Control was "${facts.cacheControl}"`]),
  ];
}

/** What of the browser had brought it: the condition that was shared, in words. */
function browserFacts({ facts, session, driver }: Observation): string[] {
  if (driver !== 'browser') return [];
  const { openedBy, fromDiskCache, fromMemory, fromServiceWorker, persisted, offline, parts = [] } = facts;
  const opener = openedBy === undefined ? undefined : actorOf(openedBy);
  return [
    ...(fromDiskCache === true || parts.includes('disk cache') ? ["the browser's own cache answered"] : []),
    ...(fromMemory === true ? ["the memory of the page's engine answered"] : []),
    ...(fromServiceWorker === 'cache' || parts.includes('worker cache')
      ? ['a service worker answered from its cache']
      : []),
    ...(persisted === true ? ['the page came back alive from the back/forward cache (pageshow.persisted)'] : []),
    ...(openedBy !== undefined && openedBy !== session
      ? [`${opener} had opened the ${parts.length > 0 ? 'tab' : 'connection'} before`]
      : []),
    ...(offline === true ? ['the browser was offline'] : []),
  ];
}
