/** The form a canary takes so that a real field accepts it. */
export type Shape =
  | 'word'
  | 'person'
  | 'company'
  | 'line'
  | 'city'
  | 'email'
  | 'phone'
  | 'postcode'
  | 'reference'
  | 'sku'
  | 'url'
  | 'note'
  | 'number'
  | 'date';

/** What a field accepts, as a target file may state it: `canary('person', { max: 30 })`. */
export interface ShapeLimits {
  /** Longest value in characters. Default: the shape's own. */
  readonly max?: number;
}

/** What a canary's text says about itself. */
export interface CanaryName {
  /** Number of the run that minted it. */
  readonly run: number;
  /** Number of the account that planted it; see `accountOf`. */
  readonly account: number;
  /** Which of that account's canaries: one write's one field. */
  readonly slot: number;
}

/** A canary as it was handed to an adapter, for one field of one write. */
export interface Minted extends CanaryName {
  /** The 20 letters that name it, in lower case; empty where the shape cannot carry them (phone, postcode, number, date). */
  readonly text: string;
  /** What is typed into the field: the letters in their shape, or a value looked up in the ledger. */
  readonly value: string;
  readonly shape: Shape;
}

/**
 * How sure a sighting is: `proven`, the whole text with its check or a learned identifier in its own place;
 * `strong`, cut short but long enough to name the account, or values that agree; `weak` never fails a run by itself.
 */
export type Grade = 'proven' | 'strong' | 'weak';

/** A canary found inside something a session was shown. */
export interface Sighting extends CanaryName {
  /**
   * `answer`: what the owner is told about its thing, though nothing in it names anybody. `difference`: nothing of the owner's was
   * shown, but what was shown changes with what the owner does.
   */
  readonly kind: 'canary' | 'value' | 'identifier' | 'answer' | 'difference';
  /** The canary's letters in lower case (as many as were seen), or the value or identifier found. Never other text. */
  readonly text: string;
  /** JSON pointer, header or cookie name, `page text`, `PDF page 2`, `orders.csv row 3`, `byte 512`. */
  readonly place: string;
  /** Wrappings from the outside in: `['gzip', 'base64']`; empty when it stood there plainly. */
  readonly encoding: readonly string[];
  readonly grade: Grade;
}
