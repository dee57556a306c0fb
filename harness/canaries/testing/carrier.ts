/** A file or body with texts somewhere in it. */
export interface Carrier {
  readonly name: string;
  readonly contentType: string;
  /** Where the nth text stands in it, from 0. */
  readonly place: (nth: number) => string;
  readonly encoding: readonly string[];
  /** How many texts it has room for. */
  readonly capacity: number;
  /** Whether such a text can stand in such a file. */
  canCarry(text: string): boolean;
  make(texts: readonly string[]): Buffer | Promise<Buffer>;
}

/** A line for each. */
export function lines(texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join('');
}

/** A cell of separated values. */
export function cell(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
