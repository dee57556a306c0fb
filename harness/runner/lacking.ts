import type { HttpRequest } from '../drivers/http-request.ts';

/**
 * A write without one of the fields that carry a canary, as a client sends it that knows no more: the nth of them, wrapped round. Where the
 * service reads into an object that is used again, that field is still somebody else's (CWE-226). One with a single such field stays
 * whole, as does a body that is neither JSON nor a form.
 */
export function lacking(request: HttpRequest, canaries: readonly string[], nth: number): HttpRequest {
  const { body, headers = {} } = request;
  if (typeof body !== 'string') return request;
  const carries = (value: unknown) =>
    ['string', 'number'].includes(typeof value) && canaries.some((canary) => String(value).includes(canary));
  const type = headers['content-type'] ?? '';
  const shorter = /json/.test(type)
    ? withoutField(body, carries, nth)
    : /urlencoded/.test(type)
      ? withoutPair(body, carries, nth)
      : undefined;
  return shorter === undefined ? request : { ...request, body: shorter };
}

function withoutField(body: string, carries: (value: unknown) => boolean, nth: number): string | undefined {
  const whole: unknown = JSON.parse(body);
  const fields: { readonly of: Record<string, unknown>; readonly name: string }[] = [];
  const walk = (value: unknown): void => {
    if (value === null || typeof value !== 'object') return;
    for (const [name, inner] of Object.entries(value)) {
      if (carries(inner) && !Array.isArray(value)) fields.push({ of: value as Record<string, unknown>, name });
      else walk(inner);
    }
  };
  walk(whole);
  const field = fields[nth % fields.length];
  if (field === undefined || fields.length < 2) return undefined;
  delete field.of[field.name];
  return JSON.stringify(whole);
}

function withoutPair(body: string, carries: (value: unknown) => boolean, nth: number): string | undefined {
  const pairs = [...new URLSearchParams(body)];
  const carrying = pairs.filter(([, value]) => carries(value));
  if (carrying.length < 2) return undefined;
  const dropped = carrying[nth % carrying.length];
  return new URLSearchParams(pairs.filter((pair) => pair !== dropped)).toString();
}
