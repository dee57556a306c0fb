import type { FormFields } from '../model/target.ts';
import { chooseForm, methodOf } from './form-choice.ts';
import { type Entry, entriesOf } from './form-entries.ts';
import { attribute, formsOf } from './form-tree.ts';

/** A form ready to be sent. */
export interface FilledForm {
  readonly action: string;
  readonly method: 'GET' | 'POST';
  /** It is sent as `multipart/form-data`. */
  readonly isMultipart: boolean;
  readonly fields: readonly Entry[];
}

/** Fills the form of a page as a person would: what is already in it (hidden CSRF fields above all) is kept, `fields` is typed over it, and a button pressed. */
export function fillForm(html: string, fields: FormFields, selector?: string, path = 'It'): FilledForm {
  const { form, button } = chooseForm(formsOf(html), fields, selector, path);
  // A button may say otherwise than its form.
  const said = (name: string) =>
    (button === undefined ? undefined : attribute(button, `form${name}`)) ?? attribute(form.element, name);
  return {
    action: said('action') ?? '',
    method: methodOf(said('method')),
    isMultipart: said('enctype')?.toLowerCase() === 'multipart/form-data',
    fields: entriesOf(form, fields, button),
  };
}
