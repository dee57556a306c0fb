import type { Sighting } from '../model/canary.ts';
import type { Observation } from '../model/observation.ts';
import type { DriverName } from '../model/plan.ts';
import type { Arrival } from './arrivals.ts';
import type { Surroundings, Viewer } from './session.ts';
import { sortSightings } from './shown.ts';

/** Where arrivals belong, once somebody looks. */
export interface Look {
  readonly viewer: Viewer;
  readonly driver: DriverName;
  readonly surface: string;
  /** What is looked at, for the case that nothing came. */
  readonly request: string;
  readonly sinceMs: number;
  readonly status: number;
  readonly localPort?: number | undefined;
  /** What the viewer itself has sent, or knows from before: seeing it again proves nothing. */
  readonly isCarried: (sighting: Sighting) => boolean;
  readonly as?: Observation['as'];
  readonly leftOver?: boolean;
  readonly unseen?: string | undefined;
}

/** Writes down what came: each arrival with something of others by itself, all others together; the whole last, with everything of the viewer's own. */
export function observe(world: Surroundings, arrivals: readonly Arrival[], look: Look): Observation[] {
  const sorted = arrivals.map((arrival) => ({
    arrival,
    ...sortSightings(arrival.sightings, world.run, look.viewer, world.limits.sightingsMax),
  }));
  const alarming = sorted.filter(({ foreign }) => foreign.length > 0).slice(0, ALARMING_MAX);
  const ordinary = sorted.filter(({ foreign }) => foreign.length === 0);
  const own = [...new Set(sorted.flatMap((each) => each.own))].slice(0, world.limits.sightingsMax);
  const unseen = look.unseen ?? arrivals.find((arrival) => arrival.unseen !== undefined)?.unseen;
  return [
    ...alarming.map(({ arrival, own: ownHere, foreign }) => ({
      ...base(look, arrival.atMs, arrival.atMs, arrival.length, 1),
      request: arrival.request,
      own: ownHere,
      foreign: foreign.map((sighting) => ({ ...sighting, place: placeIn(arrival.name, sighting.place) })),
      carried: foreign.filter(look.isCarried).map(({ text }) => text),
      ...(arrival.unseen === undefined ? {} : { unseen: arrival.unseen }),
    })),
    {
      ...base(
        look,
        arrivals[0]?.atMs ?? world.now(),
        arrivals.at(-1)?.atMs ?? world.now(),
        ordinary.reduce((sum, { arrival }) => sum + arrival.length, 0),
        arrivals.length,
      ),
      own,
      foreign: [],
      carried: [],
      ...(unseen === undefined ? {} : { unseen }),
    },
  ].map((seen) => Object.freeze(seen) satisfies Observation);
}

/** `event 3 /order/name`: a scan of one event calls it the first. */
function placeIn(name: string, place: string): string {
  return `${name} ${place.replace(/^event 1 (data )?/, '')}`;
}

/** Arrivals of one look that are written down one by one. */
const ALARMING_MAX = 100;

function base(look: Look, firstByteMs: number, lastByteMs: number, bytes: number, arrived: number) {
  return {
    ...look.viewer,
    driver: look.driver,
    surface: look.surface,
    request: look.request,
    status: look.status,
    sentMs: look.sinceMs,
    firstByteMs,
    lastByteMs,
    bytes,
    facts: {
      arrived,
      ...(look.localPort === undefined ? {} : { localPort: look.localPort }),
      ...(look.leftOver === true ? { leftOver: true as const } : {}),
    },
    issued: [],
    ...(look.as === undefined ? {} : { as: look.as }),
  };
}
