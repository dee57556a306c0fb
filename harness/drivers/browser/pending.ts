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
  /** Of the body, as far as a page was given it: decoded. */
  bytes: number;
  /** It has not been over for long. */
  isUnread?: boolean;
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
  return pending.bytes === 0 || isCode(pending);
}

/** Whether more of it may come soon. */
export function isAwaited({ isUnread, bytes }: Pending): boolean {
  return isUnread !== true || bytes > 0;
}

/** Whether all of the body is here, as far as its head says how long it is. */
export function isWhole({ head, bytes }: Pending): boolean {
  const { 'content-length': length, 'content-encoding': encoding } = head?.headers ?? {};
  return encoding === undefined && Number(length) > 0 && bytes >= Number(length);
}

/** With which status it came over the wire; undefined where it came from elsewhere, or all but its body did. */
export function statusOnWire({ head }: Pending, rawStatus: number | undefined): number | undefined {
  const { fromDiskCache, fromServiceWorker, fromMemory } = head?.facts ?? {};
  const isElsewhere = fromDiskCache === true || fromServiceWorker === 'cache' || fromMemory === true;
  return isElsewhere || rawStatus === 304 ? undefined : head?.status;
}

/** Why a body could not be read, in words. */
export function gone({ method, url }: Pending, error: unknown): string {
  return `the browser no longer had the body of ${method} ${url.split('?')[0]}: ${String((error as Error).message).split('\n')[0]}`;
}
