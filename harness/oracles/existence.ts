import type { Evidence, Oracle, Verdict } from '../model/verdict.ts';
import { differenceOf, isDeclared, judgeEach, mostTelling, type Printed, placesOf, printedLooks } from './unlike.ts';

/**
 * Does a refusal tell whether the thing exists? Asked for alpha's thing and for things that nobody has, bravo should be told the same:
 * 403 for the one and 404 for the others says which numbers are taken. What differs among those that nobody has (an echo of what was
 * asked for) is noise, and so is what changed between looks at bravo's own.
 */
export const existence: Oracle = {
  name: 'existence',
  judge: (evidence) => judgeEach(evidence, judgeSurface),
};

function judgeSurface(evidence: Evidence): Verdict {
  const others = printedLooks(
    evidence,
    ({ by, ref, variant }) => by === 'bravo' && ref?.of === 'alpha' && variant !== 'absent',
  );
  const absent = printedLooks(evidence, ({ by, variant }) => by === 'bravo' && variant === 'absent');
  const [first] = others;
  if (first === undefined || others.length < 2 || absent.length < 2)
    return { is: 'inconclusive', because: 'nobody asked for what exists and for what does not' };
  const all = [...others, ...absent];
  // That what is not there breaks the service, each time, tells it apart as well.
  const isBroken = others.some(({ seen }) => seen.status >= 500);
  if (isBroken || all.some(({ seen }) => seen.status === 0 || seen.status === 429))
    return { is: 'inconclusive', because: 'some looks were not answered' };
  // Who is shown its own under the other's reference has asked for something that both have.
  if (all.some(({ seen }) => seen.own.length > 0)) return { is: 'clean', looks: all.length };
  const isMeant = evidence.shared.some(({ surface }) => surface === first.seen.surface);
  if (isMeant || others.some(({ seen }) => seen.foreign.some(({ text }) => !seen.carried.includes(text))))
    return { is: 'clean', looks: all.length };
  const places = placesOf(all).filter(
    (each) =>
      isSame(others, each) &&
      isSame(absent, each) &&
      first.print[each] !== absent[0]?.print[each] &&
      !isNoise(evidence, each) &&
      !isDeclared(evidence, first.seen.surface, each),
  );
  // Whoever is answered with another status need not read on.
  const place = places.includes('status') ? 'status' : mostTelling(places);
  if (place === undefined) return { is: 'clean', looks: all.length };
  const status = absent[0]?.seen.status;
  const elsewhere = `${status === first.seen.status ? ', too,' : ''} and another at this place`;
  const also = [`asked for things that nobody has, the answer was ${status}${place === 'status' ? '' : elsewhere}`];
  const leak = differenceOf('existence', evidence, first, { place, field: place, also });
  return leak === undefined ? { is: 'clean', looks: all.length } : { is: 'leak', leaks: [leak] };
}

function isSame(looks: readonly Printed[], place: string): boolean {
  return looks.every(({ print }) => print[place] === looks[0]?.print[place]);
}

/** Whether it changes by itself, as looks at one's own thing have shown. */
function isNoise(evidence: Evidence, place: string): boolean {
  const own = printedLooks(evidence, ({ by, ref }) => by === 'bravo' && ref?.of === 'bravo');
  return own.length > 0 && own.some(({ print }) => place in print) && !isSame(own, place);
}
