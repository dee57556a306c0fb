import type { Entry, Issued, Observation } from '../model/observation.ts';
import type { Evidence, Leak, Oracle } from '../model/verdict.ts';
import { observations, viewerOf } from './sightings.ts';

/** Other clients that must each have been given a value of their own before a shared one is called a leak. */
const OTHERS_MIN = 3;

interface Issue {
  readonly entry: Entry;
  readonly seen: Observation;
  readonly cookie: Issued;
}

/**
 * Was the same session handed to two clients? One value of one cookie, given to two tenants or to two visitors, is a leak when the
 * value is rare and no setting: other clients were given values of their own, none of them twice, and the answer that gave it
 * again came from a shared cache or there are at least three such others. CWE-384, CWE-524; RFC 9111 section 7.3.
 */
export const sessionProvenance: Oracle = {
  name: 'session-provenance',
  judge(evidence) {
    const byName = grouped(issues(evidence), ({ cookie }) => cookie.name);
    let looks = 0;
    const leaks: Leak[] = [];
    for (const given of byName.values()) {
      looks += given.length;
      leaks.push(...sharedSessions(evidence, given));
    }
    if (leaks.length > 0) return { is: 'leak', leaks };
    return looks > 0 ? { is: 'clean', looks } : { is: 'inconclusive', because: 'no session was given to anybody' };
  },
};

function issues(evidence: Evidence): Issue[] {
  // A service may renew whatever session a request carried: one that carried another's was not handed over by the service.
  return [...observations(evidence)].flatMap(({ entry, seen }) =>
    (seen.as === undefined ? seen.issued : []).filter(({ rare }) => rare).map((cookie) => ({ entry, seen, cookie })),
  );
}

/** Leaks among what was given under one cookie name. */
function sharedSessions(evidence: Evidence, given: readonly Issue[]): Leak[] {
  const holders = [...grouped(given, ({ cookie }) => cookie.hash).values()].map(firstOfEachSession).map(handedOver);
  const twice = holders.filter((issued) => issued.length > 1);
  const once = holders.length - twice.length;
  return twice.flatMap(([first, ...others]) => {
    const second = others.find(({ seen }) => seen.tenant !== first?.seen.tenant || seen.tenant === undefined);
    if (first === undefined || second === undefined) return [];
    const isProven = isStored(second.seen) ? once >= 1 : once >= OTHERS_MIN && twice.length === 1;
    return isProven ? [leakOfSession(evidence, first, second)] : [];
  });
}

function firstOfEachSession(issued: readonly Issue[]): Issue[] {
  return [...grouped(issued, ({ seen }) => seen.session).values()].map((each) => each[0] as Issue);
}

/** The first to be given a value, and those who had not presented it themselves. */
function handedOver([first, ...others]: readonly Issue[]): Issue[] {
  return [first as Issue, ...others.filter(({ cookie }) => cookie.again === undefined)];
}

function isStored({ facts }: Observation): boolean {
  return facts.cache === 'hit' || facts.ageS !== undefined;
}

function leakOfSession(evidence: Evidence, first: Issue, second: Issue): Leak {
  const owner = viewerOf(first.seen) as Leak['owner'];
  const account = evidence.accounts.find(({ id }) => id === owner)?.number ?? 0;
  return {
    oracle: 'session-provenance',
    scenario: evidence.plan.scenario,
    surface: second.seen.surface,
    driver: second.seen.driver,
    owner,
    viewer: viewerOf(second.seen),
    sighting: {
      kind: 'identifier',
      run: evidence.run,
      account,
      slot: 0,
      text: '',
      place: `header set-cookie, cookie "${second.cookie.name}"`,
      encoding: [],
      grade: 'proven',
    },
    field: `cookie "${second.cookie.name}"`,
    resource: 'session',
    nth: 0,
    plantedAt: first.entry.step,
    seenAt: second.entry.step,
    request: second.seen.request,
    status: second.seen.status,
    also: [
      `${first.seen.session} had been given the same value by ${first.seen.request}`,
      ...(second.seen.facts.ageS === undefined ? [] : [`the answer carried Age: ${second.seen.facts.ageS}`]),
      ...(second.seen.facts.cache === 'hit' ? ['a cache called it a hit'] : []),
    ],
    cwe: [384, 524],
  };
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
