import type { Leak, Plan, Told } from '../harness/index.ts';
import { type People, peopleOf, roleWords } from './people.ts';
import { plural } from './plural.ts';
import { requestWords } from './requests.ts';
import { takenBackWords } from './rights.ts';
import { differenceLines, isSideChannel } from './side-channels.ts';
import { isSmallest } from './smallest.ts';
import { ordinal, stepWords, timingWords } from './steps.ts';

/** One line of a proof: a word and what it introduces. */
export interface ProofLine {
  readonly word: 'Let' | 'Then' | 'Also' | 'Seen' | 'Too' | 'Plan';
  readonly text: string;
}

/** Longest plan that a proof spells out; of longer ones it says where they are to be read. */
const STEPS_MAX = 12;

/** A leak told as a small proof, without its replay command (DESIGN.md section 7, after Elle's explanations). `file`: where its plan is. */
export function proofLines(told: Told, file = "the leak's own file"): ProofLine[] {
  if (isSideChannel(told.leak)) return differenceLines(told);
  const { leak, plan, alsoIn } = told;
  const people = peopleOf(leak);
  const takenBack = takenBackWords(told);
  const also = [...(takenBack === undefined ? [] : [takenBack]), ...leak.also];
  return [
    { word: 'Let', text: letText(leak, people) },
    { word: 'Then', text: thenText(told, people) },
    ...(also.length === 0 ? [] : [{ word: 'Also', text: `${also.join('; ')}.` } as const]),
    { word: 'Seen', text: `${timesWords(told)}; ${told.innocence}.` },
    ...(alsoIn.length === 0
      ? []
      : [{ word: 'Too', text: `${leak.surface} also leaked in ${alsoIn.join(', ')}.` } as const]),
    ...(plan.steps.length === 0 ? [] : [{ word: 'Plan', text: `${planText(plan, file)}.` } as const]),
  ];
}

/** The same, line by line. */
export function proofOf(told: Told, file?: string): string[] {
  return proofLines(told, file).map(({ word, text }) => `${word.padEnd(6)}${text}`);
}

/** `order list, over http, sharing a cache`. */
export function headlineOf({ leak, seen, plays }: Told, shares: (scenario: string) => string): string {
  // What did not come back was seen then, and need not have to do with it.
  const sharing = seen === 0 && plays > 0 ? 'seen while sharing' : 'sharing';
  return `${surfaceWords(leak)}, ${sharing} ${shares(leak.scenario)}`;
}

/** `order list, over http`. */
export function surfaceWords({ surface, driver }: Leak): string {
  return `${surface}, ${DRIVERS[driver]}`;
}

const DRIVERS = {
  http: 'over http',
  browser: 'in a browser',
  stream: 'over a stream',
  mailbox: 'in a mailbox',
} as const;

/** `CWE-524, CWE-488`. */
export function weaknesses(leak: Leak): string {
  return leak.cwe.map((number) => `CWE-${number}`).join(', ');
}

/** What was seen, by its name: the canary's letters, or the field where no text may be told. */
export function seenName({ sighting, field }: Leak): string {
  return sighting.text === '' ? field : sighting.text;
}

function letText(leak: Leak, { owner, isSamePair }: People): string {
  if (leak.resource === 'session') return `the value of ${leak.field} be what ${owner} was given ${sessionTime(leak)}.`;
  const thing = leak.resource === 'account' ? 'account' : `${ordinal(leak.nth + 1)} ${leak.resource}`;
  const whose = isSamePair ? `${owner}'s ${thing}` : `the ${thing} of ${owner}`;
  if (/^(gone|changed)$/.test(leak.sighting.place) || leak.sighting.kind === 'answer')
    return `${whose} be there (${plantedWords(leak, isSamePair).replace('planted', 'created')}).`;
  if (leak.field === 'a field planted by another pair')
    return `${seenName(leak)} be something that ${owner} had typed.`;
  const planted = plantedWords(leak, isSamePair);
  const given = leak.sighting.kind === 'identifier' ? planted.replace('planted', 'given') : planted;
  return `${seenName(leak)} be the ${fieldWords(leak.field)} of ${whose} (${given}).`;
}

