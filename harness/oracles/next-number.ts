import type { Entry } from '../model/observation.ts';
import type { Evidence, Leak, Oracle } from '../model/verdict.ts';
import { differenceOf, isDeclared } from './unlike.ts';

/** A thing of bravo's that was given a number, and how many such things alpha had created since the one before. */
interface Numbered {
  readonly entry: Entry;
  readonly resource: string;
  readonly number: number;
}

/**
 * Do the numbers of bravo's own things tell how many alpha has created meanwhile? Where they grow by the same step as long as alpha is
 * silent, and by that step more for each thing that alpha created in between, they do.
 */
export const nextNumber: Oracle = {
  name: 'next-number',
  judge(evidence) {
    const all = evidence.journal.flatMap((entry) => numbered(evidence, entry));
    const resources = [...new Set(all.map(({ resource }) => resource))];
    const leaks = resources.flatMap(
      (resource) =>
        telling(
          evidence,
          all.filter((each) => each.resource === resource),
        ) ?? [],
    );
    if (leaks.length > 0) return { is: 'leak', leaks };
    return all.length > 2
      ? { is: 'clean', looks: all.length }
      : { is: 'inconclusive', because: 'nobody created enough things with numbers' };
  },
};

/** The number that the target gave to what a step of bravo's created. */
function numbered({ plan, plantings }: Evidence, entry: Entry): Numbered[] {
  const did = plan.steps[entry.step];
  if (did?.do !== 'plant' || entry.by !== 'bravo' || entry.outcome !== 'done') return [];
  const { resource } = did;
  const id = plantings.find((planting) => planting.step === entry.step && planting.resource === resource)?.id;
  return id !== undefined && /^\d{1,15}$/.test(id) ? [{ entry, resource, number: Number(id) }] : [];
}

/** Steps of each kind that must agree before they mean anything. */
const STEPS_MIN = 2;

function telling(evidence: Evidence, all: readonly Numbered[]): Leak | undefined {
  const steps = all.slice(1).map((each, index) => {
    const before = all[index] as Numbered;
    return { by: each.number - before.number, others: othersBetween(evidence, before, each) };
  });
  const quiet = steps.filter(({ others }) => others === 0);
  const active = steps.filter(({ others }) => others > 0);
  const last = all.at(-1);
  const seen = last?.entry.observations[0];
  const one = quiet[0]?.by ?? 0;
  const isTelling = one > 0 && steps.every(({ by, others }) => by === one * (others + 1));
  if (!isTelling || quiet.length < STEPS_MIN || active.length < STEPS_MIN || last === undefined || seen === undefined)
    return undefined;
  const field = `${last.resource}.id`;
  if (isDeclared(evidence, seen.surface, field)) return undefined;
  const also = [
    `it grew by ${one} as long as alpha was silent, and by ${one} more for each one that alpha had created`,
  ];
  const look = { step: last.entry.step, seen, print: {} };
  return differenceOf('next-number', evidence, look, { place: 'the next number', field, also });
}

function othersBetween({ journal, plan }: Evidence, from: Numbered, to: Numbered): number {
  return journal.filter(({ step, by, outcome }) => {
    const did = plan.steps[step];
    const isLike = did?.do === 'plant' && did.resource === to.resource;
    return isLike && by === 'alpha' && outcome === 'done' && step > from.entry.step && step < to.entry.step;
  }).length;
}
