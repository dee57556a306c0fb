import { createCodec, createIdentifiers, createScan } from '../../../canaries/index.ts';
import type { Surroundings } from '../../session.ts';

const codec = createCodec({ key: Buffer.alloc(32, 7), run: 1 });

/** A run's surroundings, and its canaries, for a profile that is driven by hand. */
export function testWorld(
  origin: string,
  now: () => number,
): { readonly world: Surroundings; readonly codec: typeof codec } {
  const world: Surroundings = {
    run: 1,
    origin,
    scan: createScan({ codec }),
    identifiers: createIdentifiers({ run: 1 }),
    now,
    fingerprint: (secret) => secret,
    limits: { sightingsMax: 50, keptBytesMax: 1_000_000 } as Surroundings['limits'],
    insecureTls: false,
  };
  return { world, codec };
}
