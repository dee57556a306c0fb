import { RefusedError } from '../model/errors.ts';
import type { FormFields, HttpPort, Reply } from '../model/target.ts';
import { fillForm } from './form.ts';
import { within } from './redirect.ts';

/** What submitting a form acts through. */
export interface Submitter {
  readonly request: HttpPort['request'];
  readonly origin: string;
}

/** Opens a page, fills its form and sends it as a browser would: with the page as `Referer` and, where it writes, with an `Origin`. */
export async function submitForm(
  { request, origin }: Submitter,
  path: string,
  fields: FormFields,
  selector: string | undefined,
): Promise<Reply> {
  const page = await request('GET', path, { headers: { accept: 'text/html' } });
  const form = fillForm(page.text, fields, selector, page.url === path ? path : `${path}, which led to ${page.url},`);
  const action = form.action === '' ? page.url : within(origin, page.url, form.action);
  if (action === undefined)
    throw new RefusedError(`The form on ${path} is sent to ${form.action}, which is not on ${origin}.`, 0);
  const referer = `${origin}${page.url}`;
  const headers = { accept: 'text/html', referer };
  // Only a form of several parts carries files; elsewhere their names go out.
  const texts = form.fields.map(([name, value]) => [name, typeof value === 'string' ? value : value.name] as const);
  if (form.method === 'GET') return request('GET', action.split('?')[0] ?? action, { query: texts, headers });
  const sent = { ...headers, origin };
  if (form.isMultipart) return request('POST', action, { multipart: form.fields, headers: sent });
  return request('POST', action, { form: texts, headers: sent });
}
