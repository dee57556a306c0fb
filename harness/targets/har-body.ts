import { type Code, DRAFT_LIMITS, type DraftValue } from './draft.ts';
import { type FieldOf, fieldCode, takesWords } from './field.ts';
import type { Recorded } from './har-log.ts';

/** Fields that only the page of a form knows. */
export const GUARD = /csrf|xsrf|authenticity|^_?token$|nonce|verification|viewstate|form_build/i;

/**
 * What was typed once, as what a synthetic account types: words become canaries, for they may be somebody's; choices, numbers and dates
 * stay. `known` has what the recording's own account was called by.
 */
export function bodyOf({ body }: Recorded, of: FieldOf, known: ReadonlyMap<string, Code>): DraftValue {
  return draftOf('', body, of, known, 0);
}

function draftOf(
  name: string,
  value: unknown,
  of: FieldOf,
  known: ReadonlyMap<string, Code>,
  depth: number,
): DraftValue {
  if (typeof value === 'string') return textOf(name, value, of, known);
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return value;
  if (typeof value !== 'object' || depth >= DRAFT_LIMITS.depth) return {};
  if (Array.isArray(value)) return value.slice(0, 1).map((each) => draftOf(name, each, of, known, depth + 1));
  const pairs = Object.entries(value)
    .filter(([key, each]) => !GUARD.test(key) && !(typeof each === 'string' && isIdentifier(each)))
    .map(([key, each]) => [key, draftOf(key, each, of, known, depth + 1)]);
  return Object.fromEntries(pairs);
}

function textOf(name: string, value: string, of: FieldOf, known: ReadonlyMap<string, Code>): DraftValue {
  const account = known.get(value);
  if (account !== undefined) return account;
  if (value === '' || A_DATE.test(value) || /^-?\d+([.,]\d+)?$/.test(value)) return value;
  const isSecret = /pass|secret|pin$/i.test(name);
  if (A_CHOICE.test(value) && !takesWords(name) && !isSecret) return value;
  return fieldCode(name, of);
}

const A_DATE = /^\d{4}-\d\d-\d\d([T ].*)?$/;
/** One short word in one case: a choice of a list more often than anybody's words. */
const A_CHOICE = /^([a-z][a-z_-]{0,11}|[A-Z][A-Z_-]{0,11}|true|false)$/;

/** A reference to something of the recording's own account, which nobody else has. */
function isIdentifier(value: string): boolean {
  return /^[\da-f]{8}-[\da-f]{4}-|^[\da-f]{24,}$/i.test(value);
}
