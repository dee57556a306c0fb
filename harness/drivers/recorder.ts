import type { BodyScan, ScanOutcome } from '../canaries/index.ts';
import type { Sighting } from '../model/canary.ts';
import type { Issued, Observation } from '../model/observation.ts';
import type { Exchange, Watcher, WireRequest } from './exchange.ts';
import { factsOf, one } from './facts.ts';
import { redactedRequest } from './secrets.ts';
import type { Frame, Surroundings, Viewer } from './session.ts';
import { isOwn, issuedBy, sortSightings } from './shown.ts';

/** Writes down what one session is shown, before anybody may use it. */
export class Recorder {
  readonly #viewer: Viewer;
  readonly #world: Surroundings;
  readonly #secrets: () => string[];
  readonly #carried = new Set<string>();

  constructor(viewer: Viewer, world: Surroundings, secrets: () => string[]) {
    this.#viewer = viewer;
    this.#world = world;
    this.#secrets = secrets;
  }

  /** Begins to watch one exchange. */
  begin(request: WireRequest, frame: Frame): Recording {
    for (const id of frame.carries ?? []) this.#carried.add(id.toLowerCase());
    this.#noteCarried(decodedPath(request.path));
    if (typeof request.body === 'string') this.#noteCarried(request.body);
    if (frame.as !== undefined) this.#noteCarried(request.headers.cookie ?? '');
    return new Recording(this.#viewer, this.#world, request, frame, this.#carried, this.#secrets);
  }

  /** What the session has learned from elsewhere: seeing it again proves nothing. */
  knows(text: string): void {
    this.#noteCarried(text);
  }

  #noteCarried(text: string): void {
    for (const sighting of this.#world.scan.text(text, 'request')) {
      if (!isOwn(sighting, this.#world.run, this.#viewer)) this.#carried.add(sighting.text);
    }
  }
}

/** The watch over one exchange. */
export class Recording implements Watcher {
  readonly #viewer: Viewer;
  readonly #world: Surroundings;
  readonly #request: WireRequest;
  readonly #frame: Frame;
  readonly #carried: ReadonlySet<string>;
  readonly #secrets: () => string[];
  readonly #chunks: Buffer[] = [];
  #keptBytes = 0;
  #scan: BodyScan | undefined;

  constructor(
    viewer: Viewer,
    world: Surroundings,
    request: WireRequest,
    frame: Frame,
    carried: ReadonlySet<string>,
    secrets: () => string[],
  ) {
    this.#viewer = viewer;
    this.#world = world;
    this.#request = request;
    this.#frame = frame;
    this.#carried = carried;
    this.#secrets = secrets;
  }

  onHead(_status: number, headers: Exchange['headers']): void {
    const contentType = one(headers['content-type']);
    const contentEncoding = one(headers['content-encoding']);
    this.#scan = this.#world.scan.body({
      ...(contentType === undefined ? {} : { contentType }),
      ...(contentEncoding === undefined ? {} : { contentEncoding }),
    });
  }

  onChunk(chunk: Buffer): void {
    this.#scan?.push(chunk);
    if (this.#keptBytes > this.#world.limits.keptBytesMax) return;
    this.#keptBytes += chunk.length;
    this.#chunks.push(chunk);
  }

  /** The body as it came, for an adapter; cut at the limit. */
  kept(): Buffer {
    return this.#chunks.length === 1 ? (this.#chunks[0] as Buffer) : Buffer.concat(this.#chunks);
  }

  /** Freezes what was shown and hands it to the frame. */
  end(done: Exchange): void | Promise<void> {
    const outcome = this.#scan?.end() ?? { sightings: [] };
    if (outcome instanceof Promise) return outcome.then((late) => this.#freeze(done, late));
    this.#freeze(done, outcome);
  }

  #freeze(done: Exchange, body: ScanOutcome): void {
    const all = [...body.sightings, ...this.#headerSightings(done), ...this.#identifierSightings(done)];
    const { own, foreign } = sortSightings(all, this.#world.run, this.#viewer, this.#world.limits.sightingsMax);
    const unseen = body.unseen ?? (done.broken === undefined ? undefined : done.broken.message);
    const location = one(done.headers.location);
    const observation: Observation = Object.freeze({
      ...this.#viewer,
      driver: 'http',
      surface: this.#frame.surface,
      request: this.#shown(this.#request.method, this.#request.path),
      status: done.status,
      sentMs: done.sentMs,
      firstByteMs: done.firstByteMs,
      lastByteMs: done.lastByteMs,
      bytes: done.bytes,
      facts: {
        ...factsOf(done),
        ...(location === undefined ? {} : { location: this.#shown('to', location) }),
        ...(this.#frame.spoiled === undefined ? {} : { spoiled: this.#frame.spoiled }),
      },
      issued: this.#issued(done),
      own,
      foreign,
      carried: foreign.length === 0 ? [] : foreign.filter((s) => this.#carried.has(s.text)).map((s) => s.text),
      ...(this.#frame.as === undefined ? {} : { as: this.#frame.as }),
      ...(unseen === undefined ? {} : { unseen }),
    } satisfies Observation);
    this.#frame.record(observation);
  }

  #shown(method: string, path: string): string {
    return path.includes('=') || path.length > 200
      ? redactedRequest(method, path, this.#secrets())
      : `${method} ${path}`;
  }

  #headerSightings(done: Exchange): Sighting[] {
    const found: Sighting[] = [];
    for (const name in done.headers) {
      const value = one(done.headers[name]);
      if (value !== undefined && value.length >= HEADER_CHARS_MIN) {
        for (const sighting of this.#world.scan.text(value, `header ${name}`)) found.push(sighting);
      }
    }
    return found;
  }

  #identifierSightings(done: Exchange): readonly Sighting[] {
    const type = one(done.headers['content-type']) ?? '';
    if (this.#keptBytes > this.#world.limits.keptBytesMax || !/json|text|xml|html/.test(type)) return NONE;
    return this.#world.identifiers.scan(this.#frame.surface, this.kept());
  }

  #issued(done: Exchange): Issued[] {
    const lines = done.headers['set-cookie'];
    if (lines === undefined) return [];
    return issuedBy(typeof lines === 'string' ? [lines] : lines, this.#world.fingerprint, this.#request.headers.cookie);
  }
}

const NONE: readonly Sighting[] = [];

/** Shorter header values cannot hold even a cut-short canary that names its account. */
const HEADER_CHARS_MIN = 11;

function decodedPath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
