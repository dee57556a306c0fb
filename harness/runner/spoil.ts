import type { HttpRequest } from '../drivers/http-request.ts';
import type { Spoil } from '../model/plan.ts';

const LONG = 'x'.repeat(70_000);

/** A request that the server must reject, made from one that it would answer. */
export function spoiled(request: HttpRequest, how: Spoil): HttpRequest {
  const { headers } = request;
  switch (how) {
    case 'long-header':
      return { ...request, headers: { ...headers, 'x-long': LONG } };
    case 'bad-header':
      return { ...request, headers: { ...headers, 'bad header\u0001': 'value\u0000' } };
    case 'bad-percent':
      return { ...request, path: `${request.path}${request.path.includes('?') ? '&' : '?'}q=%E0%A4%A&%zz=%` };
    case 'wrong-type':
      return {
        ...request,
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/x-nothing; charset=none' },
        body: 'nothing',
      };
    case 'cut-json':
      return {
        ...request,
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: '{"cut":[{"a":"',
      };
    case 'short-body':
      return {
        ...request,
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json', 'content-length': '400' },
        body: '{"short":',
        halfClose: true,
      };
  }
}
