import type { Codec } from '../canaries/index.ts';
import type { Browsers } from '../drivers/browser/browsers.ts';
import type { Mailroom } from '../drivers/mailbox/mailroom.ts';
import type { Surroundings } from '../drivers/session.ts';
import type { Abilities } from '../model/scenario.ts';
import type { Target } from '../model/target.ts';
import type { SurfaceFacts } from '../model/verdict.ts';
import type { CreatedLog } from './created-log.ts';
import type { Echoes } from './echoes.ts';
import type { Ledger } from './ledger.ts';
import type { Operator } from './operator.ts';
import type { Patience } from './patience.ts';
import type { Strictness } from './strictness.ts';
import type { Turns } from './turns.ts';
import type { World } from './world.ts';

/** All that a run has in common: what plans are played on. */
export interface Stage {
  readonly run: number;
  readonly target: Target;
  readonly abilities: Abilities;
  readonly surfaces: Readonly<Record<string, SurfaceFacts>>;
  readonly world: World;
  readonly codec: Codec;
  readonly surroundings: Surroundings;
  /** Looked for and started only when a plan needs one. */
  readonly browsers: Browsers;
  /** Where mail and webhooks arrive; opened with the first enrolment. */
  readonly mailroom: Mailroom;
  readonly patience: Patience;
  readonly ledger: Ledger;
  readonly turns: Turns;
  /** Whether the target was seen to ration sign-ins: then nobody signs out who may not come in again. */
  readonly ration: { isOn: boolean };
  /** Whether a sign-out was seen to end a session: until then each is looked at. */
  readonly signOut: { isSeenToWork: boolean };
  /** Whoever may create and close accounts. */
  readonly operator: Operator;
  /** What was created on the target, on disk before it is created. */
  readonly created: CreatedLog;
  /** Looks at each surface from which places of identifiers were learned. */
  readonly learned: Map<string, number>;
  /** Surfaces that repeat what they are asked for. */
  readonly echoes: Echoes;
  /** Surfaces that are refused for a parameter they do not know. */
  readonly strictness: Strictness;
  /** An account's password, made again from the workspace key whenever it is needed and never stored. */
  readonly passwordFor: (account: number) => string;
}
