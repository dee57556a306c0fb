import type { Leak, Step, Told } from '../harness/index.ts';

/** A leak told as a small proof, line by line, without its replay command (DESIGN.md section 7, after Elle's explanations). */
export function proofOf({ leak, plan, seen, plays, company, innocence, alsoIn }: Told): string[] {
  const shown = leak.sighting.text === '' ? leak.field : leak.sighting.text;
  const lines = [letLine(leak, shown), thenLine(leak, plan.steps[leak.seenAt])];
  for (const fact of leak.also) lines.push(`Also  ${fact}.`);
  lines.push(`Seen  ${seenWords(seen, plays)}; ${planWords(plan.steps.length, company)}; ${innocence}.`);
  if (alsoIn.length > 0) lines.push(`Too   ${leak.surface} also leaked in ${alsoIn.join(', ')}.`);
  return lines;
}

/** `LEAK  order list, over http, sharing a cache`. */
export function headlineOf({ leak }: Told, shares: (scenario: string) => string): string {
  return `${leak.surface}, over ${leak.driver}, sharing ${shares(leak.scenario)}`;
}

/** `CWE-524, CWE-488`. */
export function weaknesses(leak: Leak): string {
  return leak.cwe.map((number) => `CWE-${number}`).join(', ');
}

function letLine(leak: Leak, shown: string): string {
  const step = leak.plantedAt >= 0 ? `by step ${leak.plantedAt + 1}` : 'before the plan';
  if (leak.resource === 'session') return `Let   ${leak.owner} be given ${leak.field} ${step.replace('by', 'in')}.`;
  const thing = leak.resource === 'account' ? "account's" : `${ordinal(leak.nth + 1)} ${leak.resource}`;
  return `Let   ${shown} be the ${fieldWords(leak.field)} of ${leak.owner}'s ${thing} (planted ${step}).`;
}

function thenLine(leak: Leak, step: Step | undefined): string {
  const at =
    leak.seenAt < 0
      ? 'while it was enrolled and signed in'
      : step === undefined
        ? 'when everybody was asked who they are'
        : `step ${leak.seenAt + 1}`;
  const answered = leak.status === 0 ? '' : ` → ${leak.status}`;
  const asked = `${leak.viewer} asked ${leak.request}${answered} on its own session (${at})`;
  if (leak.sighting.place === 'gone')
    return `Then  ${leak.viewer} sent ${leak.request}${answered} (${at}), and it was gone.`;
  const wrapping = leak.sighting.encoding.length > 0 ? `, in ${leak.sighting.encoding.join(' in ')}` : '';
  return `Then  ${asked} and was shown it at ${leak.sighting.place}${wrapping}.`;
}

function fieldWords(field: string): string {
  return field.replace(/^items\.0\./, '');
}

function seenWords(seen: number, plays: number): string {
  return seen === 0
    ? `once; in ${plays} further plays with fresh accounts it did not come back`
    : `in ${seen} of ${plays} plays with fresh accounts`;
}

function planWords(steps: number, company: number): string {
  return `smallest plan ${steps} step${steps === 1 ? '' : 's'}${company > 1 ? `, with ${company} pairs at once` : ''}`;
}

function ordinal(n: number): string {
  const suffix = n % 100 > 10 && n % 100 < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th');
  return `${n}${suffix}`;
}
