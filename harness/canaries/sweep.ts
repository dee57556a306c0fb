import type { CanaryName } from '../model/canary.ts';
import { anchor } from './anchor.ts';
import { CANARY_LETTERS, SLOTS_MAX, spell } from './codec.ts';
import { documentKind } from './documents/kind.ts';
import type { Glimpse } from './glimpse.ts';
import type { Knowledge } from './knowledge.ts';
import { type Enclosed, type Layer, within } from './layer.ts';
import { run } from './run.ts';
import { RUN, WIDE } from './sieve.ts';
import type { Symbols } from './symbols.ts';
import { unpack } from './unpack.ts';
import { wide } from './wide.ts';
import type { Word } from './word.ts';

/** One pass over one text and everything that can be decoded from it. */
export class Sweep {
  readonly know: Knowledge;
  readonly symbols: Symbols;
  readonly word: Word;
  readonly glimpses: Glimpse[] = [];
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
      this.glimpse({
        run: runNumber,
        account,
        slot,
        kind: 'value',
        text: value,
        encoding: layer.encoding,
        grade,
        offset,
      });
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
  inside(
    layer: Layer,
    from: number,
    to: number,
    encoding: readonly string[],
    offset: number,
    mayBePacked = false,
  ): void {
    const { sieve } = this.know;
    this.#budget -= to - from;
    sieve.keep(to);
    this.open(from, to, within(layer, encoding, offset, mayBePacked));
    sieve.free(from);
  }

  /** Looks at a whole text, which may be packed or a file. */
  open(from: number, to: number, layer: Layer): void {
    const { bytes } = this.know.sieve;
    const kind = this.know.isPlain ? undefined : documentKind(bytes, from, to);
    if (kind !== undefined) {
      const { encoding, offset, isOutermost: isWhole } = layer;
      this.enclosed.push({ kind, bytes: new Uint8Array(bytes.subarray(from, to)), encoding, offset, isWhole });
      const before = this.glimpses.length;
      const begin = kind === 'picture' ? Math.min(to, from + PICTURE_BEGIN_BYTES) : from;
      if (begin > from) this.look(from, begin, layer);
      this.look(from, to, layer, true);
      for (let index = before; index < this.glimpses.length; index++)
        this.glimpses[index] = { ...this.glimpses[index]!, inFile: true };
    } else if (this.know.isPlain || !unpack(this, layer, from, to)) {
      this.look(from, to, layer);
    }
  }

  /** Notes a canary, once for each text and encoding. */
  glimpse(glimpse: Glimpse): void {
    if (this.#isNew(`${glimpse.kind} ${glimpse.text} ${glimpse.encoding.join()}`)) this.glimpses.push(glimpse);
  }

  /** The same for a whole canary that stands there in plain letters, without making a text of it if it was seen before. */
  plainGlimpse(name: CanaryName, letters: Uint8Array, layer: Layer, offset: number): void {
    const key = name.account * SLOTS_MAX + name.slot;
    const isOrdinary = layer.encoding.length === 0 && name.run === this.know.codec.run;
    if (isOrdinary && !this.#isNew(key)) return;
    const { run: runNumber, account, slot } = name;
    const text = spell(letters, CANARY_LETTERS);
    const glimpse: Glimpse = {
      run: runNumber,
      account,
      slot,
      kind: 'canary',
      text,
      encoding: layer.encoding,
      grade: 'proven',
      offset,
    };
    if (isOrdinary) this.glimpses.push(glimpse);
    else this.glimpse(glimpse);
  }

  #isNew(key: number | string): boolean {
    if (this.#seen.has(key)) return false;
    if (this.glimpses.length >= this.know.limits.sightingsMax) {
      this.unseen ??= `it shows more than ${this.know.limits.sightingsMax} canaries`;
      return false;
    }
    this.#seen.add(key);
    return true;
  }
}

const GUESSES_MAX = 32;
/** What a picture says about itself stands at its begin, in any writing. */
const PICTURE_BEGIN_BYTES = 65_536;
