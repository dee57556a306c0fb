import { redactedRequest } from '../secrets.ts';
import { sortSightings } from '../shown.ts';
import { pathOf } from './answer.ts';
import type { Moment } from './moment.ts';
import type { Profile } from './profile.ts';

/** Something that came without being asked for. */
export interface Message {
  /** `message of`, `console`, `dialog`. */
  readonly what: string;
  readonly url: string;
  readonly text: string;
  /** When and for what the connection was opened that brought it: it belongs to that page, however late it comes. */
  readonly opened?: Moment | undefined;
}

/** Records what came without being asked for: a message of a stream or socket, a line of the console, a dialog. Lines that name nobody are dropped. */
export function messageSeen({ world, seat, name }: Profile, { what, url, text, opened }: Message): void {
  const { viewer, frame, proveNothing } = seat.moment(opened?.viewer.tenant);
  const { own, foreign } = sortSightings(
    world.scan.text(text, what === 'message of' ? 'the message' : `the ${what}`),
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
      surface: opened?.frame.surface ?? frame.surface,
      request: redactedRequest(what, pathOf(world.origin, url), []).trim(),
      status: 200,
      sentMs: nowMs,
      firstByteMs: nowMs,
      lastByteMs: nowMs,
      bytes: Buffer.byteLength(text),
      facts: { profile: name, ...(opened === undefined ? {} : { openedBy: opened.viewer.session }) },
      issued: [],
      own,
      foreign,
      carried: proveNothing(foreign, { isOfPage: what !== 'message of' }),
    }),
  );
}
