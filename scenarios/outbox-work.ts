import fc from 'fast-check';
import type { Abilities, Role, Step } from '../harness/index.ts';
import { look, needed, otherOf, PAIR, together } from './arbitraries.ts';

/** Longest delay between steps of one group, in milliseconds. */
const STAGGER_MS_MAX = 30;

/** What makes something come: creating what the surface shows, or where that is not known, one of everything. */
export function writes(abilities: Abilities, surface: string, by: Role): Step[] {
  const resource = needed(abilities, surface);
  if (resource !== undefined) return [{ do: 'plant', by, resource }];
  if (abilities.surfaces[surface]?.shows !== undefined) return [];
  return Object.keys(abilities.resources).map((each): Step => ({ do: 'plant', by, resource: each }));
}

/** The same on a connection that is held open; about a thing that exists, it is changing that. */
export function work(abilities: Abilities, surface: string, by: Role): Step[] {
  const takes = abilities.surfaces[surface]?.takes;
  if (takes === undefined || abilities.resources[takes]?.change !== true) return writes(abilities, surface, by);
  return [{ do: 'change', by, ref: { of: by, resource: takes, nth: 0 } }];
}

/** How long after its group a step starts, in milliseconds. */
export function offset(): fc.Arbitrary<number> {
  return fc.oneof(fc.constant(0), fc.nat({ max: 8 }), fc.nat({ max: STAGGER_MS_MAX }));
}

/** Lets all of these start within a moment. */
export function staggered(steps: readonly Step[], at: readonly number[]): Step[] {
  return together(steps).map((step, index) => {
    const afterMs = at[index % at.length] ?? 0;
    return afterMs === 0 ? step : { ...step, afterMs };
  });
}

/** Where a surface takes a reference, each of the pair looks at the other's as well. */
export function strangeLooks(abilities: Abilities, surface: string): Step[] {
  if (abilities.surfaces[surface]?.takes === undefined) return [];
  return PAIR.map((by) => look(abilities, surface, by, otherOf(by)));
}
