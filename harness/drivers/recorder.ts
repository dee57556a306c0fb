import type { TenantId } from '../model/account.ts';
import type { CanaryName } from '../model/canary.ts';
import { Carried } from './carried.ts';
import { decodedPath } from './decoded-path.ts';
import type { WireRequest } from './exchange.ts';
import { Recording } from './recording.ts';
import type { Frame, Surroundings, Viewer } from './session.ts';
import { isOwn } from './shown.ts';

/** Writes down what one session is shown, before anybody may use it. */
export class Recorder {
  readonly #viewer: Viewer;
  readonly #world: Surroundings;
  readonly #secrets: () => string[];
  /** What its tenant has sent; and, for this session alone, what it was given on purpose. */
  readonly #sent: Carried;
  readonly #carried: Carried;
  /** Paths that were looked through before. */
  readonly #paths = new Set<string>();
  /** Where exactly somebody's own stands in an answer, nobody asks. */
  readonly #placeFor = (name: CanaryName) => !isOwn(name, this.#world.run, this.#viewer);

  constructor(viewer: Viewer, world: Surroundings, secrets: () => string[]) {
    this.#viewer = viewer;
    this.#world = world;
    this.#secrets = secrets;
    this.#sent = world.sent?.of(viewer.tenant) ?? new Carried();
    this.#carried = new Carried(this.#sent);
  }

  /** Begins to watch one exchange. */
  begin(request: WireRequest, frame: Frame): Recording {
    for (const id of frame.carries ?? []) this.#sent.add(id);
    this.#notePath(request.path);
    if (typeof request.body === 'string') this.#note(request.body, this.#sent);
    if (frame.as !== undefined) this.#noteAs(frame.as, request);
    return new Recording(this.#viewer, this.#world, request, frame, this.#carried, this.#placeFor, this.#secrets);
  }

  /** What the session has learned from elsewhere: seeing it again proves nothing. */
  knows(text: string): void {
    this.#note(text, this.#carried);
  }

  #notePath(path: string): void {
    if (this.#paths.has(path)) return;
    if (this.#paths.size >= PATHS_MAX) this.#paths.clear();
    this.#paths.add(path);
    this.#note(decodedPath(path), this.#sent);
  }

  /** Whether the session sent or learned this before. */
  hasKnown(text: string): boolean {
    return this.#carried.has(text);
  }

  /** A service takes it for theirs whose credentials it carries; and what stands in these is theirs. */
  #noteAs(tenants: readonly TenantId[], { path, body, headers }: WireRequest): void {
    this.#note(headers.cookie ?? '', this.#carried);
    const text = `${decodedPath(path)} ${typeof body === 'string' ? body : ''}`;
    for (const sighting of this.#world.scan.text(text, 'request'))
      for (const tenant of tenants) this.#world.sent?.of(tenant).add(sighting.text);
  }

  #note(text: string, carried: Carried): void {
    for (const sighting of this.#world.scan.text(text, 'request'))
      if (!isOwn(sighting, this.#world.run, this.#viewer)) carried.add(sighting.text);
  }
}

/** Paths of one session that need not be looked through again. */
const PATHS_MAX = 512;
