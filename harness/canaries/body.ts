import type { CanaryName, Sighting } from '../model/canary.ts';
import { documentKind } from './documents/kind.ts';
import { type Opening, openEnclosed } from './documents/open.ts';
import type { Glimpse } from './glimpse.ts';
import type { Knowledge } from './knowledge.ts';
import { type Enclosed, type Layer, outermost } from './layer.ts';
import { placesOf } from './places/places.ts';
import { Sweep } from './sweep.ts';
import { packingOf } from './unpack.ts';
import { type Unwrapped, unwrapped } from './unwrap.ts';

/** What a body said about itself before it came. */
export interface BodyMeta {
  readonly contentType?: string | undefined;
  readonly contentEncoding?: string | undefined;
  /** Whether a sighting of this canary in this body needs its exact place. Default: as the scan's own. */
  readonly placeFor?: ((name: CanaryName) => boolean) | undefined;
  /** Is told where in the body each sighting stands, in bytes; for one inside a file in it, nothing. */
  readonly offsets?: Map<Sighting, number> | undefined;
}

export interface ScanOutcome {
  readonly sightings: readonly Sighting[];
  /** Why part of it could not be read: a limit, a broken file. */
  readonly unseen?: string;
}

/** One body, scanned as it comes. A chunk must not be altered before `end`. */
export interface BodyScan {
  push(chunk: Uint8Array): void;
  /** A promise only when a document had to be opened. */
  end(): ScanOutcome | Promise<ScanOutcome>;
}

/** What bodies need besides knowledge. */
export interface BodyContext extends Knowledge {
  readonly placeFor: (name: CanaryName) => boolean;
  readonly now: (() => number) | undefined;
  readonly offsets?: Map<Sighting, number> | undefined;
  /** How many more files may be opened, and until when; set while those of one body are. */
  readonly opening?: Opening;
}

/** Nothing was shown and all of it was looked at. */
export const NOTHING: ScanOutcome = Object.freeze({ sightings: Object.freeze([]) });

/** A body whose bytes are what they are; looked at in windows that overlap, so that no canary is cut by their borders. */
export class PlainBody implements BodyScan {
  readonly #context: BodyContext;
  readonly #contentType: string | undefined;
  /** Wrappings that were taken off before. */
  readonly #encoding: readonly string[];
  #chunks: Uint8Array[] = [];
  #held = 0;
  /** Where in the body the held bytes begin. */
  #base = 0;
  #sweep: Sweep | undefined;
  #isDocument: boolean | undefined;
  #unseen: string | undefined;

  constructor(
    context: BodyContext,
    contentType: string | undefined,
    encoding: readonly string[] = [],
    unseen?: string,
  ) {
    this.#context = context;
    this.#contentType = contentType;
    this.#encoding = encoding;
    this.#unseen = unseen;
  }

