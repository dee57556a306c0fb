import { type Actor, actorOf, type Role } from '../model/account.ts';
import type { Plan, Ref, Step } from '../model/plan.ts';
import { type Found, isWithinPair } from './finds.ts';

/** Plans of so many plain steps are as simple. */
const STEPS_MAX = 5;

/**
 * The simplest plan that could show a leak over HTTP: both write, the owner looks, then the viewer, as it did when the leak was seen.
 * Undefined where the plan that was found is as simple, or nobody can look there.
 */
export function plainly({ leak, plan, evidence }: Found): Plan | undefined {
  const facts = evidence.surfaces[leak.surface];
  if (plan.over !== 'http' || leak.driver !== 'http' || facts === undefined || isSimple(plan)) return undefined;
  const viewer = actorOf(leak.viewer);
  const owner = isWithinPair(leak) ? roleOf(actorOf(leak.owner)) : otherThan(viewer);
  const seen = plan.steps[leak.seenAt];
  const isOthers = seen?.do === 'look' && seen.ref !== undefined && seen.ref.of !== viewer;
  const resource = facts.takes ?? facts.shows;
  const isMade = resource !== undefined && resource !== 'account';
  const write = (by: Actor): Step[] => (isMade && by !== 'visitor' ? [{ do: 'plant', by, resource }] : []);
  const look = (by: Actor, of: Role): Step => ({ do: 'look', by, surface: leak.surface, ...refTo(facts.takes, of) });
  return {
    scenario: plan.scenario,
    over: 'http',
    steps: [
      ...write(owner),
      ...write(viewer),
      look(owner, owner),
      look(viewer, isOthers || viewer === 'visitor' ? owner : viewer),
    ],
  };
}

/** The same at addresses of its own, where nothing that an earlier play left behind answers. */
export function plainlyElsewhere(found: Found): Plan | undefined {
  const plan = plainly(found);
  return plan === undefined ? undefined : { ...plan, ownAddresses: true };
}

function isSimple({ steps }: Plan): boolean {
  const isPlain = (step: Step) =>
    step.do === 'plant' ? step.cutMs === undefined : step.do === 'look' && step.jar === undefined;
  return steps.length <= STEPS_MAX && steps.every((step) => isPlain(step) && step.alongside !== true);
}

function refTo(resource: string | undefined, of: Role): { readonly ref?: Ref } {
  return resource === undefined ? {} : { ref: { of, resource, nth: 0 } };
}

function roleOf(actor: Actor): Role {
  return actor === 'visitor' ? 'alpha' : actor;
}

function otherThan(actor: Actor): Role {
  return actor === 'bravo' ? 'alpha' : 'bravo';
}
