import type { Target } from '../model/target.ts';
import { type Called, callAdapter, type Travel } from './adapter.ts';
import { lookAt, WHO_IS_ASKING } from './look.ts';
import type { Member } from './member.ts';
import type { Stage } from './stage.ts';

/** How a sign-out went that left the session alive. */
const STILL_KNOWN =
  'sign out: it was not refused, and yet who am I still knows the account; let accounts.signOut end the session, or drop what http.use has set';

/** Whether somebody has left by it; what is left behind by whoever is still signed in is no jar for others to find. */
export interface Left {
  readonly called: Called<unknown>;
  readonly hasLeft: boolean;
}

/** Signs out as the target file says, and asks who am I until that was once seen to work. */
export async function signOut(
  stage: Stage,
  member: Member,
  act: NonNullable<Target['accounts']['signOut']>,
  travel: Travel = {},
): Promise<Left> {
  const called = await callAdapter(stage, member.session, member, { surface: 'sign out', act, travel });
  if (called.outcome !== 'done') return { called, hasLeft: false };
  if (stage.signOut.isSeenToWork || stage.target.accounts.whoami === undefined) return { called, hasLeft: true };
  const asked = await lookAt(stage, member.session, member, WHO_IS_ASKING);
  // Being known to nobody is what was wanted, and no doubt about the plan: the answer stays out of it.
  const hasLeft = asked.observations.at(-1)?.own.length === 0;
  if (hasLeft) stage.signOut.isSeenToWork = true;
  return { called: hasLeft ? called : { ...called, because: STILL_KNOWN }, hasLeft };
}
