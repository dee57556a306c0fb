import type { Evidence, Observation, Proof } from '../harness/index.ts';
import { isAtOthers } from './arbitraries.ts';

/** What a scenario's `proof` is given. */
export interface Look {
  readonly step: number;
  readonly observation: Observation;
}

/** The service itself was asked, not a browser's history, caches, old tabs or what a page remembers. */
export function proofOfAsking({ plan }: Evidence, { step, observation: { facts } }: Look): Proof {
  const isAsked = plan.steps[step]?.do === 'look' && facts.offline !== true && facts.sameDocument !== true;
  return isAsked && facts.fromDiskCache !== true
    ? { is: 'occurred' }
    : { is: 'not-shown', because: 'the browser answered, and nobody asked the service' };
}

/** The same, for a thing of another's by its reference; or anybody had changed or removed one of another's before, or begun to listen to it. */
export function proofOfReference(evidence: Evidence, look: Look): Proof {
  const { plan } = evidence;
  const step = plan.steps[look.step];
  const isBegun = plan.steps
    .slice(0, look.step)
    .some((each) => (each.do === 'change' || each.do === 'remove' || each.do === 'listen') && isAtOthers(each));
  if ((step?.do === 'look' && isAtOthers(step)) || isBegun) return proofOfAsking(evidence, look);
  return { is: 'not-shown', because: 'whoever looked asked for their own' };
}
