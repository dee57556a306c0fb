import type { Leak, Plan, Told } from '../../harness/index.ts';

const INNOCENT =
  "the harness's own sockets were separate (local port 40112 and local port 40118), and so were its cookie jars";

/** A told leak with what all of them have in common. */
export function toldOf(number: number, leaked: Leak, plan: Plan, part: Partial<Told> = {}): Told {
  return {
    number,
    leak: leaked,
    plan,
    inRun: { leaks: 12, looks: 41 },
    seen: 10,
    plays: 10,
    company: 1,
    innocence: INNOCENT,
    alsoIn: [],
    ...part,
  };
}

/** A leak out of a cache, or what is made of it. */
export function leakOf(part: Partial<Leak>): Leak {
  return {
    oracle: 'foreign-canary',
    scenario: 'same-cache',
    surface: 'order list',
    driver: 'http',
    owner: 'p1/alpha',
    viewer: 'p1/bravo',
    sighting: {
      kind: 'canary',
      run: 7,
      account: 4,
      slot: 3,
      text: 'zqwzmckirakpnbebypft',
      place: '$.orders[0].recipient.fullName',
      encoding: [],
      grade: 'proven',
    },
    field: 'items.0.recipient.address.fullName',
    resource: 'order',
    nth: 0,
    plantedAt: 0,
    seenAt: 2,
    request: 'GET /api/v1/orders?page=1',
    status: 200,
    also: [],
    cwe: [524, 488],
    ...part,
  };
}

function cached(): Told {
  const also = ['the answer carried Age: 3', 'a cache called it a hit'];
  const plan: Plan = {
    scenario: 'same-cache',
    over: 'http',
    steps: [
      { do: 'plant', by: 'alpha', resource: 'order' },
      { do: 'look', by: 'alpha', surface: 'order list' },
      { do: 'look', by: 'bravo', surface: 'order list', variant: 'static-suffix' },
    ],
  };
  return toldOf(1, leakOf({ also }), plan, { seen: 9, alsoIn: ['same-service', 'anything'] });
}

function byReference(): Told {
  const plan: Plan = {
    scenario: 'same-identifier',
    over: 'http',
    steps: [
      { do: 'plant', by: 'alpha', resource: 'order' },
      { do: 'look', by: 'bravo', surface: 'one order', ref: { of: 'alpha', resource: 'order', nth: 0 } },
    ],
  };
  const sighting = { ...leakOf({}).sighting, place: 'PDF page 1', encoding: ['gzip', 'base64'] };
  return toldOf(
    2,
    leakOf({
      scenario: 'same-identifier',
      surface: 'one order',
      seenAt: 1,
      request: 'GET /api/v1/orders/1944',
      sighting,
      cwe: [639],
    }),
    plan,
  );
}

function fromAnotherPair(): Told {
  const plan: Plan = {
    scenario: 'same-moment',
    over: 'browser',
    steps: [
      { do: 'plant', by: 'bravo', resource: 'order' },
      { do: 'look', by: 'alpha', surface: 'orders page' },
      { do: 'look', by: 'bravo', surface: 'orders page', alongside: true, afterMs: 12 },
      { do: 'look', by: 'colleague', surface: 'orders page', alongside: true },
      { do: 'abort', by: 'visitor', surface: 'orders page', bytes: 120 },
      { do: 'sign-out', by: 'bravo' },
      { do: 'sign-in', by: 'bravo' },
    ],
  };
  const seen = { ...leakOf({}).sighting, place: 'page text' };
  const strange = leakOf({
    scenario: 'same-moment',
    surface: 'orders page',
    driver: 'browser',
    owner: 'p12/alpha',
    field: 'a field planted by another pair',
    resource: 'thing',
    plantedAt: -1,
    request: 'GET /orders',
    sighting: seen,
    cwe: [362, 488],
  });
  return toldOf(3, strange, plan, {
    seen: 0,
    plays: 9,
    company: 1,
    innocence: 'the owner belonged to another pair, with sockets and cookie jars of its own',
  });
}

function session(): Told {
  const plan: Plan = {
    scenario: 'same-service',
    over: 'http',
    steps: [{ do: 'look', by: 'visitor', surface: 'orders page' }],
  };
  const sighting = {
    ...leakOf({}).sighting,
    kind: 'identifier',
    text: '',
    place: 'header set-cookie, cookie "depot_session"',
  } as const;
  const given = leakOf({
    oracle: 'session-provenance',
    scenario: 'same-service',
    surface: 'landing page',
    owner: 'p1/visitor',
    viewer: 'p1/bravo',
    field: 'cookie "depot_session"',
    resource: 'session',
    plantedAt: -1,
    seenAt: -1,
    request: 'GET /',
    sighting,
    also: ['p1/visitor#1 had been given the same value by GET /'],
    cwe: [384, 524],
  });
  return toldOf(4, given, plan, { company: 4 });
}

function gone(): Told {
  const plan: Plan = {
    scenario: 'same-identifier',
    over: 'http',
    steps: [
      { do: 'plant', by: 'alpha', resource: 'order' },
      { do: 'look', by: 'alpha', surface: 'one order', ref: { of: 'alpha', resource: 'order', nth: 0 } },
      { do: 'remove', by: 'bravo', ref: { of: 'alpha', resource: 'order', nth: 0 } },
      { do: 'look', by: 'alpha', surface: 'one order', ref: { of: 'alpha', resource: 'order', nth: 0 } },
    ],
  };
  const sighting = { ...leakOf({}).sighting, text: '', place: 'gone' };
  const removed = leakOf({
    oracle: 'right-account',
    scenario: 'same-identifier',
    surface: 'remove order',
    request: 'DELETE /api/v1/orders/1944',
    sighting,
    cwe: [639],
  });
  return toldOf(5, { ...removed, also: ['its owner saw it before, asked again afterwards, and it was gone'] }, plan);
}

/** Leaks as literals: from a cache, by reference, from another pair, of a session, and of the right to write. */
export const LEAKS: readonly Told[] = [cached(), byReference(), fromAnotherPair(), session(), gone()];
