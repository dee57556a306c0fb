import type { Arbitrary } from 'fast-check';
import type { Observation } from './observation.ts';
import type { DriverName, Plan } from './plan.ts';
import type { Evidence, Oracle, Proof, SurfaceFacts } from './verdict.ts';

/** How a surface is looked at. */
export interface SurfaceWays {
  readonly over: readonly DriverName[];
  /** It is background work: slow, and its answer is fetched when it is done. */
  readonly isJob?: true;
  /** A connection that is held open can change hands. */
  readonly handsOver?: true;
}

/** What a scenario may count on: the target's abilities, without the target. */
export interface Abilities {
  readonly resources: Readonly<Record<string, ResourceAbilities>>;
  readonly surfaces: Readonly<Record<string, SurfaceFacts & SurfaceWays>>;
  readonly colleague: boolean;
  readonly signOut: boolean;
  /** Accounts can sign in again. */
  readonly signIn?: boolean;
  /** The target was heard to speak HTTP/2. */
  readonly http2?: boolean;
  /** Accounts can be closed and made again. */
  readonly rejoin?: boolean;
  /** Names of what may happen to the service. */
  readonly hooks?: readonly string[];
  /** The owner of a tenant can take a colleague out of it. */
  readonly dismiss?: boolean;
  readonly signOutEverywhere?: boolean;
  readonly changePassword?: boolean;
}

/** What can be done with a kind of thing beside creating it. */
export interface ResourceAbilities {
  readonly change: boolean;
  readonly remove: boolean;
  /** It can be shared with another tenant, and that can be taken back. */
  readonly share?: boolean;
}

/** One question, answered by generated plans and judged by oracles. */
export interface Scenario {
  readonly name: string;
  /** What the two accounts share, in words that follow "sharing": `a cache`. */
  readonly shares: string;
  readonly question: string;
  /** Weaknesses that a leak here is an instance of, by CWE number. */
  readonly cwe: readonly number[];
  readonly over: DriverName;
  /** Further drivers over which the same plans mean something. */
  readonly also?: readonly DriverName[];
  /** Scenarios that ask for less: a look of this one's is a look of theirs as well, where their own `proof` says so. */
  readonly answers?: readonly string[];
  /** Its plans ask the same of every surface they look at, and so answer for each of these. Default: for one alone. */
  readonly asksAll?: true;
  /** Whether what is left of another scenario's plan is one that this one could have made: the leak is then told as this one's. Default: none is. */
  readonly claims?: (plan: Plan) => boolean;
  /** Plans about one surface; undefined when the target cannot do what the question needs, which is shown as such. */
  readonly plans: (abilities: Abilities, surface: string) => Arbitrary<Plan> | undefined;
  /** Whether the shared condition occurred in a look. Whether the owner's control was seen is not its business. */
  readonly proof: (evidence: Evidence, look: { readonly step: number; readonly observation: Observation }) => Proof;
  readonly oracles: readonly Oracle[];
  /** What its accounts share, only those of one pair do: what another pair's account is shown came by some other way. */
  readonly pairwise?: true;
  /** It asks for side channels: where these fail nothing, what it leaves open leaves the verdict alone. */
  readonly isHint?: true;
  /** Its plans are played when nobody else plays: they disturb the service, or need it to be quiet. */
  readonly alone?: true;
  /** Whether a plan could bring a careless service down: such plans are played after the others. */
  readonly isDaring?: (plan: Plan) => boolean;
  /** Its plans may leave disorder behind them in the service: a leak is played again on one that has just begun, where the target can be restarted. */
  readonly unsettles?: true;
  /** Kinds of its plans: one of each is played before a second of any. Default: they are all of a kind. */
  readonly kindOf?: (plan: Plan) => string;
  /** It asks about background work as well. Default: it leaves that out. */
  readonly jobs?: true;
  /** Most plans for one cell, where they hold up everybody else's. Default: as many as others. */
  readonly plansMax?: number;
}
