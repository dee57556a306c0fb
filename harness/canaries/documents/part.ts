import type { ScanLimits } from '../limits.ts';

/** A piece of a file that can be looked at by itself: a page's text, a file in an archive. */
export interface Part {
  readonly content: string | Uint8Array;
  /** `PDF page 2`, `orders.csv`. */
  readonly place: string;
  /** The place is exact: offsets in the piece mean nothing. */
  readonly isPlace: boolean;
  readonly contentType?: string;
  /** What a canary in it was wrapped in besides the file, such as the kind of a bar code. */
  readonly encoding?: readonly string[];
  /** Says more exactly where in the piece an offset is. */
  readonly placeAt?: (offset: number) => string;
}

/** What stops the opening of files early. */
export interface Bounds {
  readonly limits: ScanLimits;
  /** Notes why something will not be seen. */
  note(reason: string): void;
  /** Whether the time is over; notes it if so. */
  isLate(): boolean;
}

/** Opens one kind of file; throws when it is broken. */
export type Opener = (bytes: Uint8Array, bounds: Bounds) => Promise<readonly Part[]> | readonly Part[];
