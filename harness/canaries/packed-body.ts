import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib';
import { type BodyContext, type BodyScan, PlainBody, type ScanOutcome } from './body.ts';
import { type Packing, unpacked } from './unpack.ts';

/** The codings of a `Content-Encoding` header that pack something, in the order in which they were applied; nothing if one is strange. */
export function codingsOf(contentEncoding: string): readonly Coding[] | undefined {
  const names = contentEncoding
    .toLowerCase()
    .split(',')
    .map((name) => name.trim());
  const codings: Coding[] = [];
  for (const name of names) {
    if (name === '' || name === 'identity') continue;
    const coding = CODINGS[name];
    if (coding === undefined) return undefined;
    codings.push(coding);
  }
  return codings;
}

type Coding = 'gzip' | 'deflate' | 'brotli' | 'zstd';

const CODINGS: Readonly<Record<string, Coding>> = {
  gzip: 'gzip',
  'x-gzip': 'gzip',
  deflate: 'deflate',
  br: 'brotli',
  zstd: 'zstd',
};

/** A body that is unpacked when all of it has come: at once if it is small, piece by piece if it is not. */
export class PackedBody implements BodyScan {
  readonly #context: BodyContext;
  readonly #contentType: string | undefined;
  readonly #codings: readonly Coding[];
  readonly #chunks: Uint8Array[] = [];
  #held = 0;
  #isTooLarge = false;

  constructor(context: BodyContext, contentType: string | undefined, codings: readonly Coding[]) {
    this.#context = context;
    this.#contentType = contentType;
    this.#codings = codings;
  }

  push(chunk: Uint8Array): void {
    if (this.#held + chunk.length > this.#context.limits.documentBytesMax) {
      this.#isTooLarge = true;
      return;
    }
    this.#held += chunk.length;
    this.#chunks.push(chunk);
  }

  end(): ScanOutcome | Promise<ScanOutcome> {
    const { documentBytesMax, windowBytes } = this.#context.limits;
    const [coding] = this.#codings;
    const packed = this.#chunks.length === 1 ? this.#chunks[0]! : Buffer.concat(this.#chunks);
    const note = this.#isTooLarge ? `only the first ${documentBytesMax} packed bytes were kept` : undefined;
    if (packed.length === 0) return new PlainBody(this.#context, this.#contentType).end();
    if (this.#codings.length === 1 && packed.length > windowBytes && coding !== 'zstd') {
      return this.#stream(coding as 'gzip' | 'deflate' | 'brotli', packed, note);
    }
    let data = packed;
    try {
      for (const each of this.#codings.toReversed())
        data = unpackedAs(each, data, this.#context.limits.unpackedBytesMax);
    } catch (error) {
      if (error instanceof RangeError && coding !== 'zstd' && this.#codings.length === 1) {
        return this.#stream(coding as 'gzip' | 'deflate' | 'brotli', packed, note);
      }
      return { sightings: [], unseen: `its ${this.#codings.join(', ')} coding is broken` };
    }
    const body = this.#plain();
    body.push(data);
    return withNote(body.end(), note);
  }

  async #stream(
    coding: 'gzip' | 'deflate' | 'brotli',
    packed: Uint8Array,
    note: string | undefined,
  ): Promise<ScanOutcome> {
    const body = this.#plain();
    let bytes = 0;
    let broken = note;
    try {
      const unpacking = STREAMS[coding](packed);
      unpacking.end(packed);
      for await (const chunk of unpacking as AsyncIterable<Buffer>) {
        bytes += chunk.length;
        if (bytes > STREAMED_BYTES_MAX) {
          broken = `it unpacks to more than ${STREAMED_BYTES_MAX} bytes`;
          break;
        }
        body.push(chunk);
      }
    } catch {
      broken = `its ${coding} coding is broken`;
    }
    return withNote(body.end(), broken);
  }

  #plain(): PlainBody {
    return new PlainBody(this.#context, this.#contentType, this.#codings.toReversed());
  }
}

/** A streamed body is looked at in windows, so only time is at stake. */
const STREAMED_BYTES_MAX = 2 ** 30;

const STREAMS = {
  gzip: () => createGunzip(),
  /** Servers send both what RFC 9110 asks for and the bare stream. */
  deflate: (packed: Uint8Array) => (isZlib(packed) ? createInflate() : createInflateRaw()),
  brotli: () => createBrotliDecompress(),
};

function unpackedAs(coding: Coding, data: Uint8Array, bytesMax: number): Uint8Array {
  const packing: Packing = coding === 'deflate' && !isZlib(data) ? 'deflate-raw' : coding;
  return unpacked(packing, data, bytesMax);
}

function isZlib(data: Uint8Array): boolean {
  return (data[0]! & 15) === 8 && (data[0]! * 256 + (data[1] ?? 0)) % 31 === 0;
}

function withNote(
  outcome: ScanOutcome | Promise<ScanOutcome>,
  note: string | undefined,
): ScanOutcome | Promise<ScanOutcome> {
  if (note === undefined) return outcome;
  if (outcome instanceof Promise) return outcome.then((late) => ({ ...late, unseen: note }));
  return { ...outcome, unseen: note };
}
