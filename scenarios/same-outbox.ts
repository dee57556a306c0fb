import fc from 'fast-check';
import {
  type Abilities,
  type Evidence,
  type Observation,
  oracles,
  type Proof,
  type Role,
  type Scenario,
  type Step,
} from '../harness/index.ts';
import { look, rolesOf } from './arbitraries.ts';
import { listeningPlans } from './held-open.ts';
import { offset, staggered, strangeLooks, writes } from './outbox-work.ts';

/** What is made or sent in the background: exports, imports, mail, webhooks, live events. Does each arrive with the one it is for? */
export const sameOutbox: Scenario = {
  name: 'same-outbox',
  shares: 'work in the background',
  question: 'Does what is made or sent in the background arrive with somebody else?',
  cwe: [488, 200],
  over: 'http',
  also: ['stream', 'mailbox'],
  jobs: true,
  plans(abilities, surface) {
    const steps = stepsFor(abilities, surface);
    return steps?.map((list) => ({ scenario: 'same-outbox', over: 'http', steps: list }));
  },
  proof: proofOfArrival,
  oracles: [oracles.foreignCanary, oracles.foreignIdentifier, oracles.identity, oracles.sessionProvenance],
};

function stepsFor(abilities: Abilities, surface: string): fc.Arbitrary<readonly Step[]> | undefined {
  const { over = [], isJob } = abilities.surfaces[surface] ?? {};
  if (over.includes('mailbox') || isJob === true) return bursts(abilities, surface).map((all) => all.flat());
  if (!over.includes('stream')) return undefined;
  return listeningPlans(abilities, surface);
}

/** Several accounts at once ask for their exports or their mail, or do what sends it; then everybody looks at what came. */
function bursts(abilities: Abilities, surface: string): fc.Arbitrary<readonly (readonly Step[])[]> {
  const roles = rolesOf(abilities);
  const more = fc.array(fc.constantFrom(...roles), { maxLength: 5 });
  const offsets = fc.array(offset(), { minLength: 8, maxLength: 8 });
  const burst = fc.tuple(bothTenants(roles), more, offsets).map(([first, rest, at]) => {
    const writers = [...first, ...rest];
    const written = writers.flatMap((by) => writes(abilities, surface, by));
    const looks = [...first, ...(abilities.surfaces[surface]?.isJob === true ? rest : [])];
    return [
      ...staggered(written, at),
      ...staggered(
        looks.map((by) => look(abilities, surface, by, by)),
        at.toReversed(),
      ),
      ...strangeLooks(abilities, surface),
    ];
  });
  return fc.array(burst, { minLength: 1, maxLength: 2 });
}

/** Two roles or more, of both tenants, in any order. */
function bothTenants(roles: readonly Role[]): fc.Arbitrary<Role[]> {
  return fc.shuffledSubarray([...roles], { minLength: 2 }).filter((some) => some.includes('bravo'));
}

/** Something arrived here while something was made or sent for another tenant, too. */
function proofOfArrival(
  evidence: Evidence,
  { observation }: { readonly step: number; readonly observation: Observation },
): Proof {
  if (observation.facts.arrived === 0) return { is: 'not-shown', because: 'nothing arrived' };
  const isBusy = evidence.journal.some(
    ({ step, outcome, observations }) =>
      step >= 0 &&
      outcome === 'done' &&
      observations.some(
        (seen) =>
          seen.tenant !== undefined &&
          seen.tenant !== observation.tenant &&
          ((seen.surface === observation.surface && seen.facts.arrived !== 0) ||
            /^(create|change|remove|ask) /.test(seen.surface)),
      ),
  );
  return isBusy
    ? { is: 'occurred' }
    : { is: 'not-shown', because: 'nothing was made or sent for another tenant in the same plan' };
}
