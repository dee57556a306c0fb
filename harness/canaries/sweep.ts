import type { CanaryName, Grade, Minted, Sighting } from '../model/canary.ts';
import { anchor } from './anchor.ts';
import { CANARY_LETTERS, SLOTS_MAX, spell } from './codec.ts';
import { type DocumentKind, documentKind } from './documents/kind.ts';
import type { ScanLimits } from './limits.ts';
import type { Owners } from './owner.ts';
import { run } from './run.ts';
import { RUN, type Sieve, WIDE } from './sieve.ts';
import type { Symbols } from './symbols.ts';
import { unpack } from './unpack.ts';
import { wide } from './wide.ts';
import type { Word } from './word.ts';

/** What every sweep of a scan has in common. */
export interface Knowledge extends Owners {
  readonly sieve: Sieve;
  /** Readers that every sweep uses in turn. */
  readonly symbols: Symbols;
  readonly word: Word;
  readonly known: Known;
  readonly limits: ScanLimits;
  /** Only plain and case-folded canaries; nothing is decoded. */
  readonly isPlain: boolean;
}

/** What the ledger told of canaries that cannot be read from text alone. */
export interface Known {
  /** The canary whose e-mail address has this digest. */
  digest(hex: string): Minted | undefined;
  /** The one account's canary that begins and ends so. */
  masked(begin: string, end: string): Minted | undefined;
  /** Looked-up values in a region, each with its offset from `from`. */
  values(from: number, to: number): readonly { readonly minted: Minted; readonly at: number; readonly grade: Grade }[];
}

/** A text that is being looked at: the outermost, or one decoded from it. */
export interface Layer {
  readonly encoding: readonly string[];
  /** Where it stands in the outermost text; for that text itself, what to add to a place in it. */
  readonly offset: number;
  readonly isOutermost: boolean;
  readonly depth: number;
  /** More of it is to come, so what touches its end will be seen again. */
  readonly isCut: boolean;
  /** Escapes and runs before these places were dealt with already. */
  anchorsFrom: number;
  runsFrom: number;
}

/** A sighting that has no place yet, only an offset in the outermost text. */
export interface Hit extends CanaryName {
  readonly kind: Sighting['kind'];
  readonly text: string;
  readonly encoding: readonly string[];
  readonly grade: Grade;
  readonly offset: number;
  /** In the raw bytes of a file that will be opened, which may say more of it. */
  readonly inFile?: boolean;
}

/** A file found inside a text, to be opened later. */
export interface Enclosed {
  readonly kind: DocumentKind;
  readonly bytes: Uint8Array;
  readonly encoding: readonly string[];
  readonly offset: number;
  /** It is the whole body, not something in it. */
  readonly isWhole: boolean;
}

/** One pass over one text and everything that can be decoded from it. */
export class Sweep {
  readonly know: Knowledge;
  readonly symbols: Symbols;
  readonly word: Word;
  readonly hits: Hit[] = [];
  readonly enclosed: Enclosed[] = [];
  unseen: string | undefined;
  /** Blobs without a mark that may still be tried as compressed data. */
  guesses = GUESSES_MAX;
  #budget: number;
  readonly #seen = new Set<number | string>();

  constructor(know: Knowledge) {
    this.know = know;
    this.#budget = know.limits.unpackedBytesMax;
    this.symbols = know.symbols;
    this.word = know.word;
  }

  /** Looks through `from` to `to` of the sieve's memory. */
  look(from: number, to: number, layer: Layer, isPlain = this.know.isPlain): void {
    const { sieve, known } = this.know;
    const places = sieve.places(from, to, isPlain);
    for (let index = 0; index < places.length; index++) {
      const place = places[index]!;
      const at = place >>> 2;
      const kind = place & 3;
      if (kind === RUN) run(this, layer, from, at, places[++index]!, to);
      else if (kind === WIDE) wide(this, layer, from, at, to);
      else anchor(this, layer, from, at, to);
    }
    if (isPlain) return;
    for (const { minted, at, grade } of known.values(from, to)) {
      const { run: runNumber, account, slot, value } = minted;
      const offset = layer.isOutermost ? layer.offset + at : layer.offset;
      this.hit({ run: runNumber, account, slot, kind: 'value', text: value, encoding: layer.encoding, grade, offset });
    }
  }

