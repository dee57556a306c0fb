import type { Observation, Print } from '../model/observation.ts';
import type { Step } from '../model/plan.ts';
import type { Evidence, Leak, Verdict } from '../model/verdict.ts';

/** A look whose answer was printed, with the step that asked for it. */
export interface Printed {
  readonly step: number;
  readonly seen: Observation;
  readonly print: Print;
}

/** Looks of the plan whose answers were printed, in order, of those steps that are wanted. */
export function printedLooks(
  { journal, plan }: Evidence,
  wanted: (step: Extract<Step, { do: 'look' }>) => boolean,
): Printed[] {
  return journal.flatMap(({ step, observations }) => {
    const did = plan.steps[step];
    const seen = observations.at(-1);
    if (did?.do !== 'look' || did.print !== true || !wanted(did) || seen?.print === undefined) return [];
    return [{ step, seen, print: seen.print }];
  });
}

/** Judges each surface whose answers were printed by its own looks; what any of them tells is told. */
export function judgeEach(evidence: Evidence, judge: (evidence: Evidence) => Verdict): Verdict {
  const { plan, journal } = evidence;
  const printed = (step: number) => {
    const did = plan.steps[step];
    return did?.do === 'look' && did.print === true ? did.surface : undefined;
  };
  const surfaces = [...new Set(plan.steps.flatMap((_, step) => printed(step) ?? []))];
  if (surfaces.length < 2) return judge(evidence);
  const verdicts = surfaces.map((surface) =>
    judge({ ...evidence, journal: journal.filter(({ step }) => (printed(step) ?? surface) === surface) }),
  );
  const leaks = verdicts.flatMap((verdict) => (verdict.is === 'leak' ? verdict.leaks : []));
  if (leaks.length > 0) return { is: 'leak', leaks };
  const clean = verdicts.filter((verdict) => verdict.is === 'clean');
  if (clean.length === 0) return verdicts[0] as Verdict;
  return { is: 'clean', looks: clean.reduce((sum, { looks }) => sum + looks, 0) };
}

/** Places at which some of these answers have something. */
export function placesOf(looks: readonly Printed[]): string[] {
  return [...new Set(looks.flatMap(({ print }) => Object.keys(print)))];
}

/** The place that tells most: the number of items, the status, a header, and then the first of the others. */
export function mostTelling(places: readonly string[]): string | undefined {
  const rank = (place: string) => RANK.findIndex((form) => form.test(place));
  return [...places].sort((one, other) => rank(one) - rank(other))[0];
}

const RANK = [/\.length$/, /^status$/, /count|total/i, /^header/, /./];

/** Something that tells of another's doings, though it shows nothing of them. CWE-203. */
export function differenceOf(
  oracle: string,
  evidence: Evidence,
  look: Printed,
  told: Pick<Leak, 'field' | 'also'> & { readonly place: string; readonly surface?: string },
): Leak | undefined {
  const owner = evidence.accounts.find(({ role }) => role === 'alpha');
  if (owner === undefined) return undefined;
  const { seen, step } = look;
  return {
    oracle,
    scenario: evidence.plan.scenario,
    surface: told.surface ?? seen.surface,
    driver: seen.driver,
    owner: owner.id,
    viewer: seen.account ?? (seen.session.split('#')[0] as string),
    sighting: {
      kind: 'difference',
      run: evidence.run,
      account: owner.number,
      slot: 0,
      text: '',
      place: told.place,
      encoding: [],
      grade: 'weak',
    },
    field: told.field,
    resource: 'knowledge',
    nth: 0,
    plantedAt: -1,
    seenAt: step,
    request: seen.request,
    status: seen.status,
    also: told.also,
    cwe: [203],
  };
}

/** Whether the target file says that this may be known: for the whole surface, or for the end of this place. */
export function isDeclared({ shared }: Evidence, surface: string, place: string): boolean {
  return shared.some(
    (flow) =>
      (flow.surface === undefined || flow.surface === surface) &&
      (flow.field === undefined || place === flow.field || place.endsWith(`.${flow.field}`)),
  );
}
