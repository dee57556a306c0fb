import type { Leak } from '../harness/index.ts';

/** Owner and viewer of a leak in words: by role within a pair, by pair and role across pairs. */
export interface People {
  /** `alpha`, `alpha of another pair (p12)`, `alpha of another run`, `an earlier visitor`. */
  readonly owner: string;
  /** `bravo`, `a visitor`. */
  readonly viewer: string;
  readonly isSamePair: boolean;
}

export function peopleOf({ owner, viewer, otherRun }: Pick<Leak, 'owner' | 'viewer' | 'otherRun'>): People {
  const [ownerPair = '', ownerRole = ''] = owner.split('/');
  const [viewerPair = '', viewerRole = ''] = viewer.split('/');
  const viewing = roleWords(viewerRole);
  if (otherRun === true) return { owner: `${roleWords(ownerRole)} of another run`, viewer: viewing, isSamePair: false };
  const isSamePair = ownerPair === viewerPair;
  if (ownerRole === 'visitor') return { owner: 'an earlier visitor', viewer: viewing, isSamePair };
  return {
    owner: isSamePair ? roleWords(ownerRole) : `${roleWords(ownerRole)} of another pair (${ownerPair})`,
    viewer: viewing,
    isSamePair,
  };
}

/** An actor as a sentence needs it. */
export function roleWords(role: string): string {
  return role === 'visitor' ? 'a visitor' : role === 'colleague' ? "alpha's colleague" : role;
}
