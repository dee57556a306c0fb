import { Arrivals, type Heap } from '../drivers/arrivals.ts';
import type { Cookies } from '../drivers/cookies.ts';
import type { HttpSession } from '../drivers/http.ts';
import { listenToEvents } from '../drivers/stream/events.ts';
import type { Listener } from '../drivers/stream/listener.ts';
import { listenToSocket } from '../drivers/stream/socket.ts';
import type { Actor } from '../model/account.ts';
import type { Sighting } from '../model/canary.ts';
import type { Observation, Thing } from '../model/observation.ts';
import type { Surface, Tools } from '../model/target.ts';
import type { Called } from './adapter.ts';
import { LIMITS } from './limits.ts';
import type { Stage } from './stage.ts';
import { speechOf, streamRequest } from './stream-request.ts';

/** Where what comes on a connection goes: to whoever holds it when it comes. */
interface Route extends Heap {
  to: Arrivals;
}

/** One who listens, and what came so far. */
export interface Ear {
  readonly by: Actor;
  readonly session: HttpSession;
  /** The jar it opened with: who holds that holds the connection, too. */
  readonly jar: Cookies;
  readonly listener: Listener;
  readonly arrivals: Arrivals;
  readonly route: Route;
  readonly request: string;
  /** What of somebody's it asked for, if anything. */
  readonly about?: Thing;
  /** Since when what happens must be heard, on the run's clock. */
  sinceMs: number;
  /** What the connection may still bring of the one who held it before, as `account:slot`. */
  readonly before: ReadonlySet<string>;
  /** Its own that came already, as `account:slot`. */
  readonly seen: Set<string>;
}

/** Where somebody listens. */
export interface Place {
  readonly by: Actor;
  readonly surface: string;
  /** Which thing of whom, where the surface takes a reference. */
  readonly ref: string;
}

/** The connections that are held open while a plan is played. */
export class Listening implements AsyncDisposable {
  readonly #stage: Stage;
  readonly #ears = new Map<string, Ear>();
  /** Last event identifiers of those who hung up, for when they come back. */
  readonly #lastIds = new Map<string, string>();

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  at(place: Place): Ear | undefined {
    return this.#ears.get(keyOf(place));
  }

  /** Everybody who listens, with the surface. */
  get all(): readonly (readonly [surface: string, ear: Ear])[] {
    return [...this.#ears].map(([key, ear]) => [(JSON.parse(key) as Place).surface, ear]);
  }

  /** Begins to listen; whoever listens there already does so anew. */
  async open(
    place: Place,
    surface: Surface,
    session: HttpSession,
    tools: Tools,
    about?: Thing,
  ): Promise<Called<unknown>> {
    await this.close(place);
    const observations: Observation[] = [];
    const lastId = this.#lastIds.get(keyOf(place));
    const request = streamRequest(surface, tools);
    const headers = { ...request.headers, ...(lastId === undefined ? {} : { 'last-event-id': lastId }) };
    const held = session.hold(
      { ...request, headers },
      { surface: `open ${place.surface}`, driver: 'stream', record: (seen) => void observations.push(seen) },
    );
    const { surroundings, world } = this.#stage;
    const arrivals = new Arrivals(surroundings, place.surface);
    const route: Route = { to: arrivals, add: (arrived) => route.to.add(arrived) };
    const listener =
      surface.socket === undefined
        ? listenToEvents(surroundings, held, route)
        : listenToSocket(surroundings, held, route, speechOf(surface, tools, place.by));
    const ear: Ear = {
      by: place.by,
      session,
      jar: session.cookies,
      listener,
      arrivals,
      route,
      request: held.shown,
      ...(about === undefined ? {} : { about }),
      sinceMs: world.now(),
      before: new Set(),
      seen: new Set(),
    };
    this.#ears.set(keyOf(place), ear);
    // A server may keep its head back until there is something to tell; then it is taken at its silence.
    const answered = await Promise.race([listener.answered, world.sleep(LIMITS.answerMs)]);
    if (answered !== undefined && (answered.status === 0 || answered.status >= 300)) {
      await this.close(place);
      const because = `nobody may listen to ${place.surface} so: ${answered.because}`;
      return { outcome: answered.status === 0 ? 'unknown' : 'refused', because, observations, fields: [] };
    }
    await world.sleep(this.#stage.patience.settleMs(place.surface));
    ear.sinceMs = world.now();
    return { outcome: 'done', observations, fields: [] };
  }

  /** The same connection, in the hands of another from now on. */
  async handOver(
    from: Place,
    to: Place,
    session: HttpSession,
    words: readonly (readonly unknown[])[],
    before: ReadonlySet<string>,
  ): Promise<boolean> {
    const ear = this.at(from);
    if (ear === undefined || !ear.listener.isOpen()) return false;
    const [bye = [], say = []] = words;
    const { world, patience } = this.#stage;
    ear.listener.say(bye);
    await world.sleep(patience.settleMs(from.surface));
    const arrivals = new Arrivals(this.#stage.surroundings, to.surface);
    ear.route.to = arrivals;
    for (const text of ear.listener.say(say)) session.knows(text);
    await world.sleep(patience.settleMs(from.surface));
    this.#ears.delete(keyOf(from));
    this.#ears.set(keyOf(to), {
      ...ear,
      arrivals,
      by: to.by,
      session,
      jar: session.cookies,
      sinceMs: world.now(),
      before,
      seen: new Set(),
    });
    return true;
  }

  /** Hangs up; what came and was not looked at is lost with it. */
  async close(place: Place): Promise<boolean> {
    const ear = this.at(place);
    if (ear === undefined) return false;
    const lastId = ear.listener.lastId();
    if (lastId !== undefined) this.#lastIds.set(keyOf(place), lastId);
    this.#ears.delete(keyOf(place));
    await dispose(ear);
    return true;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const all = [...this.#ears.values()];
    this.#ears.clear();
    await Promise.all(all.map(dispose));
  }
}

/** Whether seeing this again proves nothing to the one who listens. */
export function isKnownTo(ear: Ear): (sighting: Sighting) => boolean {
  return ({ text, account, slot }) => ear.session.hasKnown(text) || ear.before.has(`${account}:${slot}`);
}

function keyOf({ by, surface, ref }: Place): string {
  return JSON.stringify({ by, surface, ref });
}

async function dispose({ listener, session, by }: Ear): Promise<void> {
  await listener[Symbol.asyncDispose]();
  if (by === 'visitor') await session[Symbol.asyncDispose]();
}
