import type { Leak, Step, Told } from '../harness/index.ts';
import { peopleOf } from './people.ts';

/** That its owner had shared with the viewer what was seen, and had taken that back; undefined where the plan has no such steps before. */
export function takenBackWords({ leak, plan }: Told): string | undefined {
  const { owner, viewer, isSamePair } = peopleOf(leak);
  if (!isSamePair) return undefined;
  const steps = plan.steps.slice(0, Math.max(0, leak.seenAt));
  const abouts = steps.flatMap((step, at) => (isAbout(step, steps.slice(0, at), leak) ? [{ verb: step.do, at }] : []));
  const shared = abouts.findLast(({ verb }) => verb === 'share');
  const last = abouts.at(-1);
  if (shared === undefined || last?.verb !== 'unshare') return undefined;
  return `${owner} had shared it with ${viewer} (step ${shared.at + 1}), and taken that back (step ${last.at + 1})`;
}

/** Whether it shares the very thing that was seen with its viewer, or takes that back. */
function isAbout(step: Step, before: readonly Step[], { owner, viewer, resource, nth }: Leak): boolean {
  if (step.do !== 'share' && step.do !== 'unshare') return false;
  const { ref } = step;
  const made = before.filter((each) => each.do === 'plant' && each.by === ref.of && each.resource === ref.resource);
  const isThing = owner.endsWith(`/${ref.of}`) && ref.resource === resource && ref.nth % made.length === nth;
  return isThing && viewer.endsWith(`/${step.with}`);
}
