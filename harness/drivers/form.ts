import { RefusedError } from '../model/errors.ts';
import type { FormFields } from '../model/target.ts';
import { isButton, isDisabled } from './form-controls.ts';
import { type Entry, entriesOf } from './form-entries.ts';
import { attribute, formsOf, type PageForm } from './form-tree.ts';

/** A form ready to be sent. */
export interface FilledForm {
  readonly action: string;
  readonly method: 'GET' | 'POST';
  /** It is sent as `multipart/form-data`. */
  readonly isMultipart: boolean;
  readonly fields: readonly Entry[];
}

/**
 * Fills the form of a page as a person would: what is already in it (hidden CSRF fields above all) is kept, `fields` is typed over it.
 * Takes the form that `selector` names by id (`in` or `#in`), name or action, else the first one that has every field (of those that are posted, where
 * no field is named); refuses when there is none, or no telling which.
 */
export function fillForm(html: string, fields: FormFields, selector?: string, path = 'It'): FilledForm {
  const forms = formsOf(html);
  const wanted = Object.keys(fields);
  const isAny = selector === undefined && wanted.length === 0;
  const sent = forms.filter((each) => !isAny || forms.length === 1 || methodOf(each) === 'POST');
  if (isAny && sent.length > 1)
    throw new RefusedError(`${path} has several forms; name one by its id, name or action. ${described(forms)}.`, 0);
  const form = sent.find((each) =>
    selector === undefined
      ? wanted.every((name) => each.controls.some((control) => attribute(control, 'name') === name))
      : namesOf(each).includes(selector.replace(/^#/, '')),
  );
  if (form === undefined) {
    const lacks = selector === undefined ? `with the fields ${wanted.join(', ')}` : `called "${selector}"`;
    throw new RefusedError(`${path} has no form ${lacks}; ${described(forms)}.`, 0);
  }
  return {
    action: attribute(form.element, 'action') ?? '',
    method: methodOf(form),
    isMultipart: attribute(form.element, 'enctype')?.toLowerCase() === 'multipart/form-data',
    // Enter presses the first button.
    fields: entriesOf(
      form,
      fields,
      form.controls.find((control) => isButton(control) && !isDisabled(control)),
    ),
  };
}

function methodOf({ element }: PageForm): FilledForm['method'] {
  return attribute(element, 'method')?.toUpperCase() === 'POST' ? 'POST' : 'GET';
}

/** What a page does have, by names that stand in its own source: `its forms have the fields csrf, email; q`. */
function described(forms: readonly PageForm[]): string {
  if (forms.length === 0) return 'it has no form at all';
  const names = forms.map(({ controls }) => [
    ...new Set(controls.filter((control) => !isButton(control)).flatMap((control) => attribute(control, 'name') ?? [])),
  ]);
  return `its forms have the fields ${names.map((each) => each.join(', ') || '(none)').join('; ')}`.slice(
    0,
    DESCRIBED_CHARS_MAX,
  );
}

const DESCRIBED_CHARS_MAX = 300;

function namesOf({ element }: PageForm): (string | undefined)[] {
  return ['id', 'name', 'action'].map((name) => attribute(element, name));
}
