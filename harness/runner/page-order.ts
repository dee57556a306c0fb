import type { Observation } from '../model/observation.ts';

/** Puts an observation where it belongs in its step: a page's own comes after all that its parts brought, however late they are. */
export function placed(observations: Observation[], seen: Observation): void {
  const last = observations.at(-1);
  const isLate = last?.facts.parts !== undefined && seen.facts.parts === undefined;
  observations.splice(isLate ? observations.length - 1 : observations.length, 0, seen);
}
