import type { Step } from '../model/plan.ts';
import type { Evidence, Oracle, Verdict } from '../model/verdict.ts';
import { leakAbout } from './sightings.ts';
import { isDeclared, judgeEach, mostTelling, type Printed, placesOf, printedLooks } from './unlike.ts';

type LookStep = Extract<Step, { do: 'look' }>;

/**
 * Was somebody answered about another's thing just as its owner was? For surfaces where no canary can stand: totals, a rating, a table
 * of nutrients. It is a leak where the answer is about that very thing, and not for all: it stays the same for its owner and differs
 * from what is answered about the asker's own, a visitor is not told it, and who asks for a thing that nobody has is refused. Answers are
 * compared in this way by Autorize and AuthMatrix, proxies for testers. CWE-639.
 */
export const foreignAnswer: Oracle = {
  name: 'foreign-answer',
  judge: (evidence) => judgeEach(evidence, judgeSurface),
};

function judgeSurface(evidence: Evidence): Verdict {
  const { steps } = evidence.plan;
  const isAsked = ({ by, ref, variant }: LookStep) => ref !== undefined && by !== 'visitor' && variant === undefined;
  const foreign = printedLooks(evidence, (step) => isAsked(step) && step.by !== step.ref?.of);
  const [first] = foreign;
  const asked = first === undefined ? undefined : (steps[first.step] as LookStep);
  if (first === undefined || asked?.ref === undefined)
    return { is: 'inconclusive', because: 'nobody asked for what is another’s' };
  const { of } = asked.ref;
  const owners = printedLooks(evidence, (step) => isAsked(step) && step.by === of && step.ref?.of === of);
  const own = printedLooks(evidence, (step) => isAsked(step) && step.by === asked.by && step.ref?.of === asked.by);
  const absent = printedLooks(evidence, ({ variant }) => variant === 'absent');
  const visitors = printedLooks(evidence, ({ by }) => by === 'visitor');
  if ([owners, own].some((looks) => looks.length < 2) || [absent, visitors].some((looks) => looks.length === 0))
    return { is: 'inconclusive', because: 'not everybody asked who must be compared' };
  if (!foreign.every(isAnswered)) return { is: 'clean', looks: foreign.length };
  if (![...owners, ...own].every(isAnswered) || absent.some((look) => !isRefused(evidence, look)))
    return { is: 'inconclusive', because: 'owners were not answered, or everything is' };
  const same = [...owners, ...foreign];
  const others = [...own, ...absent, ...visitors];
  const places = placesOf(owners).filter(
    (place) =>
      !/^(status$|header )/.test(place) &&
      same.every(({ print }) => print[place] === first.print[place]) &&
      others.every(({ print }) => print[place] !== first.print[place]) &&
      !isDeclared(evidence, first.seen.surface, place),
  );
  const place = mostTelling(places);
  if (place === undefined) return { is: 'clean', looks: foreign.length };
  const thing = evidence.journal.find(({ step }) => step === first.step)?.about;
  const leak =
    thing &&
    leakAbout(evidence, first, thing, {
      oracle: 'foreign-answer',
      kind: 'answer',
      place,
      grade: 'strong',
      also: [
        'about its own it was answered otherwise there',
        `for a thing that nobody has the answer was ${absent[0]?.seen.status}, and ${visitors[0]?.seen.status} to a visitor`,
        ...(places.length > 1 ? [`${places.length} places of the answer were the same as its owner’s`] : []),
      ],
    });
  return leak === undefined ? { is: 'clean', looks: foreign.length } : { is: 'leak', leaks: [leak] };
}

function isAnswered({ seen: { status, bytes } }: Printed): boolean {
  return status >= 200 && status < 300 && bytes > 0;
}

/** Sent elsewhere is refused, too: to a page that says so. */
function isRefused({ journal }: Evidence, { step }: Printed): boolean {
  return journal.some((entry) => entry.step === step && entry.observations.some(({ status }) => status >= 300));
}
