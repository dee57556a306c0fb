import { createCodec } from '../../../canaries/index.ts';
import type { Surroundings } from '../../session.ts';
import { surroundings } from '../../testing/crowd.ts';

const codec = createCodec({ key: Buffer.alloc(32, 7), run: 1 });
const EXCHANGE_TIMEOUT_MS = 10_000;

/** A run's surroundings, and its canaries, for a profile that is driven by hand. */
export function testWorld(
  origin: string,
  now: () => number,
): { readonly world: Surroundings; readonly codec: typeof codec } {
  return { world: surroundings(origin, codec, now, EXCHANGE_TIMEOUT_MS), codec };
}
