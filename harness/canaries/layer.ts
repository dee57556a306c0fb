import type { DocumentKind } from './documents/kind.ts';

/** A text that is being looked at: the outermost, or one decoded from it. */
export interface Layer {
  readonly encoding: readonly string[];
  /** Where it stands in the outermost text; for that text itself, what to add to a place in it. */
  readonly offset: number;
  readonly isOutermost: boolean;
  readonly depth: number;
  /** More of it is to come, so what touches its end will be seen again. */
  readonly isCut: boolean;
  /** It is whole, so it may be packed data that bears no mark of it. */
  readonly mayBePacked: boolean;
  /** Where the last whole canary stands: the same again is not read again. */
  lastAt: number;
  /** Escapes and runs before these places were dealt with already. */
  anchorsFrom: number;
  runsFrom: number;
}

/** The layer that a text is by itself. */
export function outermost(encoding: readonly string[], offset: number, isCut: boolean): Layer {
  return {
    encoding,
    offset,
    isOutermost: true,
    depth: 0,
    isCut,
    mayBePacked: false,
    lastAt: 0,
    anchorsFrom: 0,
    runsFrom: 0,
  };
}

/** The layer of what a decoder made of a piece of another. */
export function within(layer: Layer, encoding: readonly string[], offset: number, mayBePacked: boolean): Layer {
  return {
    encoding: [...layer.encoding, ...encoding],
    offset,
    isOutermost: false,
    depth: layer.depth + 1,
    isCut: false,
    mayBePacked,
    lastAt: 0,
    anchorsFrom: 0,
    runsFrom: 0,
  };
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
