import type { Step, Told } from '../harness/index.ts';
import { peopleOf } from './people.ts';

type Sharing = Extract<Step, { do: 'share' | 'unshare' }>;

/** That its owner had shared with the viewer what was seen, and had taken that back; undefined where the plan has no such steps before. */
export function takenBackWords({ leak, plan }: Told): string | undefined {
  const { owner, viewer, isSamePair } = peopleOf(leak);
  if (!isSamePair) return undefined;
  const [ownerRole, viewerRole] = [leak.owner, leak.viewer].map((id) => id.split('/')[1]);
  const isAbout = (step: Step | undefined): step is Sharing =>
    (step?.do === 'share' || step?.do === 'unshare') &&
    step.with === viewerRole &&
    step.ref.of === ownerRole &&
    step.ref.resource === leak.resource;
  const steps = plan.steps.slice(0, Math.max(0, leak.seenAt));
  const backAt = steps.findLastIndex(isAbout);
  const sharedAt = steps.findLastIndex((step, at) => at < backAt && isAbout(step) && step.do === 'share');
  if (steps[backAt]?.do !== 'unshare' || sharedAt < 0) return undefined;
  return `${owner} had shared it with ${viewer} (step ${sharedAt + 1}), and taken that back (step ${backAt + 1})`;
}
