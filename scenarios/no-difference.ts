import fc from 'fast-check';
import {
  type Abilities,
  type Evidence,
  oracles,
  type Plan,
  type Proof,
  type Scenario,
  type Step,
} from '../harness/index.ts';
import { look, needed, neighbours, plants } from './arbitraries.ts';

/** Times that alpha acts, and times that it is silent as long, in a random order. */
const ACTS = 4;
const PAUSES = 4;
/** Kinds of things that alpha creates each time, where the surface is not about one of them. */
const RESOURCES_MAX = 3;
/** Nobody else may play meanwhile, so that few must do; each looks a dozen times at so many surfaces. */
const PLANS_MAX = 2;
const SURFACES_MAX = 6;

/** What bravo sees while alpha acts must be what it sees while alpha is silent: counts, numbers, order, existence. */
export const noDifference: Scenario = {
  name: 'no-difference',
  shares: 'knowledge',
  question: "Does anything that one is shown tell what another does, though nothing of the other's is shown?",
  cwe: [488],
  over: 'http',
  isHint: true,
  alone: true,
  asksAll: true,
  plansMax: PLANS_MAX,
  plans(abilities, surface) {
    const names = Object.keys(abilities.resources);
    if (names.length === 0) return undefined;
    const own = needed(abilities, surface);
    const most = Math.min(names.length, RESOURCES_MAX);
    const one = fc.constantFrom(...names).map((name) => [name]);
    const created =
      own === undefined
        ? fc.shuffledSubarray(names, { minLength: most, maxLength: most })
        : fc.oneof({ weight: 3, arbitrary: fc.constant([own]) }, { weight: 1, arbitrary: one });
    const order = fc.shuffledSubarray([...Array(ACTS).fill('act'), ...Array(PAUSES).fill('pause')], {
      minLength: ACTS + PAUSES,
    });
    return fc.tuple(created, order).map(([resources, spans]): Plan => {
      const surfaces = neighbours(abilities, surface, SURFACES_MAX);
      const seen = surfaces.map((each): Step => ({ ...look(abilities, each, 'bravo', 'bravo'), print: true }));
      const acts = resources.map((resource): Step => ({ do: 'plant', by: 'alpha', resource }));
      const pause: Step = { do: 'wait', by: 'bravo' };
      const steps = [
        ...plants(abilities, surface),
        // The second page of a list shows something of one's own only to whoever has more than one.
        ...plants(abilities, surface, ['bravo']),
        ...acts,
        ...seen,
        ...spans.flatMap((span) => [...(span === 'act' ? acts : [pause]), ...seen]),
        ...surfaces.flatMap((each) => asking(abilities, each)),
        ...counting(own),
        // At the end, for a pause is as long as what alpha did before.
        ...surfaces.map((each) => look(abilities, each, 'alpha', 'alpha')),
      ];
      return { scenario: 'no-difference', over: 'http', alone: true, steps };
    });
  },
  proof: proofOfQuiet,
  oracles: [oracles.foreignCanary, oracles.difference, oracles.existence, oracles.nextNumber],
};

/** Bravo asks for alpha's thing, and for things that nobody has. */
function asking(abilities: Abilities, surface: string): Step[] {
  if (abilities.surfaces[surface]?.takes === undefined) return [];
  const others: Step = { ...look(abilities, surface, 'bravo', 'alpha'), print: true };
  const absent: Step = { ...others, variant: 'absent' } as Step;
  return [others, absent, absent, others, absent];
}

/** Bravo creates things, alone and with one of alpha's in between. */
function counting(resource: string | undefined): Step[] {
  if (resource === undefined) return [];
  const by = (who: 'alpha' | 'bravo'): Step => ({ do: 'plant', by: who, resource });
  return [by('bravo'), by('bravo'), by('alpha'), by('bravo'), by('bravo'), by('alpha'), by('bravo')];
}

/** Before this look alpha had acted, and alpha had been silent, each at least once. */
function proofOfQuiet({ journal, plan }: Evidence, { step }: { readonly step: number }): Proof {
  const before = journal.filter((entry) => entry.step >= 0 && entry.step < step);
  const isActed = before.some(
    (entry) => entry.by === 'alpha' && plan.steps[entry.step]?.do === 'plant' && entry.outcome === 'done',
  );
  const isQuiet = before.some((entry) => plan.steps[entry.step]?.do === 'wait');
  if (isActed && isQuiet) return { is: 'occurred' };
  return { is: 'not-shown', because: isActed ? 'alpha had not been silent before' : 'alpha could not act' };
}
