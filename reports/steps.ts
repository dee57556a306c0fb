import type { Jar, Ref, Step } from '../harness/index.ts';

/** What a step does, in words that follow its actor: `looks at one order, alpha's 1st order`. `before`: the plan's steps before it. */
export function stepWords(step: Step, before: readonly Step[] = []): string {
  const ref = refWords(step);
  const place = placeWords(step, ref);
  // A connection that is taken over goes on as it is.
  const isOpening = step.do === 'listen' && step.from === undefined;
  const isAgain = isOpening && before.some((each) => each.do === 'listen' && isSamePlace(each, step));
  const again = isAgain ? ' again, from where it had left off (Last-Event-ID, where events have one)' : '';
  return `${actionWords(step, place, ref)}${again}${travelWords(step)}`;
}

/** When a step starts, if that is not simply after the one before it. */
export function timingWords({ alongside, afterMs = 0, held }: Step, index: number): string {
  const later = afterMs > 0 ? `, ${afterMs} ms later` : '';
  if (alongside !== true || index === 0) return later.slice(2);
  return `at the same moment as the step before${held === true ? ' (released together)' : ''}${later}`;
}

/** `1st`, `2nd`, `11th`. */
export function ordinal(n: number): string {
  const suffix = n % 100 > 10 && n % 100 < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th');
  return `${n}${suffix}`;
}

const VARIANTS: Readonly<Record<string, string>> = {
  'static-suffix': ', as if it were a static file (suffix)',
  'static-parameter': ', as if it were a static file (parameter)',
  absent: ', under a number that nobody has',
  range: ', a part of it (Range)',
  'fresh-url': ', at an address that no cache can know',
  'own-url': ', at an address of this plan’s own',
};

const SWITCHES: Readonly<Record<string, string>> = {
  'sign-out': 'after the one before has signed out',
  'cookies-cleared': 'after the cookies were cleared',
  'cookies-replaced': 'with its own cookies in place of the ones before',
  'no-sign-out': 'while the one before is still signed in',
};

/** What people do at a browser. */
const MOVES: Readonly<Record<string, string>> = {
  'new-tab': 'opens a new tab',
  'close-tab': 'closes the tab',
  'go-offline': 'goes offline',
  'go-online': 'goes online again',
  'restart-browser': 'ends the browser and starts it again',
  back: 'presses Back',
  forward: 'presses Forward',
  reload: 'reloads',
  'hard-reload': 'reloads past every cache',
  'duplicate-tab': 'duplicates the tab',
  'old-tab': 'returns to the oldest tab',
  'reopen-tab': 'opens the closed tab again',
  'sign-out-everywhere': 'signs out everywhere',
};

function refWords(step: Step): string {
  return 'ref' in step && step.ref !== undefined ? thingWords(step.ref, step.by) : '';
}

function placeWords(step: Step, ref = refWords(step)): string {
  return 'surface' in step ? `${step.surface}${ref === '' ? '' : `, ${ref}`}` : '';
}

/** Whether both are the same account's, about the same thing at the same surface. */
function isSamePlace(one: Step, other: Step): boolean {
  return one.by === other.by && placeWords(one) === placeWords(other);
}

/** A cut after so many bytes is none: such an answer is cut by time. */
const WHOLE_BYTES = 1e9;

function actionWords(step: Step, place: string, ref: string): string {
  switch (step.do) {
    case 'plant':
      return `creates ${/^[aeiou]/i.test(step.resource) ? 'an' : 'a'} ${step.resource}${step.lacks === undefined ? '' : ', without one of its fields'}`;
    case 'look':
      return `looks at ${place}${VARIANTS[step.variant ?? 'plain'] ?? ''}${jarWords(step.jar, step.by)}`;
    case 'change':
    case 'remove':
      return `${step.do}s ${ref}`;
    case 'sign-in':
      return 'signs in';
    case 'sign-out':
      return 'signs out';
    case 'reconnect':
      return 'opens a new connection';
    case 'abort':
      return `asks for ${place} and hangs up${step.bytes >= WHOLE_BYTES ? '' : ` after ${step.bytes} bytes`}`;
    case 'spoil':
      return `sends a broken request for ${place} (${step.how})`;
    case 'listen':
      return step.from === undefined
        ? `listens to ${place}`
        : `signs in on the open connection of ${step.from} to ${place}`;
    case 'hang-up':
      return `stops listening to ${place}`;
    case 'leave':
      return 'closes its account';
    case 'join':
      return 'makes its account again';
    case 'wait':
      return 'waits as long as the other took, and longer';
    case 'dismiss':
      return 'takes the colleague out of the tenant';
    case 'change-password':
      return 'changes its password';
    case 'share':
      return `shares ${ref} with ${step.with}`;
    case 'unshare':
      return `no longer shares ${ref} with ${step.with}`;
    case 'hook':
      return `sees to "${step.name}"`;
    case 'switch-account':
      return `sits down at the browser, ${SWITCHES[step.how] ?? step.how}`;
    default:
      return `${MOVES[step.do] ?? step.do.replaceAll('-', ' ')}${place === '' ? '' : ` (${place})`}`;
  }
}

const JARS: Readonly<Record<NonNullable<Jar['how']>, string>> = {
  'one-line': ' in one line',
  'two-lines': ' in two lines',
  crossed: ' where they are for CSRF or remember-me',
};

/** Whose cookies it carries, where they are not the looker's own as they are. */
function jarWords(jar: Jar | undefined, by: string): string {
  if (jar === undefined) return '';
  const [first, second] = jar.of.map((of) => (of === by ? 'its own' : `${of}'s`));
  const others = second === undefined ? '' : ` and ${second}${JARS[jar.how ?? 'one-line']}`;
  const when = jar.when === 'before' ? ', as they were before the last sign-out or sign-in' : '';
  return `, with ${first} cookies${others}${when}`;
}

function travelWords({ line, wire, cutMs }: Step): string {
  const how = [
    ...(line === undefined ? [] : [`on shared connection ${line}`]),
    ...(wire === 'h2' ? ['over HTTP/2'] : []),
    ...(cutMs === undefined ? [] : [`cut after ${cutMs} ms`]),
  ];
  return how.length === 0 ? '' : `, ${how.join(', ')}`;
}

/** Whose thing, to the one who asks: `alpha's 1st order`, `its own account`. */
export function thingWords({ of, resource, nth }: Ref, by: string): string {
  if (resource === 'account') return of === by ? 'its own account' : `${of}'s account`;
  return `${of === by ? 'its own' : `${of}'s`} ${ordinal(nth + 1)} ${resource}`;
}
