import { type Codec, createIdentifiers, createScan } from '../harness/canaries/index.ts';
import type { Surroundings } from '../harness/drivers/session.ts';
import { SESSION_LIMITS } from '../harness/runner/limits.ts';

/** What a session needs, outside a run. */
export function surroundings(origin: string, codec: Codec): Surroundings {
  return {
    run: 1,
    origin,
    scan: createScan({ codec }),
    identifiers: createIdentifiers({ run: 1 }),
    now: () => performance.now(),
    fingerprint: (secret) => secret,
    limits: SESSION_LIMITS,
    insecureTls: false,
  };
}
