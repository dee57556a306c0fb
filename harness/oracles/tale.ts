import type { Actor } from '../model/account.ts';
import { type AccountFacts, accountNumber, type Role, tenantOf } from '../model/account.ts';
import type { Sighting } from '../model/canary.ts';
import type { Entry, Facts, Issued, Observation, Outcome, Print, Thing } from '../model/observation.ts';
import type { Step } from '../model/plan.ts';
import type { Planting } from '../model/planting.ts';
import type { Evidence, SharedFlow } from '../model/verdict.ts';

/** The run of every tale. */
export const RUN = 7;

/** What somebody was shown in one step of a tale, as short as a test wants to say it. */
export interface Shown {
  readonly surface?: string;
  readonly status?: number;
  /** Slots of the viewer's own that it saw. */
  readonly own?: readonly number[];
  /** Slots of the viewer's tenant, whoever of it planted them: `0:1`. */
  readonly slots?: readonly string[];
  /** Sightings of others: `['alpha', 0]`. */
  readonly foreign?: readonly (readonly [Role, number])[];
  readonly sighting?: Partial<Sighting>;
  readonly carried?: readonly string[];
  readonly facts?: Facts;
  readonly issued?: readonly Issued[];
  readonly session?: number;
  /** Milliseconds at which it was sent and ended. Default: its place in the tale, one apart. */
  readonly at?: readonly [number, number];
  readonly unseen?: string;
  /** What the answer looked like. */
  readonly print?: Print;
}

/** One step of a tale with what it led to. */
export interface Told {
  readonly step: Step;
  readonly shown?: Shown | readonly Shown[];
  readonly outcome?: Outcome;
  readonly about?: Thing;
}

/** What the accounts of a tale own: slot 0 of each is its account's, the others are orders in turn. */
export interface World {
  readonly roles?: readonly Role[];
  readonly plantings?: readonly Planting[];
  readonly shared?: readonly SharedFlow[];
  readonly surfaces?: Evidence['surfaces'];
}

/** Evidence from a few lines: for tests of oracles, which need no server. */
export function tale(
  told: readonly Told[],
  { roles = ['alpha', 'bravo'], plantings = [], shared = [], surfaces = SURFACES }: World = {},
): Evidence {
  return {
    run: RUN,
    plan: { scenario: 'tale', over: 'http', steps: told.map(({ step }) => step) },
    cwe: [488],
    accounts: roles.map(facts),
    journal: told.map(entryOf),
    plantings: [...roles.map(accountPlanting), ...plantings],
    surfaces,
    shared,
  };
}

/** Something that an account created, with one canary in its `recipient`. */
export function planted(step: number, role: Role, nth: number, slot: number, more: Partial<Planting> = {}): Planting {
  return {
    step,
    account: `p0/${role}`,
    resource: 'order',
    nth,
    fields: [{ field: 'recipient', shape: 'person', slot }],
    outcome: 'done',
    ...more,
  };
}

/** The canary text that a tale gives to a role's slot. */
export function textOf(role: Role, slot: number): string {
  return `zq-${role}-${slot}`;
}

const SURFACES: Evidence['surfaces'] = {
  list: { shows: 'order' },
  one: { shows: 'order', takes: 'order' },
  'who am I': { shows: 'account' },
  landing: {},
};

function facts(role: Role): AccountFacts {
  return {
    id: `p0/${role}`,
    role,
    tenant: tenantOf(`p0/${role}`),
    number: accountNumber(0, role),
    email: `${role}@example.com`,
  };
}

function accountPlanting(role: Role): Planting {
  return planted(-1, role, 0, 0, { resource: 'account', fields: [{ field: 'email', shape: 'email', slot: 0 }] });
}

function entryOf({ step, shown = [], outcome = 'done', about }: Told, index: number): Entry {
  const all = Array.isArray(shown) ? (shown as readonly Shown[]) : [shown as Shown];
  const observations = all.map((each) =>
    observationOf(step.by, 'surface' in step ? step.surface : step.do, each, index),
  );
  return { step: index, by: step.by, outcome, observations, ...(about === undefined ? {} : { about }) };
}

function observationOf(by: Actor, surface: string, shown: Shown, index: number): Observation {
  const member = by === 'visitor' ? undefined : facts(by);
  const [sentMs, lastByteMs] = shown.at ?? [index, index + 0.5];
  const foreign = (shown.foreign ?? []).map(([role, slot]): Sighting => sightingOf(role, slot, shown.sighting));
  return {
    session: `p0/${by}#${shown.session ?? 1}`,
    actor: by,
    ...(member === undefined ? {} : { account: member.id, tenant: member.tenant }),
    driver: 'http',
    surface: shown.surface ?? surface,
    request: `GET /${shown.surface ?? surface}`,
    status: shown.status ?? 200,
    sentMs,
    firstByteMs: sentMs,
    lastByteMs,
    bytes: 100,
    facts: shown.facts ?? {},
    issued: shown.issued ?? [],
    own:
      member === undefined
        ? []
        : [...(shown.slots ?? []), ...(shown.own ?? []).map((slot) => `${member.number}:${slot}`)],
    foreign,
    carried: shown.carried ?? [],
    ...(shown.print === undefined ? {} : { print: shown.print }),
    ...(shown.unseen === undefined ? {} : { unseen: shown.unseen }),
  };
}

function sightingOf(role: Role, slot: number, more: Partial<Sighting> = {}): Sighting {
  return {
    kind: 'canary',
    run: RUN,
    account: accountNumber(0, role),
    slot,
    text: textOf(role, slot),
    place: '/orders/0',
    encoding: [],
    grade: 'proven',
    ...more,
  };
}
