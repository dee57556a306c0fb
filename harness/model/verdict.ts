import type { AccountFacts, AccountId } from './account.ts';
import type { Sighting } from './canary.ts';
import type { Entry } from './observation.ts';
import type { DriverName, Plan } from './plan.ts';
import type { Planting } from './planting.ts';

/** A sighting in the wrong session, with all that its proof needs. */
export interface Leak {
  readonly oracle: string;
  readonly scenario: string;
  readonly surface: string;
  readonly driver: DriverName;
  /** Whose it is: an account, or the visitor to whom a session was given first. */
  readonly owner: AccountId | `p${number}/visitor`;
  /** The owner is an account of another run: what was seen was planted by that one. */
  readonly otherRun?: true;
  /** Who was shown it: an account, or `p1/visitor`. */
  readonly viewer: string;
  /** What was seen, in words fit for "was shown it at …". */
  readonly sighting: Sighting;
  /** `items.0.recipient.fullName`, the field the owner typed it into. */
  readonly field: string;
  /** `order`, `account`. */
  readonly resource: string;
  /** Which of the owner's, from 0. */
  readonly nth: number;
  /** Step that planted it; -1 when that was before the plan. */
  readonly plantedAt: number;
  /** Step whose answer showed it; -1 when that was before the plan. */
  readonly seenAt: number;
  readonly request: string;
  readonly status: number;
  /** Further facts, one sentence each. */
  readonly also: readonly string[];
  readonly cwe: readonly number[];
}

/** An oracle's answer. `clean` is never the answer to silence. */
export type Verdict =
  | { readonly is: 'clean'; readonly looks: number }
  | { readonly is: 'leak'; readonly leaks: readonly Leak[] }
  | { readonly is: 'inconclusive'; readonly because: string };

/** What the judge needs to know of a surface. */
export interface SurfaceFacts {
  /** The resource, or `account`, whose owner must see its own canary here; absent where nothing of one's own is shown. */
  readonly shows?: string;
  /** The resource a reference to which is asked for. */
  readonly takes?: string;
  /** Its address is made from the account's own name or number, so it can be asked for with another's. */
  readonly names?: 'account';
}

/** A data flow that is meant to cross from one tenant to another. */
export interface SharedFlow {
  /** Surface on which it may be seen. Default: every surface. */
  readonly surface?: string;
  /** Field that may be seen: its name, the end of its path, or its shape. Default: every field. */
  readonly field?: string;
  /** Why this is meant to be. */
  readonly because: string;
}

/** Everything that a verdict may rest on; JSON, so that it can be stored and judged again. */
export interface Evidence {
  readonly run: number;
  readonly plan: Plan;
  readonly cwe: readonly number[];
  /** Those who took part; never derived from the journal, or an empty journal would come out clean. */
  readonly accounts: readonly AccountFacts[];
  readonly journal: readonly Entry[];
  readonly plantings: readonly Planting[];
  readonly surfaces: Readonly<Record<string, SurfaceFacts>>;
  readonly shared: readonly SharedFlow[];
  /** No account of this run existed before it: what another run planted is somebody else's. */
  readonly freshAccounts?: true;
}

/** A pure function from evidence to a verdict. */
export interface Oracle {
  readonly name: string;
  readonly judge: (evidence: Evidence) => Verdict;
}

/**
 * Whether the condition that a scenario is about really occurred in a look: `ruled-out` when the target forbids it and was
 * seen to do so, which counts as a look; `not-shown` never counts.
 */
export type Proof = {
  /** Which of the scenario's conditions, where it has several; one that a cell's plans never bring about leaves the cell inconclusive. */
  readonly condition?: string;
} & (
  | { readonly is: 'occurred' }
  | { readonly is: 'ruled-out'; readonly by: string }
  | { readonly is: 'not-shown'; readonly because: string }
);
