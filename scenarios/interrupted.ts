import fc from 'fast-check';
import {
  type Abilities,
  type Evidence,
  type Observation,
  oracles,
  type Proof,
  type Role,
  type Scenario,
  type Spoil,
  type Step,
} from '../harness/index.ts';
import { look, needed, plansOf, plants, rolesOf, together } from './arbitraries.ts';

/** Longest time between sending and cutting, in milliseconds: an answer of a busy service is still under way then. */
const CUT_MS_MAX = 40;
const SPOILS: readonly Spoil[] = ['long-header', 'bad-percent', 'wrong-type', 'cut-json', 'short-body', 'bad-header'];

/** Requests are cut, closed by half, rejected or lack something, several at once; then everyone looks, on old and on new connections. */
export const interrupted: Scenario = {
  name: 'interrupted',
  shares: 'an unfinished answer',
  question: 'After a request that was cut or rejected, does anybody get the answer that was left over?',
  cwe: [488, 226],
  unsettles: true,
  over: 'http',
  plans(abilities, surface) {
    const roles = rolesOf(abilities);
    const disturbances = fc.array(disturbance(abilities, surface), { minLength: 1, maxLength: 4 }).map(together);
    // Whatever is fast enough to answer before the others cut is cut here.
    const sure = fc.constantFrom(...roles).map((by) => cutAt(abilities, surface, by, 0));
    const rounds = fc.array(
      fc.tuple(disturbances, fc.boolean(), fc.boolean(), fc.boolean()).map(([cuts, isFresh, isTogether, visits]) => {
        const fresh = isFresh ? roles.map((by): Step => ({ do: 'reconnect', by })) : [];
        const looks: Step[] = roles.map((by) => look(abilities, surface, by, by));
        if (visits) looks.push(look(abilities, surface, 'visitor', 'alpha'));
        return [...cuts, ...fresh, ...(isTogether ? together(looks) : looks)];
      }),
      { minLength: 2, maxLength: 4 },
    );
    const last = roles.map((by) => look(abilities, surface, by, by));
    return plansOf(
      'interrupted',
      fc.tuple(sure, rounds).map(([cut, all]) => [...plants(abilities, surface, roles), cut, ...all.flat(), ...last]),
    );
  },
  isDaring: ({ steps }) => steps.some(isDaring),
  proof: proofOfInterruption,
  oracles: [oracles.foreignCanary, oracles.foreignIdentifier, oracles.identity, oracles.sessionProvenance],
};

/** A body that cannot be read, lacks something or never comes whole, ends the process of a service that trusts its clients. */
function isDaring(step: Step): boolean {
  if (step.do === 'spoil') return BODY_SPOILS.has(step.how);
  return step.do === 'plant' && (step.cutMs !== undefined || step.lacks !== undefined);
}

const BODY_SPOILS: ReadonlySet<Spoil> = new Set(['wrong-type', 'cut-json', 'short-body']);

function disturbance(abilities: Abilities, surface: string): fc.Arbitrary<Step> {
  const by = fc.constantFrom(...rolesOf(abilities));
  const ms = fc.oneof(fc.nat({ max: 6 }), fc.nat({ max: CUT_MS_MAX }));
  const resource = needed(abilities, surface);
  const writes =
    resource === undefined
      ? []
      : [
          fc.tuple(by, ms).map(([who, cutMs]): Step => ({ do: 'plant', by: who, resource, cutMs })),
          fc.tuple(by, fc.nat({ max: 5 })).map(([who, lacks]): Step => ({ do: 'plant', by: who, resource, lacks })),
        ];
  return fc.oneof(
    // Before the head, mostly: the server is still at work when its client goes away.
    {
      weight: 4,
      arbitrary: fc
        .tuple(by, ms)
        .map(([who, cutMs]): Step => ({ ...cutAt(abilities, surface, who, 1_000_000_000), cutMs })),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(by, fc.oneof(fc.constant(0), fc.nat({ max: 2_000 })))
        .map(([who, bytes]) => cutAt(abilities, surface, who, bytes)),
    },
    {
      weight: 1,
      arbitrary: by.map((who): Step => ({ ...look(abilities, surface, who, who), do: 'abort', bytes: 0, half: true })),
    },
    {
      weight: 2,
      arbitrary: fc.tuple(by, fc.constantFrom(...SPOILS)).map(([who, how]): Step => {
        const { surface: at, ref } = look(abilities, surface, who, who);
        return { do: 'spoil', by: who, surface: at, how, ...(ref === undefined ? {} : { ref }) };
      }),
    },
    ...writes,
  );
}

/** A look that is cut when so much of the answer's body has come; at 0, with its head. */
function cutAt(abilities: Abilities, surface: string, by: Role, bytes: number): Step {
  return { ...look(abilities, surface, by, by), do: 'abort', bytes };
}

/** A request was cut before its answer was whole, or rejected, before this look. */
function proofOfInterruption(
  evidence: Evidence,
  { step }: { readonly step: number; readonly observation: Observation },
): Proof {
  const earlier = evidence.journal.filter((entry) => entry.step >= 0 && entry.step < step);
  const isProven = earlier.some(
    ({ step: at, outcome, observations }) =>
      observations.some(
        ({ facts, status }) => facts.cutAtMs !== undefined || (facts.spoiled !== undefined && status >= 400),
      ) ||
      (evidence.plan.steps[at]?.do === 'spoil' && outcome === 'unknown'),
  );
  return isProven ? { is: 'occurred' } : { is: 'not-shown', because: 'every answer was whole before it could be cut' };
}
