import type { Head } from './cdp.ts';
import type { Moment } from './moment.ts';

/** What a page asked for and has not got yet, or not whole. */
export interface Pending {
  readonly moment: Moment;
  readonly kind: string;
  readonly method: string;
  readonly url: string;
  readonly sent: string | undefined;
  readonly sentMs: number;
  setCookies: string[];
  fromMemory?: true;
  /** Some of the body came. */
  hasBegun?: true;
  rawStatus?: number;
  head?: Head;
  firstByteMs?: number;
}

/** Code, style and fonts are the same for everybody. */
export function isCode({ kind }: { readonly kind: string }): boolean {
  return ['Script', 'Stylesheet', 'Font', 'Manifest'].includes(kind);
}

/** Whether what broke off showed nothing: none of its body came, or it is code, of which a part is not used. */
export function isUseless(pending: Pending): boolean {
  return pending.hasBegun !== true || isCode(pending);
}
