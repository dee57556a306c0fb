import { redactedRequest } from '../secrets.ts';
import { sortSightings } from '../shown.ts';
import { pathOf } from './answer.ts';
import type { Profile } from './profile.ts';

/** Records what came without being asked for: a message of a stream or socket, a line of the console, a dialog. Lines that name nobody are dropped. */
export function messageSeen({ world, seat, name }: Profile, what: string, url: string, text: string): void {
  const { viewer, frame, proveNothing } = seat.moment();
  const { own, foreign } = sortSightings(
    world.scan.text(text, what === 'console' ? 'console' : 'message'),
    world.run,
    viewer,
    world.limits.sightingsMax,
  );
  if (own.length + foreign.length === 0) return;
  const nowMs = world.now();
  frame.record(
    Object.freeze({
      ...viewer,
      driver: 'browser' as const,
      surface: frame.surface,
      request: redactedRequest(what, pathOf(world.origin, url), []).trim(),
      status: 200,
      sentMs: nowMs,
      firstByteMs: nowMs,
      lastByteMs: nowMs,
      bytes: Buffer.byteLength(text),
      facts: { profile: name },
      issued: [],
      own,
      foreign,
      carried: proveNothing(foreign),
    }),
  );
}
