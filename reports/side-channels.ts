import type { Leak, RunRecord, Told } from '../harness/index.ts';
import { plural } from './plural.ts';
import type { ProofLine } from './proof.ts';

/** Whether it is a side channel: it tells of another's doings and shows nothing of them. */
export function isSideChannel({ sighting }: Leak): boolean {
  return sighting.kind === 'difference';
}

/** Whether side channels fail this run. */
export function failsOnThem({ settings }: Pick<RunRecord, 'settings'>): boolean {
  return [settings.failOn].flat().includes('side-channel');
}

/** The file that holds the plan of a leak, or of a side channel. */
export function fileOf({ leak, number }: Told, folder: string): string {
  return `${folder}/${isSideChannel(leak) ? 'side-channels' : 'leaks'}/${number}.json`;
}

/** The command that plays a leak, or a side channel, again. */
export function againWords(told: Told, folder: string): string {
  return `misdelivery replay ${fileOf(told, folder)}`;
}

/** A side channel told as a small proof: what was the same, what changed it, and how often that came back. */
export function differenceLines({ leak, seen, plays }: Told): ProofLine[] {
  const { given, did, seenBy } = WORDS[leak.oracle] ?? (WORDS.difference as Words);
  return [
    { word: 'Let', text: given },
    { word: 'Then', text: `bravo ${did?.(leak) ?? `sent ${leak.request}`} and ${seenBy(leak)}.` },
    { word: 'Also', text: `${leak.also.join('; ')}.` },
    {
      word: 'Seen',
      text: `${plays === 0 ? 'in several plans of the run' : `${seen} of ${plural(plays, 'replay')} with fresh accounts`}; nobody else acted meanwhile.`,
    },
  ];
}

interface Words {
  readonly given: string;
  /** Default: the request. */
  readonly did?: (leak: Leak) => string;
  readonly seenBy: (leak: Leak) => string;
}

const WORDS: Readonly<Record<string, Words>> = {
  difference: {
    given: 'alpha create things now and then, and be silent now and then, while bravo only looks.',
    seenBy: ({ field }) => `saw by ${field} when alpha had acted`,
  },
  existence: {
    given: 'bravo ask for a thing of alpha’s, and for things that nobody has.',
    seenBy: ({ field, status }) =>
      field === 'status'
        ? `was answered ${status}, by which it saw that the thing exists`
        : `was answered ${status}; by ${field} it saw that the thing exists`,
  },
  'next-number': {
    given: 'alpha and bravo create things in turn, and bravo also some in a row.',
    did: ({ field }) => `created one more ${field.replace(/\.id$/, '')}`,
    seenBy: ({ field }) => `saw by its own ${field} how many alpha had created meanwhile`,
  },
};
