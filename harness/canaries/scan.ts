import type { CanaryName, Minted, Sighting } from '../model/canary.ts';
import { CANARY_LETTERS, type Codec } from './codec.ts';

export interface ScanOptions {
  readonly codec: Codec;
  /** Whether a sighting of this canary needs its exact place; others get `byte N`. Default: all do. */
  readonly placeFor?: (name: CanaryName) => boolean;
}

/** What a body said about itself before it came. */
export interface BodyMeta {
  readonly contentType?: string | undefined;
  readonly contentEncoding?: string | undefined;
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

/** Values that cannot name themselves, as the ledger knows them. */
export interface Values {
  add(minted: Minted): void;
  forget(account: number): void;
}

export interface Scan {
  text(text: string, place: string): readonly Sighting[];
  body(meta: BodyMeta): BodyScan;
  readonly values: Values;
}

export function createScan({ codec }: ScanOptions): Scan {
  const letters = new Uint8Array(CANARY_LETTERS);

  function scanBytes(bytes: Buffer, placeAt: (at: number) => string): Sighting[] {
    const sightings = new Map<string, Sighting>();
    for (const prefix of PREFIXES) {
      for (let at = bytes.indexOf(prefix); at >= 0; at = bytes.indexOf(prefix, at + 1)) {
        if (!readLetters(bytes, at, letters)) continue;
        const name = codec.nameOf(letters);
        if (name === undefined) continue;
        const text = bytes.toString('latin1', at, at + CANARY_LETTERS).toLowerCase();
        if (sightings.has(text)) continue;
        sightings.set(text, { ...name, kind: 'canary', text, place: placeAt(at), encoding: [], grade: 'proven' });
      }
    }
    return sightings.size === 0 ? NONE : [...sightings.values()];
  }

  return {
    text: (text, place) => scanBytes(Buffer.from(text), () => place),
    body() {
      const chunks: Uint8Array[] = [];
      return {
        push: (chunk) => void chunks.push(chunk),
        end() {
          const [only] = chunks;
          const bytes =
            chunks.length === 1 ? Buffer.from(only!.buffer, only!.byteOffset, only!.length) : Buffer.concat(chunks);
          const sightings = scanBytes(bytes, (at) => `byte ${at}`);
          return sightings.length === 0 ? NOTHING : { sightings };
        },
      };
    },
    values: { add: () => undefined, forget: () => undefined },
  };
}

const PREFIXES = ['zq', 'ZQ', 'Zq', 'zQ'].map((prefix) => Buffer.from(prefix));
const NONE: Sighting[] = [];
const NOTHING: ScanOutcome = Object.freeze({ sightings: NONE });

function readLetters(bytes: Uint8Array, from: number, into: Uint8Array): boolean {
  if (from + CANARY_LETTERS > bytes.length) return false;
  for (let at = 0; at < CANARY_LETTERS; at++) {
    const letter = (bytes[from + at]! | 32) - 97;
    if (letter < 0 || letter > 25) return false;
    into[at] = letter;
  }
  return true;
}
