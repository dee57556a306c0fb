import fc from 'fast-check';
import type { Abilities, Role, Step } from '../harness/index.ts';
import { look, otherOf, PAIR, plants, rolesOf, together } from './arbitraries.ts';
import { offset, staggered, strangeLooks, work } from './outbox-work.ts';

/** Plans about a connection that is held open: everybody listens while everybody works; one signs out meanwhile; one hands it on. */
export function listeningPlans(abilities: Abilities, surface: string): fc.Arbitrary<readonly Step[]> {
  const { handsOver } = abilities.surfaces[surface] ?? {};
  const kinds = [
    { weight: 4, arbitrary: held(abilities, surface) },
    ...(abilities.signOut ? [{ weight: 1, arbitrary: afterSignOut(abilities, surface) }] : []),
    ...(handsOver === true ? [{ weight: 4, arbitrary: handedOver(abilities, surface) }] : []),
  ];
  return fc.oneof(...kinds);
}

/** Everybody listens while everybody works; one may come back in between. */
function held(abilities: Abilities, surface: string): fc.Arbitrary<readonly Step[]> {
  const roles = rolesOf(abilities);
  const workers = fc.array(fc.constantFrom(...roles), { minLength: 1, maxLength: 4 });
  const again = fc.option(fc.constantFrom<Role>(...PAIR), { freq: 3 });
  const offsets = fc.array(offset(), { minLength: 8, maxLength: 8 });
  return fc
    .tuple(fc.shuffledSubarray([...roles], { minLength: roles.length }), workers, again, offsets, fc.boolean())
    .map(([order, more, back, at, isStranger]) => {
      const visitor: Step[] = isStranger ? [listen(abilities, surface, 'visitor', 'alpha')] : [];
      const before = abilities.surfaces[surface]?.takes === undefined ? [] : plants(abilities, surface, roles);
      const listening = [...order.map((by) => listen(abilities, surface, by, by)), ...visitor];
      const looks = together(roles.map((by) => look(abilities, surface, by, by)));
      const written = (all: readonly Role[]) =>
        staggered(
          all.flatMap((by) => work(abilities, surface, by)),
          at,
        );
      return [
        ...before,
        ...listening,
        ...strangeListening(abilities, surface),
        ...written([...order, ...more]),
        ...looks,
        ...strangeLooks(abilities, surface),
        ...(back === null ? [] : comingBack(abilities, surface, back, written(order), looks)),
        ...(isStranger ? [look(abilities, surface, 'visitor', 'alpha')] : []),
      ];
    });
}

/** One hangs up, misses what happens, and listens again. */
function comingBack(
  abilities: Abilities,
  surface: string,
  by: Role,
  written: readonly Step[],
  looks: readonly Step[],
): Step[] {
  const again = listen(abilities, surface, by, by);
  return [{ ...again, do: 'hang-up' }, ...written, again, ...written, ...looks];
}

/** One listens and signs out; the other signs in with the jar that was left, and listens, too. */
function afterSignOut(abilities: Abilities, surface: string): fc.Arbitrary<readonly Step[]> {
  return fc.tuple(fc.constantFrom(...PAIR), fc.boolean()).map(([one, isKept]): readonly Step[] => {
    const other = otherOf(one);
    const before = abilities.surfaces[surface]?.takes === undefined ? [] : plants(abilities, surface);
    return [
      ...before,
      listen(abilities, surface, one, one),
      { do: 'sign-out', by: one },
      { do: 'sign-in', by: other, ...(isKept ? { keeps: one } : {}) },
      listen(abilities, surface, other, other),
      { do: 'sign-in', by: one },
      listen(abilities, surface, one, one),
      ...PAIR.flatMap((by) => work(abilities, surface, by)),
      ...together(PAIR.map((by) => look(abilities, surface, by, by))),
    ];
  });
}

/** One signs out on an open connection, and the other signs in on it. */
function handedOver(abilities: Abilities, surface: string): fc.Arbitrary<readonly Step[]> {
  return fc.tuple(fc.constantFrom(...PAIR), fc.boolean()).map(([one, isBusy]): readonly Step[] => {
    const other = otherOf(one);
    const before = abilities.surfaces[surface]?.takes === undefined ? [] : plants(abilities, surface);
    return [
      ...before,
      listen(abilities, surface, one, one),
      ...(isBusy ? [...work(abilities, surface, one), look(abilities, surface, one, one)] : []),
      { ...listen(abilities, surface, other, other), from: one },
      // What signs out on the connection may have ended the whole session.
      ...(abilities.signIn === true ? [{ do: 'sign-in', by: one } as const] : []),
      listen(abilities, surface, one, one),
      ...together(PAIR.flatMap((by) => work(abilities, surface, by))),
      ...together(PAIR.map((by) => look(abilities, surface, by, by))),
    ];
  });
}

function listen(
  abilities: Abilities,
  surface: string,
  by: Step['by'],
  of: Role,
): Extract<Step, { do: 'listen' | 'hang-up' }> & { readonly do: 'listen' } {
  const { ref } = look(abilities, surface, by, of);
  return { do: 'listen', by, surface, ...(ref === undefined ? {} : { ref }) };
}

/** Where a surface takes a reference, each of the pair asks for the other's as well. */
function strangeListening(abilities: Abilities, surface: string): Step[] {
  if (abilities.surfaces[surface]?.takes === undefined) return [];
  return PAIR.map((by) => listen(abilities, surface, by, otherOf(by)));
}
