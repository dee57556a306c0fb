import type { Step } from '../../model/plan.ts';
import type { Verb } from './verb.ts';

/** Gives up an account's sockets; its next request opens fresh ones. */
export const reconnect: Verb<Extract<Step, { do: 'reconnect' }>> = async ({ pair }, { by }) => {
  if (by !== 'visitor') await pair.member(by)?.session.reconnect();
  return { outcome: 'done', observations: [], fields: [] };
};
