import { UsageError } from '../model/errors.ts';

const UNITS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 } as const;

/** `90s`, `5m`, `1500ms` in milliseconds; a bare number is seconds. */
export function milliseconds(text: string): number {
  const [, amount, unit = 's'] = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(text.trim()) ?? [];
  if (amount === undefined) throw new UsageError(`--budget is "${text}". Expected a time such as 60s, 5m or 1500ms.`);
  return Math.max(1, Math.round(Number(amount) * UNITS[unit as keyof typeof UNITS]));
}
