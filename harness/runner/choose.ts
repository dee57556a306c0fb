import { UsageError } from '../model/errors.ts';
import type { Scenario } from '../model/scenario.ts';
import type { Target } from '../model/target.ts';
import { surfacesOf } from '../targets/abilities.ts';
import type { Settings } from './settings.ts';

/** The scenarios that were asked for; refuses names that do not exist and says which do. */
export function choose(scenarios: readonly Scenario[], target: Target, settings: Settings): readonly Scenario[] {
  const known = scenarios.map(({ name }) => name);
  refuseUnknown('scenario', settings.scenarios, known);
  refuseUnknown('surface', settings.surfaces, Object.keys(surfacesOf(target)));
  return settings.scenarios.length === 0
    ? scenarios
    : scenarios.filter(({ name }) => settings.scenarios.includes(name));
}

function refuseUnknown(kind: string, asked: readonly string[], known: readonly string[]): void {
  const unknown = asked.filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  throw new UsageError(
    `There is no ${kind} "${unknown.join('", "')}". Expected one of: ${known.join(', ')}. See "misdelivery list".`,
  );
}
