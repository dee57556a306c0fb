import type fc from 'fast-check';
import type { Abilities, Plan, Ref, Role, Step } from '../harness/index.ts';

/** The two tenants. */
export const PAIR = ['alpha', 'bravo'] as const;

/** The roles that can act on a target: the pair, and a colleague where the target knows colleagues. */
export function rolesOf(abilities: Abilities): readonly Role[] {
  return abilities.colleague ? ['alpha', 'bravo', 'colleague'] : PAIR;
}

/** The other tenant of a pair. */
export function otherOf(role: Role): 'alpha' | 'bravo' {
  return role === 'bravo' ? 'alpha' : 'bravo';
}

/** The resource whose canaries a look at a surface needs; undefined for the account's own and for surfaces that show nothing. */
export function needed(abilities: Abilities, surface: string): string | undefined {
  const facts = abilities.surfaces[surface];
  const resource = facts?.takes ?? facts?.shows;
  return resource !== undefined && resource in abilities.resources ? resource : undefined;
}

/** This surface and those after it that show the same kind of thing, so many: what a plan does and plants can be the same for all. */
export function neighbours(abilities: Abilities, surface: string, most: number): [string, ...string[]] {
  const like = Object.entries(abilities.surfaces).flatMap(([name, { over, isJob }]) =>
    over.includes('http') && isJob !== true && needed(abilities, name) === needed(abilities, surface) ? [name] : [],
  );
  const at = like.indexOf(surface);
  return [surface, ...(at < 0 ? [] : [...like.slice(at + 1), ...like.slice(0, at)].slice(0, most - 1))];
}

/** Steps that plant what a surface shows, once for each role; none when the accounts themselves are what it shows. */
export function plants(abilities: Abilities, surface: string, roles: readonly Role[] = PAIR): Step[] {
  const resource = needed(abilities, surface);
  return resource === undefined ? [] : roles.map((by) => ({ do: 'plant', by, resource }));
}

/** A look at a surface; where it takes a reference, at `of`'s nth thing (from 0). */
export function look(
  abilities: Abilities,
  surface: string,
  by: Step['by'],
  of: Role,
  nth = 0,
): Extract<Step, { do: 'look' }> {
  const takes = abilities.surfaces[surface]?.takes;
  const ref: Ref | undefined = takes === undefined ? undefined : { of, resource: takes, nth };
  return { do: 'look', by, surface, ...(ref === undefined ? {} : { ref }) };
}

/** Nothing but writing, and plain looking at what is one's own. */
export function isOwnWork(plan: Plan): boolean {
  return isPlainWork(plan) && !isByReference(plan);
}

/** The same, but somebody looks at a thing of another's. */
export function isWorkByReference(plan: Plan): boolean {
  return isPlainWork(plan) && isByReference(plan);
}

/** The same, by whomever, but several at the same moment. */
export function isWorkAtOnce({ steps }: Plan): boolean {
  return steps.slice(1).some(({ alongside }) => alongside === true) && steps.every(isPlain);
}

/** One step after the other, on everybody's own connections and in everybody's own session. */
function isPlainWork({ steps }: Plan): boolean {
  return steps.every((step) => step.alongside !== true && step.held !== true && isPlain(step));
}

/** Writing, or looking as everybody does; an address of the play's own asks for nothing else. */
function isPlain(step: Step): boolean {
  if (step.line !== undefined || step.wire !== undefined) return false;
  if (step.do !== 'look') return step.do === 'plant';
  return step.jar === undefined && ['plain', 'own-url'].includes(step.variant ?? 'plain');
}

function isByReference({ steps }: Plan): boolean {
  return steps.some((step) => step.do === 'look' && isAtOthers(step));
}

/** Whether a step is about a thing of another's. */
export function isAtOthers({ by, ref }: { readonly by: Step['by']; readonly ref?: Ref }): boolean {
  return ref !== undefined && ref.of !== by;
}

/** Lets all of these start at the same time. */
export function together(steps: readonly Step[]): Step[] {
  return steps.map((step, index) => (index === 0 ? step : { ...step, alongside: true }));
}

/** Turns lists of steps into plans of a scenario over HTTP. */
export function plansOf(scenario: string, steps: fc.Arbitrary<readonly Step[]>): fc.Arbitrary<Plan> {
  return steps.map((list): Plan => ({ scenario, over: 'http', steps: list }));
}
