import type { Evidence, Oracle, Verdict } from '../model/verdict.ts';
import { chanceByTheClock } from './by-the-clock.ts';
import { differenceOf, isDeclared, judgeEach, mostTelling, type Printed, placesOf, printedLooks } from './unlike.ts';

/** Times that an answer must have changed with the other's doings, and have stayed the same without, before that means anything. */
const CHANGES_MIN = 3;
/** What changes by itself may look like this with so small a probability: three acts and three pauses of one length have 1.6 %. */
const CHANCE_MAX = 0.02;

/** From one look to the next: whether the other acted in between, and how long it took. */
interface Span {
  readonly from: Printed;
  readonly to: Printed;
  readonly acted: 'yes' | 'no' | 'unknown';
  readonly ms: number;
}

/**
 * Does what bravo sees tell what alpha does? A place in the answer that changed each time alpha had acted, and never while alpha was
 * silent for as long, is a side channel. What also changed while alpha was silent (clocks, random values, own doings) is noise.
 */
export const difference: Oracle = {
  name: 'difference',
  judge: (evidence) => judgeEach(evidence, judgeSurface),
};

function judgeSurface(evidence: Evidence): Verdict {
  const looks = printedLooks(evidence, (step) => step.by === 'bravo' && step.ref?.of !== 'alpha');
  const spans = spansOf(evidence, looks);
  const active = spans.filter(({ acted }) => acted === 'yes');
  const quiet = spans.filter(({ acted }) => acted === 'no');
  const because = whyNothing(looks, active, quiet);
  if (because !== undefined) return { is: 'inconclusive', because };
  const [first] = active as [Span];
  const places = placesOf(looks).filter(
    (place) =>
      active.every((span) => changed(span, place)) &&
      !quiet.some((span) => changed(span, place)) &&
      !isDeclared(evidence, first.to.seen.surface, place),
  );
  const place = mostTelling(places);
  if (place === undefined) return { is: 'clean', looks: looks.length };
  const also = [
    `it changed each of the ${active.length} times alpha had acted, and in none of the ${quiet.length} pauses of the same length`,
    ...(places.length > 1
      ? [`${places.length - 1} more place${places.length === 2 ? '' : 's'} of the answer did so, too`]
      : []),
  ];
  const leak = differenceOf('difference', evidence, first.to, { place, field: place, also });
  return leak === undefined ? { is: 'clean', looks: looks.length } : { is: 'leak', leaks: [leak] };
}

function spansOf({ journal, plan }: Evidence, looks: readonly Printed[]): Span[] {
  return looks.slice(1).map((to, index): Span => {
    const from = looks[index] as Printed;
    const acts = journal.filter(({ step, by }) => step > from.step && step < to.step && by === 'alpha');
    const isDone = acts.every(({ outcome }) => outcome === 'done');
    const isWaited = plan.steps.slice(from.step, to.step).some(({ do: verb }) => verb === 'wait');
    const acted = acts.length === 0 ? (isWaited ? 'no' : 'unknown') : isDone ? 'yes' : 'unknown';
    return { from, to, acted, ms: to.seen.sentMs - from.seen.lastByteMs };
  });
}

function changed({ from, to }: Span, place: string): boolean {
  return from.print[place] !== to.print[place];
}

/** Why these looks say nothing. */
function whyNothing(looks: readonly Printed[], active: readonly Span[], quiet: readonly Span[]): string | undefined {
  if (active.length < CHANGES_MIN) return 'alpha did not act often enough';
  if (quiet.length < CHANGES_MIN) return 'alpha was not silent often enough';
  if (looks.some(({ seen }) => seen.status === 0 || seen.status === 429 || seen.status >= 500))
    return 'some looks were not answered';
  if (looks.some(({ seen }) => seen.foreign.length > 0))
    return "what was shown is alpha's own: that is more than a difference";
  const msOf = (spans: readonly Span[]) => spans.map(({ ms }) => ms);
  return chanceByTheClock(msOf(active), msOf(quiet)) > CHANCE_MAX
    ? 'the pauses were too short beside what alpha did'
    : undefined;
}
