import type { CanaryName, Grade, Sighting } from '../model/canary.ts';

/** A sighting that has no place yet, only an offset in the outermost text. */
export interface Glimpse extends CanaryName {
  readonly kind: Sighting['kind'];
  readonly text: string;
  readonly encoding: readonly string[];
  readonly grade: Grade;
  readonly offset: number;
  /** In the raw bytes of a file that will be opened, which may say more of it. */
  readonly inFile?: boolean;
}