  push(chunk: Uint8Array): void {
    if (chunk.length === 0) return;
    this.#chunks.push(chunk);
    this.#held += chunk.length;
    const { windowBytes, documentBytesMax } = this.#context.limits;
    if (this.#held < windowBytes) return;
    this.#isDocument ??= isWholeOnly(this.#chunks[0]!);
    if (this.#isDocument && this.#held <= documentBytesMax) return;
    if (this.#isDocument) this.#unseen ??= `a file of more than ${documentBytesMax} bytes was not opened`;
    this.#isDocument = false;
    this.#lookAhead();
  }

  end(): ScanOutcome | Promise<ScanOutcome> {
    const { sieve } = this.#context;
    const from = this.#lay();
    if (from < 0) return { sightings: [], unseen: 'the body does not fit into memory' };
    try {
      const to = from + this.#held;
      const whole = this.#base === 0 ? unwrapped(this.#context, from, to, this.#contentType) : undefined;
      if (whole !== undefined) return this.#again(whole);
      const sweep = this.#sweep ?? new Sweep(this.#context);
      if (this.#base === 0) sweep.open(from, to, { ...this.#layer(false), mayBePacked: true });
      else sweep.look(from, to, this.#layer(false));
      if (this.#base === 0) this.#encloseParts(sweep, from, to);
      return this.#outcome(sweep, from, to);
    } finally {
      sieve.free(from);
    }
  }

  /** Looks at what the whole body really is, so that places are told in its words. */
  #again({ data, wrapping }: Unwrapped): ScanOutcome | Promise<ScanOutcome> {
    const inner = new PlainBody(this.#context, this.#contentType, [...this.#encoding, wrapping], this.#unseen);
    for (let at = 0; at < data.length; at += this.#context.limits.windowBytes) {
      inner.push(data.subarray(at, at + this.#context.limits.windowBytes));
    }
    return inner.end();
  }

  /** Looks at what is held and keeps only so much of its end as the next window needs. */
  #lookAhead(): void {
    const { sieve } = this.#context;
    const from = this.#lay();
    if (from < 0) return;
    const to = from + this.#held;
    this.#sweep ??= new Sweep(this.#context);
    this.#sweep.look(from, to, this.#layer(true));
    const kept = new Uint8Array(sieve.bytes.subarray(to - OVERLAP_BYTES, to));
    sieve.free(from);
    this.#base += this.#held - OVERLAP_BYTES;
    this.#chunks = [kept];
    this.#held = OVERLAP_BYTES;
  }

  /** The parts of a multipart answer are coded as a mail's are. */
  #encloseParts(sweep: Sweep, from: number, to: number): void {
    if (this.#contentType === undefined || !/^multipart\//i.test(this.#contentType)) return;
    const head = Buffer.from(`MIME-Version: 1.0\r\nContent-Type: ${this.#contentType}\r\n\r\n`);
    const bytes = Buffer.concat([head, this.#context.sieve.bytes.subarray(from, to)]);
    sweep.enclosed.push({ kind: 'mail', bytes, encoding: this.#encoding, offset: 0, isWhole: true });
  }

  #layer(isCut: boolean): Layer {
    return outermost(this.#encoding, this.#base, isCut);
  }

  /** Lays the held bytes into the sieve's memory. */
  #lay(): number {
    const { sieve } = this.#context;
    const from = sieve.take(this.#held);
    if (from < 0) return from;
    let to = from;
    for (const chunk of this.#chunks) {
      sieve.bytes.set(chunk, to);
      to += chunk.length;
    }
    sieve.keep(to);
    return from;
  }

  #outcome(sweep: Sweep, from: number, to: number): ScanOutcome | Promise<ScanOutcome> {
    const { glimpses, enclosed } = sweep;
    const unseen = this.#unseen ?? sweep.unseen;
    if (glimpses.length === 0 && enclosed.length === 0 && unseen === undefined) return NOTHING;
    const placeOf = this.#places(glimpses, enclosed, from, to);
    const { offsets, placeFor } = this.#context;
    const shown = (all: readonly Glimpse[]) =>
      all.map((glimpse) => {
        const sighting = sightingOf(glimpse, placeOf(glimpse.offset, placeFor(glimpse)));
        offsets?.set(sighting, glimpse.offset);
        return sighting;
      });
    if (enclosed.length === 0) return outcomeOf(shown(glimpses), unseen);
    const files = enclosed.map((file) => ({ ...file, place: file.isWhole ? '' : placeOf(file.offset, true) }));
    const outcome = outcomeOf(shown(glimpses.filter(({ inFile }) => inFile !== true)), unseen);
    return openEnclosed(this.#context, files, outcome, shown(glimpses.filter(({ inFile }) => inFile === true)));
  }

  /** Exact places are looked up only while the whole body is held, and only for those that need one. */
  #places(
    glimpses: readonly Glimpse[],
    enclosed: readonly Enclosed[],
    from: number,
    to: number,
  ): (offset: number, isExact: boolean) => string {
    const { sieve, placeFor } = this.#context;
    const isNeeded = this.#base === 0 && (enclosed.some(({ isWhole }) => !isWhole) || glimpses.some(placeFor));
    const exact = isNeeded ? placesOf(sieve.bytes.subarray(from, to), this.#contentType) : undefined;
    return (offset, isExact) => (isExact ? exact?.(offset) : undefined) ?? `byte ${offset}`;
  }
}

/** Longest escaped canary that is still found whole although a window ends in it. */
const OVERLAP_BYTES = 32_768;

/** A file, or packed data: it makes no sense in pieces. */
function isWholeOnly(begin: Uint8Array): boolean {
  return documentKind(begin, 0, begin.length) !== undefined || packingOf(begin, 0, begin.length) !== undefined;
}

export function outcomeOf(sightings: readonly Sighting[], unseen: string | undefined): ScanOutcome {
  return unseen === undefined ? { sightings } : { sightings, unseen };
}

export function sightingOf({ run, account, slot, kind, text, encoding, grade }: Glimpse, place: string): Sighting {
  return { run, account, slot, kind, text, place, encoding, grade };
}
