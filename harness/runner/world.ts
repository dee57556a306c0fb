import { randomBytes } from 'node:crypto';

/** Time and chance: the only door to both, so that everything else can be tested without them. */
export interface World {
  /** Milliseconds on a monotonic clock. */
  readonly now: () => number;
  /** Wall-clock time, ISO 8601. */
  readonly timestamp: () => string;
  /** A fresh unsigned 31-bit number. */
  readonly random: () => number;
  /** Resolves after so many milliseconds; never rejects. */
  readonly sleep: (ms: number) => Promise<void>;
}

/** The real world. */
export const world: World = {
  now: () => performance.now(),
  timestamp: () => new Date().toISOString(),
  random: () => randomBytes(4).readUInt32LE() >>> 1,
  sleep: (ms) =>
    new Promise((resolve) => {
      setTimeout(resolve, ms);
    }),
};
