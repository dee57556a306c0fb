import type { Entry } from '../model/observation.ts';
import type { Plan } from '../model/plan.ts';
import type { Evidence } from '../model/verdict.ts';
import type { Pair } from './pair.ts';
import type { Played } from './play.ts';
import type { Stage } from './stage.ts';

/** All that a verdict on one played plan may rest on. */
export function gather(
  stage: Stage,
  pair: Pair,
  plan: Plan,
  cwe: readonly number[],
  prelude: readonly Entry[],
  played: Played,
): Evidence {
  const journal = [...prelude, ...played.journal];
  const foreign = journal.flatMap(({ observations }) => observations.flatMap((seen) => seen.foreign));
  const known = new Set<string>(pair.facts.map(({ id }) => id));
  const fresh = new Set(played.plantings);
  const earlier = pair.facts
    .flatMap(({ id }) => stage.ledger.plantingsOf(id))
    .filter((planting) => !fresh.has(planting))
    .map((planting) => (planting.step === -1 ? planting : { ...planting, step: -1 }));
  return {
    run: stage.run,
    plan,
    cwe,
    accounts: pair.facts,
    journal,
    plantings: [...earlier, ...played.plantings, ...stage.ledger.originsOf(foreign, known)],
    surfaces: stage.surfaces,
    shared: stage.target.shared ?? [],
    ...(stage.target.accounts.given === undefined ? { freshAccounts: true as const } : {}),
  };
}
