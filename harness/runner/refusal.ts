import type { Called } from './adapter.ts';

/** A step cannot be taken here, and that is nobody's fault. */
export class Refusal extends Error {}

export function refused(because: string): Called<unknown> {
  return { outcome: 'refused', because, observations: [], fields: [] };
}
