import type { CanaryName, Sighting } from '../model/canary.ts';
import { type BodyContext, type BodyMeta, type BodyScan, PlainBody, sightingOf } from './body.ts';
import type { Codec } from './codec.ts';
import { outermost } from './layer.ts';
import { SCAN_LIMITS, type ScanLimits } from './limits.ts';
import { codingsOf, PackedBody } from './packed-body.ts';
import { sieve } from './sieve.ts';
import { Sweep } from './sweep.ts';
import { Symbols } from './symbols.ts';
import { createValues, type Values } from './values.ts';
import { Word } from './word.ts';

export interface ScanOptions {
  readonly codec: Codec;
  /** Whether a sighting of this canary needs its exact place; others get `byte N`. Default: all do. */
  readonly placeFor?: (name: CanaryName) => boolean;
  /** How many accounts a run has, asked for canaries cut short. Default: those that the codec minted for, in its own run. */
  readonly accounts?: (run: number) => number;
  /** Only plain and case-folded canaries, for the fastest pass. Default false. */
  readonly isPlain?: boolean;
  readonly limits?: Partial<ScanLimits>;
  /** A clock in milliseconds, for the time limit on documents. Default: none, hence no such limit. */
  readonly now?: () => number;
}

export interface Scan {
  /** Looks through a header, a URL, a page's text: anything that is shown at once. */
  text(text: string, place: string): readonly Sighting[];
  body(meta: BodyMeta): BodyScan;
  readonly values: Values;
}

export function createScan(options: ScanOptions): Scan {
  const { codec } = options;
  const known = createValues(sieve());
  const symbols = new Symbols(sieve().bytes);
  const context: BodyContext = {
    codec,
    known,
    sieve: sieve(),
    symbols,
    word: new Word(symbols),
    accounts: options.accounts ?? ((run) => (run === codec.run ? codec.accounts : 0)),
    isPlain: options.isPlain ?? false,
    limits: { ...SCAN_LIMITS, ...options.limits },
    placeFor: options.placeFor ?? (() => true),
    now: options.now,
  };
  return {
    text: (text, place) => scanText(context, text, place),
    body: (meta) => bodyScan(context, meta),
    values: known,
  };
}

function bodyScan(shared: BodyContext, { contentType, contentEncoding, placeFor, offsets }: BodyMeta): BodyScan {
  const isOrdinary = placeFor === undefined && offsets === undefined;
  const context = isOrdinary ? shared : asked(shared, placeFor ?? shared.placeFor, offsets);
  if (contentEncoding === undefined) return new PlainBody(context, contentType);
  const codings = codingsOf(contentEncoding);
  if (codings === undefined) return new PlainBody(context, contentType, [], `its coding ${contentEncoding} is unknown`);
  return codings.length === 0 ? new PlainBody(context, contentType) : new PackedBody(context, contentType, codings);
}

/** Field by field, because every body asks for it and a spread takes longer than a scan of two kilobytes. */
function asked(shared: BodyContext, placeFor: BodyContext['placeFor'], offsets: BodyContext['offsets']): BodyContext {
  const { codec, known, sieve: memory, symbols, word, accounts, isPlain, limits, now } = shared;
  return { codec, known, sieve: memory, symbols, word, accounts, isPlain, limits, now, placeFor, offsets };
}

const NONE: readonly Sighting[] = Object.freeze([]);

function scanText(context: BodyContext, text: string, place: string): readonly Sighting[] {
  const memory = context.sieve;
  const from = memory.take(text.length * 3);
  if (from < 0) return NONE;
  const to = from + memory.bytes.write(text, from);
  memory.keep(to);
  if (context.known.isEmpty && memory.places(from, to, context.isPlain).length === 0) {
    memory.free(from);
    return NONE;
  }
  try {
    const sweep = new Sweep(context);
    sweep.look(from, to, outermost([], 0, false));
    return sweep.glimpses.length === 0 ? NONE : sweep.glimpses.map((glimpse) => sightingOf(glimpse, place));
  } finally {
    memory.free(from);
  }
}
