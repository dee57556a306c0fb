import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { Ajv } from 'ajv';
import type { Cell, Count, Leak, Plan, Ref, RunRecord, Sighting, Step, Told } from '../harness/index.ts';
import { RECORDS } from './golden/records.ts';

const schema = JSON.parse(readFileSync(new URL('../docs/run.schema.json', import.meta.url), 'utf8'));
const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(schema);

type Keys<T> = T extends unknown ? keyof T : never;
type Known<T> = Readonly<Record<Keys<T>, true>>;

/** Every key of every type in a record. A type that gains a key does not compile here; a key that the schema lacks fails below. */
const KNOWN: Readonly<Record<string, Readonly<Record<string, true>>>> = {
  RunRecord: {
    version: true,
    tool: true,
    run: true,
    startedAt: true,
    durationMs: true,
    target: true,
    settings: true,
    verdict: true,
    partial: true,
    cells: true,
    looksNeeded: true,
    leaks: true,
    sideChannels: true,
    count: true,
    left: true,
    notes: true,
  } satisfies Known<RunRecord>,
  TargetSource: { name: true, origin: true, file: true, faults: true, traps: true } satisfies Known<
    RunRecord['target']
  >,
  Verdict: { is: true, because: true } satisfies Known<RunRecord['verdict']>,
  Cell: {
    surface: true,
    scenario: true,
    driver: true,
    is: true,
    isHint: true,
    looks: true,
    ruledOut: true,
    ruledOutBy: true,
    leaks: true,
    rateMin: true,
    rateMax: true,
    because: true,
  } satisfies Known<Cell>,
  Told: {
    number: true,
    leak: true,
    plan: true,
    unfinished: true,
    inRun: true,
    seen: true,
    plays: true,
    company: true,
    innocence: true,
    alsoIn: true,
  } satisfies Known<Told>,
  Leak: {
    oracle: true,
    scenario: true,
    surface: true,
    driver: true,
    owner: true,
    otherRun: true,
    viewer: true,
    sighting: true,
    field: true,
    resource: true,
    nth: true,
    plantedAt: true,
    seenAt: true,
    request: true,
    status: true,
    also: true,
    cwe: true,
  } satisfies Known<Leak>,
  Sighting: {
    kind: true,
    run: true,
    account: true,
    slot: true,
    text: true,
    place: true,
    encoding: true,
    grade: true,
  } satisfies Known<Sighting>,
  Plan: {
    scenario: true,
    over: true,
    profile: true,
    ownAddresses: true,
    walks: true,
    afresh: true,
    alone: true,
    steps: true,
  } satisfies Known<Plan>,
  Ref: { of: true, resource: true, nth: true } satisfies Known<Ref>,
  Jar: { of: true, how: true, when: true } satisfies Known<NonNullable<Extract<Step, { do: 'look' }>['jar']>>,
  Step: {
    name: true,
    jar: true,
    keeps: true,
    with: true,
    from: true,
    print: true,
    do: true,
    by: true,
    resource: true,
    surface: true,
    ref: true,
    variant: true,
    bytes: true,
    half: true,
    how: true,
    alongside: true,
    afterMs: true,
    line: true,
    wire: true,
    held: true,
    cutMs: true,
    lacks: true,
  } satisfies Known<Step>,
  Count: {
    plans: true,
    looks: true,
    observations: true,
    bytes: true,
    accounts: true,
    retired: true,
    leaks: true,
  } satisfies Known<Count>,
};

interface Described {
  readonly description?: string;
  readonly additionalProperties?: boolean;
  readonly properties?: Readonly<Record<string, { readonly description?: string }>>;
}

const definitions: Readonly<Record<string, Described>> = { RunRecord: schema, ...schema.$defs };

for (const [name, record] of Object.entries(RECORDS)) {
  test(`the ${name} record is as the schema says`, () => {
    validate(record);
    expect(validate.errors).toBeNull();
  });
}

for (const [name, keys] of Object.entries(KNOWN)) {
  test(`the schema knows every key of ${name}, and no other`, () => {
    expect(Object.keys(definitions[name]?.properties ?? {}).sort()).toEqual(Object.keys(keys).sort());
  });
}

test('a key that the schema does not know is refused, wherever it stands', () => {
  const told = RECORDS.leak.leaks[0];
  const strange = [
    { ...RECORDS.leak, mood: 'good' },
    { ...RECORDS.leak, cells: [{ ...RECORDS.leak.cells[0], mood: 'good' }] },
    { ...RECORDS.leak, leaks: [{ ...told, leak: { ...told?.leak, mood: 'good' } }] },
    { ...RECORDS.leak, settings: { ...RECORDS.leak.settings, mood: 'good' } },
  ];
  for (const record of strange) expect(validate(record)).toBe(false);
});

test('every field is described, and every time and size has its unit', () => {
  for (const [name, { description, properties = {}, additionalProperties }] of Object.entries(definitions)) {
    expect(description, name).toBeTruthy();
    expect(additionalProperties, name).toBe(false);
    for (const [key, field] of Object.entries(properties)) {
      expect(field.description, `${name}.${key}`).toBeTruthy();
      if (/Ms$|^bytes$/.test(key)) expect(field.description, `${name}.${key}`).toContain('Unit:');
    }
  }
});
