import type { Ref, Step } from '../harness/index.ts';

/** What a step does, in words that follow its actor: `looks at one order, alpha's 1st order`. */
export function stepWords(step: Step): string {
  const surface = 'surface' in step ? step.surface : '';
  const ref = 'ref' in step && step.ref !== undefined ? thing(step.ref, step.by) : undefined;
  const of = ref === undefined ? '' : `, ${ref}`;
  switch (step.do) {
    case 'plant':
      return `creates ${article(step.resource)}`;
    case 'look':
      return `looks at ${surface}${of}${VARIANTS[step.variant ?? 'plain'] ?? ''}`;
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
      return `asks for ${surface}${of} and ${cutWords(step)}`;
    case 'spoil':
      return `asks for ${surface}${of} in a way that must be rejected (${step.how})`;
    default:
      return `does ${String((step as Step).do)}${surface === '' ? '' : ` at ${surface}`}${of}`;
  }
}

/** When a step starts, if that is not simply after the one before it, and how its request travels. */
export function timingWords(step: Step): string {
  const { alongside, afterMs = 0 } = step;
  const words = [
    ...(alongside === true ? ['at the same moment as the step before'] : []),
    ...(afterMs > 0 ? [`${afterMs} ms later`] : []),
    ...wireWords(step),
  ];
  return words.join(', ');
}

/** On which connection it travels, if that is not simply the account's own. */
function wireWords({ line, wire, held, cutMs, do: verb }: Step): string[] {
  return [
    ...(line === undefined ? [] : [`on the shared${wire === 'h2' ? ' HTTP/2' : ''} connection ${line + 1}`]),
    ...(held === true ? ['released by its last byte'] : []),
    ...(cutMs === undefined || verb === 'abort' ? [] : [`cut after ${cutMs} ms`]),
  ];
}

function cutWords({ bytes, half, cutMs }: Extract<Step, { do: 'abort' }>): string {
  if (half === true) return 'closes its own half of the connection';
  return cutMs === undefined ? `hangs up after ${bytes} bytes` : `hangs up after ${cutMs} ms`;
}

const VARIANTS: Readonly<Record<string, string>> = {
  'static-suffix': ', as if it were a static file (suffix)',
  'static-parameter': ', as if it were a static file (parameter)',
  range: ', a part of it (Range)',
  'fresh-url': ', at an address that no cache can know',
};

function thing({ of, resource, nth }: Ref, by: string): string {
  return `${of === by ? 'its own' : `${of}'s`} ${ordinal(nth + 1)} ${resource}`;
}

/** `an order`, `a customer`. */
function article(word: string): string {
  return `${/^[aeiou]/i.test(word) ? 'an' : 'a'} ${word}`;
}

/** `1st`, `2nd`, `11th`. */
export function ordinal(n: number): string {
  const suffix = n % 100 > 10 && n % 100 < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th');
  return `${n}${suffix}`;
}
