import type { Entry } from '../model/observation.ts';
import { WHOAMI } from '../model/target.ts';

/** Why nothing at all was answered while a plan was played; undefined when something was. */
export function silenceOf(journal: readonly Entry[]): string | undefined {
  if (
    journal.some(({ observations }) => observations.some(({ status, facts }) => status > 0 || facts.offline === true))
  )
    return undefined;
  return journal.find(({ because }) => because !== undefined)?.because;
}

/** Whether everybody is still recognised after the plan; a pair with a dead session is given up for a fresh one. */
export function isRecognised(journal: readonly Entry[]): boolean {
  const last = journal.at(-1)?.step;
  return journal
    .filter(({ step, observations }) => step === last && observations.at(-1)?.surface === WHOAMI)
    .every(({ observations }) => observations.at(-1)?.own.length !== 0);
}