  /** Where a place in a layer stands in the outermost text. */
  offsetOf(layer: Layer, from: number, at: number): number {
    return layer.isOutermost ? layer.offset + at - from : layer.offset;
  }

  /** Room for `length` bytes that a decoder wants to write, or -1 and a word about why not. */
  room(layer: Layer, length: number): number {
    const { sieve, limits } = this.know;
    if (layer.depth >= limits.depthMax) this.unseen ??= `more than ${limits.depthMax} wrappings lie over each other`;
    else if (length > this.#budget) this.unseen ??= `it unpacks to more than ${limits.unpackedBytesMax} bytes`;
    else {
      const room = sieve.take(length);
      if (room >= 0) return room;
      this.unseen ??= `${length} more bytes do not fit into the scanner's memory`;
    }
    return -1;
  }

  /** Bytes that decoders may still write. */
  get left(): number {
    return this.#budget;
  }

  /** Looks at what a decoder wrote to `from`, and gives the room back. */
  inside(layer: Layer, from: number, to: number, encoding: readonly string[], offset: number): void {
    const { sieve } = this.know;
    this.#budget -= to - from;
    sieve.keep(to);
    const inner: Layer = {
      encoding: [...layer.encoding, ...encoding],
      offset,
      isOutermost: false,
      depth: layer.depth + 1,
      isCut: false,
      anchorsFrom: 0,
      runsFrom: 0,
    };
    this.open(from, to, inner);
    sieve.free(from);
  }

  /** Looks at a whole text, which may be packed or a file. */
  open(from: number, to: number, layer: Layer): void {
    const { bytes } = this.know.sieve;
    const kind = this.know.isPlain ? undefined : documentKind(bytes, from, to);
    if (kind !== undefined) {
      const { encoding, offset, isOutermost: isWhole } = layer;
      this.enclosed.push({ kind, bytes: new Uint8Array(bytes.subarray(from, to)), encoding, offset, isWhole });
      const before = this.hits.length;
      this.look(from, to, layer, true);
      for (let index = before; index < this.hits.length; index++)
        this.hits[index] = { ...this.hits[index]!, inFile: true };
    } else if (this.know.isPlain || !unpack(this, layer, from, to)) {
      this.look(from, to, layer);
    }
  }

  /** Notes a canary, once for each text and encoding. */
  hit(hit: Hit): void {
    if (this.#isNew(`${hit.kind} ${hit.text} ${hit.encoding.join()}`)) this.hits.push(hit);
  }

  /** The same for a whole canary that stands there in plain letters, without making a text of it if it was seen before. */
  plainHit(name: CanaryName, letters: Uint8Array, layer: Layer, offset: number): void {
    const key = name.account * SLOTS_MAX + name.slot;
    const isOrdinary = layer.encoding.length === 0 && name.run === this.know.codec.run;
    if (isOrdinary && !this.#isNew(key)) return;
    const { run: runNumber, account, slot } = name;
    const text = spell(letters, CANARY_LETTERS);
    const hit: Hit = {
      run: runNumber,
      account,
      slot,
      kind: 'canary',
      text,
      encoding: layer.encoding,
      grade: 'proven',
      offset,
    };
    if (isOrdinary) this.hits.push(hit);
    else this.hit(hit);
  }

  #isNew(key: number | string): boolean {
    if (this.#seen.has(key)) return false;
    if (this.hits.length >= this.know.limits.sightingsMax) {
      this.unseen ??= `it shows more than ${this.know.limits.sightingsMax} canaries`;
      return false;
    }
    this.#seen.add(key);
    return true;
  }
}

const GUESSES_MAX = 4;