function plantedWords({ plantedAt, resource }: Leak, isSamePair: boolean): string {
  if (plantedAt >= 0) return `planted by step ${plantedAt + 1}${isSamePair ? '' : ' of its own plan'}`;
  if (resource === 'account') return 'planted at enrolment';
  return isSamePair ? 'planted by an earlier plan' : 'planted in a plan of its own';
}

function sessionTime({ plantedAt }: Leak): string {
  return plantedAt < 0 ? 'before the plan' : `in step ${plantedAt + 1}`;
}

function thenText(told: Told, { viewer }: People): string {
  const { leak, plan } = told;
  const moment =
    leak.seenAt < 0
      ? 'while it was enrolled and signed in'
      : leak.seenAt >= plan.steps.length
        ? /^(stream|mailbox)$/.test(leak.driver)
          ? 'after the last step'
          : 'when everybody was asked who they are'
        : `step ${leak.seenAt + 1}`;
  const request = `${viewer} ${requestWords(told)}`;
  const gone = WRITTEN[leak.sighting.place];
  if (gone !== undefined) return `${request.replace(/,$/, '')} (${moment}), and ${gone}.`;
  const shown = shownWords(leak);
  const status = leak.status === 0 || leak.status === 200 ? '' : `, with status ${leak.status},`;
  const where = plan.profile === 'shared' ? ' at the browser that both used' : ' on its own session';
  return `${request}${leak.driver === 'mailbox' ? '' : where} (${moment}) and was${status} ${shown} ${placeWords(leak)}.`;
}

function shownWords({ resource, sighting }: Leak): string {
  if (sighting.kind === 'answer') return 'told the same as its owner';
  return resource === 'session' ? 'given the same value' : 'shown it';
}

/** `at $.orders[0].name`, `on PDF page 2`, `in header location (inside gzip › base64)`. */
function placeWords({ sighting: { place, encoding } }: Leak): string {
  const preposition = /^(\$|\/|byte)/.test(place) ? 'at' : /\bpage \d/.test(place) ? 'on' : 'in';
  return `${preposition} ${place}${encoding.length > 0 ? ` (inside ${encoding.join(' › ')})` : ''}`;
}

function fieldWords(field: string): string {
  return field.replace(/^items\.0\./, '');
}

/** How often it was seen, and what is left of its plan: `once; 3 of 3 replays with fresh accounts; smallest plan 2 steps`. */
export function timesWords(told: Told): string {
  return `${seenWords(told)}; ${planWords(told)}`;
}

/** How often it was seen: in the run, and when its plan was played again. */
function seenWords({ seen, plays, inRun }: Told): string {
  const first = inRun === undefined ? 'once' : `${inRun.leaks} of ${plural(inRun.looks, 'look')} in the run`;
  if (plays === 0) return `${first}, and not played again`;
  if (seen === 0) return `${first}; it did not come back in ${plural(plays, 'replay')} with fresh accounts`;
  const again = `${seen} of ${plural(plays, 'replay')} with fresh accounts`;
  return inRun === undefined ? again : `${first}; ${again}`;
}

function planWords(told: Told): string {
  const { plan, seen, company } = told;
  const steps = plural(plan.steps.length, 'step');
  const smallest = isSmallest(told)
    ? `smallest plan ${steps}`
    : `a plan of ${steps} (time was up before it was smallest)`;
  return `${seen > 0 ? smallest : `the plan that showed it has ${steps}`}${company > 1 ? `, with ${company} pairs at once` : ''}`;
}

function planText({ steps }: Plan, file: string): string {
  if (steps.length > STEPS_MAX) return `${plural(steps.length, 'step')}: in ${file}`;
  return steps
    .map((step, index) => {
      const timing = timingWords(step, index);
      return `${index + 1} ${roleWords(step.by)} ${stepWords(step, steps.slice(0, index))}${timing === '' ? '' : ` ${timing}`}`;
    })
    .join('; ');
}

/** What a write by another has done to a thing, by the place of its sighting. */
const WRITTEN: Readonly<Record<string, string>> = { gone: 'it was gone', changed: 'that was written into it' };
