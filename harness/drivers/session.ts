import type { Identifiers, Scan } from '../canaries/index.ts';
import type { AccountId, Actor, TenantId } from '../model/account.ts';
import type { Observation } from '../model/observation.ts';
import type { DriverName } from '../model/plan.ts';
import type { Sent } from './carried.ts';
import type { Courtesy } from './courtesy.ts';
import type { Deadlines } from './deadlines.ts';
import type { Carrier } from './wire/line.ts';

/** Whose session it is. */
export interface Viewer {
  /** `p3/alpha#1`. */
  readonly session: string;
  readonly actor: Actor;
  readonly account?: AccountId;
  readonly tenant?: TenantId;
}

/** How far a session may go. */
export interface SessionLimits {
  readonly connectTimeoutMs: number;
  /** Longest time of one exchange, in milliseconds. */
  readonly exchangeTimeoutMs: number;
  /** Most bytes that are read, and scanned, of one body. */
  readonly bodyBytesMax: number;
  /** Most bytes of a body that are kept for an adapter and for identifiers; the rest is scanned only. */
  readonly keptBytesMax: number;
  readonly redirectsMax: number;
  readonly connectionsMax: number;
  /** Most sightings that one observation lists. */
  readonly sightingsMax: number;
}

/** What a session needs of the run: eyes, a clock, limits. */
export interface Surroundings {
  readonly run: number;
  readonly origin: string;
  readonly scan: Scan;
  readonly identifiers: Identifiers;
  /** Milliseconds on the run's monotonic clock. */
  readonly now: () => number;
  /** A keyed hash that lets secrets be compared and not be known. */
  readonly fingerprint: (secret: string) => string;
  readonly limits: SessionLimits;
  readonly insecureTls: boolean;
  /** What was sent so far. Default: each session is known by itself. */
  readonly sent?: Sent;
  /** How long answers are waited for. Default: as long as the limits allow. */
  readonly deadlines?: Deadlines;
  /** Waits for a target that has enough. Default: nobody waits. */
  readonly courtesy?: Courtesy;
}

/** Where an observation belongs, and who is told of it before anybody may use the answer. */
export interface Frame {
  /** Surface of the target file, or what the session does instead. */
  readonly surface: string;
  readonly record: (observation: Observation) => void;
  /** Default: http. */
  readonly driver?: DriverName;
  /** Identifiers that the request carries because the plan says so. */
  readonly carries?: readonly string[];
  /** How its requests travel. Default: on the session's own connections. */
  readonly via?: Carrier;
  /** Whose credentials the request carries, where that is not simply the viewer's. */
  readonly as?: readonly TenantId[];
  /** Tenants that use the same connection on purpose: an answer that nobody asked for may be any of theirs. */
  readonly company?: readonly TenantId[];
  /** What is wrong with the request, on purpose. */
  readonly spoiled?: string;
  /** Keep what the answer looked like. */
  readonly print?: true;
}
