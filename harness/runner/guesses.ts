import type { Plan, Step } from '../model/plan.ts';
import type { Leak } from '../model/verdict.ts';

/** What the proof of a leak names, smallest first: guesses at the smallest plan that still shows it. */
export function guesses(plan: Plan, leak: Leak): Step[][] {
  if (leak.sighting.kind === 'answer') return [compared(plan, leak)];
  return plan.profile === 'shared' ? atBrowser(plan, leak) : ordinary(plan, leak);
}

/** Where answers were compared: the first thing of each, and the answers. */
function compared({ steps }: Plan, { resource, surface }: Leak): Step[] {
  const isThing = (step: Step) => step.do === 'plant' && step.resource === resource;
  return steps.filter(
    (step, index) =>
      (isThing(step) && steps.findIndex((each) => isThing(each) && each.by === step.by) === index) ||
      (step.do === 'look' && step.surface === surface && step.print === true),
  );
}

/** The write and the look; these and the owner's earlier looks; what the viewer did there before, or wrote at the same moment; these and all writes. */
function ordinary({ steps }: Plan, { plantedAt, seenAt, surface, viewer }: Leak): Step[][] {
  const pick = (wanted: (step: Step, index: number) => boolean) => steps.filter(wanted);
  const owner = steps[plantedAt]?.by;
  const isNamed = (index: number) => index === plantedAt || index === seenAt;
  const isWarm = (step: Step, index: number) =>
    step.do === 'look' && step.surface === surface && step.by === owner && index < seenAt;
  const isViewers = ({ by }: Step) => viewer.endsWith(`/${by}`);
  const isAtSurface = (step: Step) => 'surface' in step && step.surface === surface;
  const isBeside = (step: Step, index: number) =>
    step.do === 'plant' && isViewers(step) && groupOf(steps, index) === groupOf(steps, plantedAt);
  const isGroup = (index: number) => groupOf(steps, index) === groupOf(steps, seenAt);
  return [
    pick((_, index) => isNamed(index)),
    pick((step, index) => isNamed(index) || isWarm(step, index)),
    pick((step, index) => isNamed(index) || (index < seenAt && isDisturbance(step))),
    pick((step, index) => isNamed(index) || (index < seenAt && (isDisturbance(step) || step.do === 'sign-in'))),
    pick((step, index) => isNamed(index) || (index < seenAt && isViewers(step) && isAtSurface(step))),
    pick((step, index) => isNamed(index) || isBeside(step, index)),
    pick((step, index) => isNamed(index) || step.do === 'plant' || isGroup(index)),
    pick((step, index) => isNamed(index) || step.do === 'plant' || isAtSurface(step)),
  ];
}

/** At one browser also the change of seats, and whether it was offline; then what the one before had looked at, and last the newcomer's own looks. */
function atBrowser({ steps }: Plan, { plantedAt, seenAt, owner }: Leak): Step[][] {
  const offline = steps.findLastIndex(({ do: verb }, index) => index < seenAt && verb === 'go-offline');
  const isOffline = !steps.some(({ do: verb }, index) => verb === 'go-online' && index > offline && index < seenAt);
  const isCore = ({ do: verb, by }: Step, index: number) =>
    // What no step wrote, such as the owner's name, a page may show beside what the owner wrote, and only there.
    (plantedAt < 0 ? verb === 'plant' && owner.endsWith(`/${by}`) : index === plantedAt) ||
    index === seenAt ||
    (index < seenAt && verb === 'switch-account') ||
    (isOffline && index === offline);
  const seat = steps.findIndex(({ do: verb }) => verb === 'switch-account');
  const firstLook = steps.findIndex(({ do: verb }) => verb === 'look');
  const isSeen = ({ do: verb }: Step, index: number) => verb === 'look' && index < seenAt;
  const pick = (wanted: (step: Step, index: number) => boolean) =>
    steps.filter((step, index) => isCore(step, index) || wanted(step, index));
  const isOfBefore = (index: number) => index < seat;
  return [
    pick((_, index) => index === firstLook),
    pick((step, index) => isOfBefore(index) && isSeen(step, index)),
    pick((step, index) => index === firstLook || (isOfBefore(index) && step.do === 'new-tab')),
    pick((step, index) => isOfBefore(index) && (isSeen(step, index) || step.do === 'new-tab')),
    pick(isSeen),
    pick((step, index) => isSeen(step, index) || (index < seenAt && step.do === 'new-tab')),
    pick((_, index) => index < seenAt),
  ];
}

function groupOf(steps: readonly Step[], index: number): number {
  let start = Math.max(index, 0);
  while (start > 0 && steps[start]?.alongside === true) start -= 1;
  return start;
}

function isDisturbance(step: Step): boolean {
  return DISTURBANCES.has(step.do) || step.cutMs !== undefined || (step.do === 'plant' && step.lacks !== undefined);
}

const DISTURBANCES: ReadonlySet<Step['do']> = new Set(['abort', 'spoil', 'hook', 'leave', 'join', 'dismiss']);
