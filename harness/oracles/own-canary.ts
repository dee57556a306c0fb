import type { Observation } from '../model/observation.ts';
import type { Evidence, Oracle } from '../model/verdict.ts';

/**
 * The positive control: did everyone who looked at a surface that shows its own things see at least one of them?
 * Who saw nothing proves nothing.
 */
export const ownCanary: Oracle = {
  name: 'own-canary',
  judge(evidence) {
    if (evidence.accounts.length === 0) return { is: 'inconclusive', because: 'nobody took part' };
    const blind = evidence.accounts.filter(({ tenant }) => !sawOwn(evidence, tenant));
    const first = blind[0];
    if (first !== undefined) return { is: 'inconclusive', because: `${first.id} never saw anything of its own` };
    return { is: 'clean', looks: evidence.accounts.length };
  },
};

function sawOwn(evidence: Evidence, tenant: string): boolean {
  return evidence.journal.some((entry) =>
    entry.observations.some((seen) => seen.tenant === tenant && seen.own.length > 0),
  );
}

/** Whether an observation shows its viewer something of its own of the kind that the surface is there to show; a refusal that repeats what was asked for does not. */
export function showsOwn(evidence: Evidence, seen: Observation): boolean {
  const shows = evidence.surfaces[seen.surface]?.shows;
  if (seen.tenant === undefined || seen.status >= 400) return false;
  if (shows === undefined) return seen.status >= 200 && seen.status < 300 && seen.bytes > 0;
  const slots = slotsOf(evidence, shows);
  return seen.own.some((slot) => slots.has(slot));
}

const SLOTS = new WeakMap<Evidence, Map<string, Set<string>>>();

/** `account:slot` of every canary planted in a kind of resource; made once for each evidence. */
function slotsOf(evidence: Evidence, resource: string): ReadonlySet<string> {
  const known = SLOTS.get(evidence) ?? new Map<string, Set<string>>();
  SLOTS.set(evidence, known);
  const made = known.get(resource);
  if (made !== undefined) return made;
  const numbers = new Map(evidence.accounts.map(({ id, number }) => [id, number]));
  const slots = new Set<string>();
  for (const planting of evidence.plantings) {
    if (planting.resource !== resource) continue;
    for (const { slot } of planting.fields) slots.add(`${numbers.get(planting.account)}:${slot}`);
  }
  known.set(resource, slots);
  return slots;
}
