import type { AccountId } from './account.ts';
import type { Shape } from './canary.ts';
import type { Outcome } from './observation.ts';

/** One field that a write filled with a canary. */
export interface PlantedField {
  /** Where it stood in the request, `items.0.recipient.fullName`, or its shape when that is not known. */
  readonly field: string;
  readonly shape: Shape;
  readonly slot: number;
}

/** One write: who created or changed what, and the canaries it carried. */
export interface Planting {
  /** Step of the plan, or -1 when it was planted at enrolment or by an earlier plan of the same pair. */
  readonly step: number;
  readonly account: AccountId;
  /** `account`, or a resource of the target file. */
  readonly resource: string;
  /** Which of the account's resources of this kind in this plan, from 0. */
  readonly nth: number;
  readonly fields: readonly PlantedField[];
  /** The identifier that the target gave it. */
  readonly id?: string;
  readonly outcome: Outcome;
  /** Whose thing was rewritten, where the write was a change. */
  readonly changed?: AccountId;
}
