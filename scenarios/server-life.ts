import type { Abilities, Role, Step } from '../harness/index.ts';
import { look, needed, otherOf, plants, rolesOf, together } from './arbitraries.ts';

/** Something that happens in the life of a service, with looks before, during and after. */
export interface Event {
  readonly name: string;
  readonly steps: (choice: Choice) => Step[];
}

/** What a generated plan decides about an event. */
export interface Choice {
  /** Who comes first, in a random order. */
  readonly order: readonly Role[];
  /** The tenant that it is about. */
  readonly one: 'alpha' | 'bravo';
  /** Looks are under way while it happens, each so many milliseconds later. */
  readonly offsets: readonly number[];
}

/** The events that a target can be put through, around looks at surfaces that all show the same kind of thing. */
export function eventsOf(abilities: Abilities, surfaces: readonly [string, ...string[]]): Event[] {
  const at = { abilities, surface: surfaces[0], surfaces };
  return [
    ...(abilities.hooks ?? []).map((name) => ({ name, steps: (choice: Choice) => hooked(at, name, choice) })),
    ...(abilities.rejoin === true ? [{ name: 'rejoin', steps: (choice: Choice) => rejoined(at, choice) }] : []),
    ...(abilities.dismiss === true ? [{ name: 'dismiss', steps: (choice: Choice) => dismissed(at, choice) }] : []),
    ...(isSharing(at) ? [{ name: 'share', steps: (choice: Choice) => shared(at, choice) }] : []),
    ...(isFreeing(at) ? [{ name: 'freed', steps: (choice: Choice) => freed(at, choice) }] : []),
    ...(['sign-out-everywhere', 'change-password'] as const)
      .filter((verb) => abilities[verb === 'change-password' ? 'changePassword' : 'signOutEverywhere'] === true)
      .map((verb) => ({ name: verb, steps: (choice: Choice) => credentialsEnded(at, verb, choice) })),
  ];
}

interface Place {
  readonly abilities: Abilities;
  /** The first of them. */
  readonly surface: string;
  readonly surfaces: readonly string[];
}

/**
 * The service is disturbed twice. After the first time everybody comes with what it had, and signs in; after the second time in
 * the other order, so that whoever is given a number again is given another's.
 */
function hooked(at: Place, name: string, { order, one, offsets }: Choice): Step[] {
  const act: Step = { do: 'hook', by: one, name };
  const during = order.flatMap((by, index): Step[] => {
    const afterMs = offsets[index];
    return afterMs === undefined ? [] : own(at, by).map((step) => ({ ...step, afterMs }));
  });
  const [last, ...others] = [...order].reverse();
  const signIn = at.abilities.signIn === true;
  return [
    ...together([act, ...during]),
    ...together(everyone(at, order)),
    ...(signIn ? order.map((by): Step => ({ do: 'sign-in', by })) : []),
    ...everyone(at, order),
    act,
    ...(signIn && last !== undefined ? [{ do: 'sign-in', by: last } as const] : []),
    ...everyone(at, others),
    ...(signIn ? others.map((by): Step => ({ do: 'sign-in', by })) : []),
  ];
}

/**
 * Both leave. One comes again, and may be given what was the other's: its number, its place. It leaves as the newest of all, and the other
 * comes at once, and may be given what was the one's, be it the last that was freed or the number after the highest. Whom does what
 * either had been issued lead to?
 */
function rejoined(at: Place, { one }: Choice): Step[] {
  const other = otherOf(one);
  const comes = (by: Role, after: Role): Step[] => [
    { do: 'join', by },
    ...plants(at.abilities, at.surface, [by]),
    ...withOld(at, after, by),
    ...own(at, by),
  ];
  const colleague: Step[] = at.abilities.colleague ? [{ do: 'join', by: 'colleague' }] : [];
  return [
    { do: 'leave', by: other },
    { do: 'leave', by: one },
    ...comes(one, other),
    { do: 'leave', by: one },
    ...comes(other, one),
    { do: 'join', by: one },
    ...colleague,
    ...plants(at.abilities, at.surface, rolesOf(at.abilities)),
  ];
}

/** The colleague works with the owner's things, is taken out of the tenant, and looks again, also after signing in anew. */
function dismissed(at: Place, _choice: Choice): Step[] {
  const owners = looks(at, 'colleague', 'alpha');
  return [
    ...owners,
    { do: 'dismiss', by: 'alpha' },
    ...owners,
    ...own(at, 'alpha'),
    ...(at.abilities.signIn === true ? [{ do: 'sign-in', by: 'colleague' } as const, ...owners] : []),
    { do: 'join', by: 'colleague' },
    ...plants(at.abilities, at.surface, ['colleague']),
  ];
}

/** A thing is shared with the other and looked at, then no longer shared and looked at again. */
function shared(at: Place, { one }: Choice): Step[] {
  const other = otherOf(one);
  const ref = { of: one, resource: needed(at.abilities, at.surface) ?? '', nth: 0 };
  const others = looks(at, other, one);
  return [
    ...own(at, one),
    { do: 'share', by: one, ref, with: other },
    ...others,
    { do: 'unshare', by: one, ref, with: other },
    ...others,
    ...own(at, one),
    { do: 'reconnect', by: other },
    ...others,
  ];
}

/** A thing is looked at and removed; the other creates one, which may be given the number that is free. */
function freed(at: Place, { one }: Choice): Step[] {
  const other = otherOf(one);
  const ref = { of: one, resource: needed(at.abilities, at.surface) ?? '', nth: 0 };
  return [
    ...own(at, one),
    { do: 'remove', by: one, ref },
    ...plants(at.abilities, at.surface, [other]),
    ...looks(at, other, other, 1),
    ...own(at, one),
    ...plants(at.abilities, at.surface, [one]),
    ...looks(at, one, one, 1),
  ];
}

/** All that was issued to one is void, both sign in anew, and somebody comes with what was issued before. */
function credentialsEnded(at: Place, verb: 'sign-out-everywhere' | 'change-password', { one }: Choice): Step[] {
  const other = otherOf(one);
  const signIn = (by: Role): Step => ({ do: 'sign-in', by });
  return [
    ...own(at, one),
    { do: verb, by: one },
    ...withOld(at, one, other),
    signIn(other),
    signIn(one),
    ...everyone(at, [one, other]),
    ...(verb === 'change-password' ? [{ do: verb, by: one } as const, signIn(one)] : []),
  ];
}

function looks({ abilities, surfaces }: Place, by: Step['by'], of: Role, nth = 0): Step[] {
  return surfaces.map((surface) => look(abilities, surface, by, of, nth));
}

function own(at: Place, by: Role): Step[] {
  return looks(at, by, by);
}

function everyone(at: Place, roles: readonly Role[]): Step[] {
  return roles.flatMap((by) => own(at, by));
}

/** A stranger who holds what was issued to `one` before, at a thing of the other's where the surface needs one. */
function withOld(at: Place, one: Role, other: Role): Step[] {
  return looks(at, 'visitor', other).map((step): Step => ({ ...step, jar: { of: [one], when: 'before' } }) as Step);
}

function isSharing({ abilities, surface }: Place): boolean {
  return abilities.resources[needed(abilities, surface) ?? '']?.share === true;
}

function isFreeing({ abilities, surface }: Place): boolean {
  return abilities.resources[needed(abilities, surface) ?? '']?.remove === true;
}
