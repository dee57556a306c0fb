import type { AccountId, Actor, TenantId } from './account.ts';
import type { BrowserFacts } from './browsing.ts';
import type { Sighting } from './canary.ts';
import type { DriverName } from './plan.ts';

/** A cookie or token that the target gave to a session, told apart from others by a keyed hash; never its value. */
export interface Issued {
  readonly name: string;
  /** Keyed hash of the value, 16 hex digits; equal hashes mean equal values within one run. */
  readonly hash: string;
  /** Whether the value is long and random enough to be somebody's session, and no setting such as `lang=en`. */
  readonly rare: boolean;
  /** The request had presented this very value: it was not handed over, only repeated. */
  readonly again?: true;
}

/** What is known of the exchange beside its content. */
export interface Facts extends BrowserFacts {
  /** Local port of the socket that carried it: the socket's name as long as it lives. */
  readonly localPort?: number;
  /** How many exchanges that socket carried before this one. */
  readonly socketUses?: number;
  /** The target said that this was the last answer on that socket. */
  readonly closing?: true;
  /** `Age` in seconds: a shared cache answered. */
  readonly ageS?: number;
  /** What a cache said of itself (`X-Cache`, `CF-Cache-Status`, `Cache-Status` and their like). */
  readonly cache?: 'hit' | 'miss';
  readonly cacheControl?: string;
  /** It may be used again for some time without asking: it says how long, or when it last changed (RFC 9111 section 4.2). */
  readonly lasts?: true;
  readonly contentType?: string;
  readonly etag?: string;
  readonly location?: string;
  /** Which answer of that socket it was; differs from its question's number only where somebody mixed them up. */
  readonly socketAnswers?: number;
  /** HTTP/2 stream that carried it. */
  readonly stream?: number;
  /** Bytes that had arrived when the harness cut the exchange on purpose. */
  readonly cutAtBytes?: number;
  /** Milliseconds between sending and that cut. */
  readonly cutAtMs?: number;
  /** Its last byte was held back until it was released together with others. */
  readonly held?: true;
  /** Nobody had asked for it: it came on a socket where every question had its answer. */
  readonly unasked?: true;
  /** What was wrong with the request, on purpose. */
  readonly spoiled?: string;
  /** How many events, messages, mails or posts it is made of: what came by itself since the look before. */
  readonly arrived?: number;
  /** But for the words asked for, it says what is also said about what nobody has. */
  readonly vain?: true;
  /** It came after the last look, when nobody waited for it any more. */
  readonly leftOver?: true;
}

/** What an answer looked like: place by place a keyed hash, never what stood there. */
export type Print = Readonly<Record<string, string>>;

/** What one session was shown, once, on one surface; frozen when recorded. */
export interface Observation {
  /** `p3/alpha#1`: account and the number of its session. */
  readonly session: string;
  readonly actor: Actor;
  /** Absent for a visitor. */
  readonly account?: AccountId;
  readonly tenant?: TenantId;
  readonly driver: DriverName;
  /** Surface of the target file, or what the session did instead: `enrol`, `sign in`, `create order`. */
  readonly surface: string;
  /** `GET /api/v1/orders?page=2`, secrets masked. */
  readonly request: string;
  /** Status of the answer; 0 when none came. */
  readonly status: number;
  /** Milliseconds on the run's monotonic clock. */
  readonly sentMs: number;
  readonly firstByteMs: number;
  readonly lastByteMs: number;
  readonly bytes: number;
  readonly facts: Facts;
  readonly issued: readonly Issued[];
  /** Slots of the viewer's own tenant that were shown, as `account:slot`; capped. */
  readonly own: readonly string[];
  /** Everything shown that is not the viewer's own. */
  readonly foreign: readonly Sighting[];
  /** Canaries and identifiers that this session itself had sent by then: seeing them again proves nothing. */
  readonly carried: readonly string[];
  /** Whose credentials the request carried, where that was not simply the viewer's: what belongs to these proves nothing. */
  readonly as?: readonly TenantId[];
  /** Where the plan asks for it, so that answers can be compared. */
  readonly print?: Print;
  /** Why part of the answer could not be read; such a look is never clean. */
  readonly unseen?: string;
}

/** What became of a step. `unknown` is not `refused`: a timed-out write may have landed. */
export type Outcome = 'done' | 'refused' | 'unknown';

/** One thing on the target: whose it is, and which of the owner's in this plan, from 0. */
export interface Thing {
  readonly account: AccountId;
  readonly resource: string;
  readonly nth: number;
}

/** A step with what it led to. */
export interface Entry {
  /** Index of the step in its plan; -1 for what came before the plan (enrolment, sign-in). */
  readonly step: number;
  readonly by: Actor;
  readonly outcome: Outcome;
  /** Why it was refused or is unknown. */
  readonly because?: string;
  /** The thing it was about, its reference resolved. */
  readonly about?: Thing;
  readonly observations: readonly Observation[];
}
