import type { BodyScan, ScanOutcome } from '../canaries/index.ts';
import type { CanaryName, Sighting } from '../model/canary.ts';
import type { Issued, Observation } from '../model/observation.ts';
import type { Carried } from './carried.ts';
import type { Exchange, Watcher, WireRequest } from './exchange.ts';
import { factsOf, one } from './facts.ts';
import { printOf } from './print.ts';
import { redactedRequest } from './secrets.ts';
import type { Frame, Surroundings, Viewer } from './session.ts';
import { issuedBy, sortSightings } from './shown.ts';
import { STATUS_LINE } from './status-line.ts';

/** The watch over one exchange. */
export class Recording implements Watcher {
  readonly #viewer: Viewer;
  readonly #world: Surroundings;
  readonly #request: WireRequest;
  readonly #frame: Frame;
  readonly #carried: Carried;
  readonly #placeFor: (name: CanaryName) => boolean;
  readonly #secrets: () => string[];
  readonly #chunks: Buffer[] = [];
  #keptBytes = 0;
  #scan: BodyScan | undefined;

  constructor(
    viewer: Viewer,
    world: Surroundings,
    request: WireRequest,
    frame: Frame,
    carried: Carried,
    placeFor: (name: CanaryName) => boolean,
    secrets: () => string[],
  ) {
    this.#viewer = viewer;
    this.#world = world;
    this.#request = request;
    this.#frame = frame;
    this.#carried = carried;
    this.#placeFor = placeFor;
    this.#secrets = secrets;
  }

  onHead(_status: number, headers: Exchange['headers']): void {
    const contentType = one(headers['content-type']);
    const contentEncoding = one(headers['content-encoding']);
    this.#scan = this.#world.scan.body({ contentType, contentEncoding, placeFor: this.#placeFor });
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
    return outcome instanceof Promise ? outcome.then((late) => this.#freeze(done, late)) : this.#freeze(done, outcome);
  }

  #freeze(done: Exchange, body: ScanOutcome): void {
    const { sightingsMax } = this.#world.limits;
    const { own, foreign } = sortSightings(this.#all(done, body), this.#world.run, this.#viewer, sightingsMax);
    const { surface, spoiled, as, print } = this.#frame;
    const unseen = body.unseen ?? done.broken?.message;
    const location = one(done.headers.location);
    const facts = factsOf(done);
    if (location !== undefined) facts.location = this.#shown('to', location);
    if (spoiled !== undefined) facts.spoiled = spoiled;
    const { session, actor, account, tenant } = this.#viewer;
    const observation: { -readonly [Key in keyof Observation]: Observation[Key] } = {
      session,
      actor,
      driver: this.#frame.driver ?? 'http',
      surface,
      request: this.#shown(this.#request.method, this.#request.path),
      status: done.status,
      sentMs: done.sentMs,
      firstByteMs: done.firstByteMs,
      lastByteMs: done.lastByteMs,
      bytes: done.bytes,
      facts,
      issued: this.#issued(done),
      own,
      foreign,
      carried: foreign.length === 0 ? [] : foreign.filter((s) => this.#carried.has(s.text)).map((s) => s.text),
    };
    if (account !== undefined) observation.account = account;
    if (tenant !== undefined) observation.tenant = tenant;
    if (as !== undefined) observation.as = as;
    if (print === true) observation.print = printOf(done, this.kept(), this.#request, this.#world.fingerprint);
    if (unseen !== undefined) observation.unseen = unseen;
    this.#frame.record(Object.freeze(observation));
  }

  #all(done: Exchange, { sightings }: ScanOutcome): readonly Sighting[] {
    const more = [...this.#headerSightings(done), ...this.#identifierSightings(done)];
    return more.length === 0 ? sightings : [...sightings, ...more];
  }

  #shown(method: string, path: string): string {
    return path.includes('=') || path.length > 200
      ? redactedRequest(method, path, this.#secrets())
      : `${method} ${path}`;
  }

  /** All headers at once first: hardly any answer has a canary in one. */
  #headerSightings({ headers }: Exchange): readonly Sighting[] {
    let together = '';
    for (const name in headers) {
      const value = one(headers[name]);
      if (value !== undefined && value.length >= HEADER_CHARS_MIN && !WORDLESS.has(name)) together += `${value}\n`;
    }
    if (together === '' || this.#world.scan.text(together, 'headers').length === 0) return NONE;
    const placeOf = (name: string) => (name === STATUS_LINE ? name : `header ${name}`);
    return Object.keys(headers).flatMap((name) => this.#world.scan.text(one(headers[name]) ?? '', placeOf(name)));
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

/** Headers that hold dates, lengths and the like. */
const WORDLESS = new Set(['date', 'expires', 'last-modified', 'content-length', 'connection', 'keep-alive']);
