import type { Entry } from '../model/observation.ts';
import type { Plan, Step } from '../model/plan.ts';
import { WHOAMI } from '../model/target.ts';

/** Why nothing at all was answered while a plan was played; undefined when something was. */
export function silenceOf(journal: readonly Entry[]): string | undefined {
  if (
    journal.some(({ observations }) => observations.some(({ status, facts }) => status > 0 || facts.offline === true))
  )
    return undefined;
  return journal.find(({ because }) => because !== undefined)?.because;
}

/**
 * Whether the pair is as good as before the plan: everybody is recognised, owns nothing that a page may stumble over because a field of it
 * is missing, and has written into nothing of the other's, which may have changed hands.
 */
export function isFit({ steps }: Plan, journal: readonly Entry[]): boolean {
  return isRecognised(journal) && !journal.some(({ step, outcome }) => outcome !== 'refused' && isOdd(steps[step]));
}

function isOdd(step: Step | undefined): boolean {
  if (step?.do === 'plant') return step.lacks !== undefined;
  return (step?.do === 'change' || step?.do === 'remove') && step.ref.of !== step.by;
}

function isRecognised(journal: readonly Entry[]): boolean {
  const last = journal.at(-1)?.step;
  return journal
    .filter(({ step, observations }) => step === last && observations.at(-1)?.surface === WHOAMI)
    .every(({ observations }) => observations.at(-1)?.own.length !== 0);
}
