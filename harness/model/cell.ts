import type { DriverName } from './plan.ts';
import type { Leak } from './verdict.ts';

/** One square of the result: a surface, what the accounts shared, and through what they looked. */
export interface Cell {
  readonly surface: string;
  readonly scenario: string;
  readonly driver: DriverName;
  readonly is: 'clean' | 'leak' | 'inconclusive';
  /** Its scenario asks for side channels: inconclusive, it leaves the verdict alone unless these fail the run. */
  readonly isHint?: true;
  /** Looks whose control was seen and whose condition is proven; those that the target ruled out count. */
  readonly looks: number;
  /** Of these, the ones where the target was seen to forbid the condition, with its words. */
  readonly ruledOut: number;
  readonly ruledOutBy?: string;
  /** Looks that showed a leak. */
  readonly leaks: number;
  /** The rate at which a look leaks lies between these with 95 % confidence; for a clean cell from 0 to about 3 / looks. */
  readonly rateMin: number;
  readonly rateMax: number;
  /** Why it is inconclusive, or why looks did not count; most frequent first. */
  readonly because: readonly string[];
}

/** What one judged plan adds to its cell. */
export interface Judgement {
  /** Looks that prove something; one that showed a leak does, whether or not its viewer saw its own. */
  readonly looks: number;
  readonly ruledOut: number;
  readonly ruledOutBy?: string;
  readonly leaks: readonly Leak[];
  /** What tells of another's doings without showing anything of them; no leak, and told apart from these. */
  readonly sideChannels?: readonly Leak[];
  /** Why looks did not count. */
  readonly doubts: readonly string[];
  /** Conditions that looks were about, where a scenario has several, each with why it was never shown nor ruled out; `true` when it was. */
  readonly conditions?: ReadonlyMap<string, string | true>;
}
