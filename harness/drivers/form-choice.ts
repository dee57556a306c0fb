import { RefusedError } from '../model/errors.ts';
import type { FormFields } from '../model/target.ts';
import { isButton, isDisabled } from './form-controls.ts';
import { attribute, type Element, type PageForm } from './form-tree.ts';

/** The form that is meant, and its button that is pressed. */
interface Choice {
  readonly form: PageForm;
  readonly button: Element | undefined;
}

/**
 * Takes the form that `selector` names by id (`in` or `#in`), name or action, or the one whose button it names so; else the first one that has
 * every field (of those that are posted, where no field is named). Refuses when there is none, or no telling which.
 */
export function chooseForm(
  forms: readonly PageForm[],
  fields: FormFields,
  selector: string | undefined,
  path: string,
): Choice {
  if (selector !== undefined) {
    const form = forms.find(({ element }) => isCalled(element, selector));
    if (form !== undefined) return { form, button: pressed(form, fields) };
    const calling = (each: PageForm) => buttonsOf(each).find((button) => isCalled(button, selector));
    const around = forms.find((each) => calling(each) !== undefined);
    if (around !== undefined) return { form: around, button: calling(around) };
    throw new RefusedError(`${path} has no form, nor a button in one, called "${selector}"; ${described(forms)}.`, 0);
  }
  const wanted = Object.keys(fields);
  const isAny = wanted.length === 0 && forms.length > 1;
  const meant = isAny ? forms.filter(({ element }) => methodOf(attribute(element, 'method')) === 'POST') : forms;
  if (isAny && meant.length > 1)
    throw new RefusedError(`${path} has several forms; name one by its id, name or action. ${described(forms)}.`, 0);
  const form = meant.find(({ controls }) => wanted.every((name) => controls.some((each) => nameOf(each) === name)));
  if (form === undefined)
    throw new RefusedError(`${path} has no form with the fields ${wanted.join(', ')}; ${described(forms)}.`, 0);
  return { form, button: pressed(form, fields) };
}

export function methodOf(method: string | undefined): 'GET' | 'POST' {
  return method?.toUpperCase() === 'POST' ? 'POST' : 'GET';
}

/** The button that a field names, of several so called the one with that value; else the first, which Enter presses. */
function pressed(form: PageForm, fields: FormFields): Element | undefined {
  const buttons = buttonsOf(form);
  const named = buttons.filter((button) => Object.hasOwn(fields, nameOf(button) ?? ''));
  const valued = named.find((button) =>
    [fields[nameOf(button) ?? '']].flat().some((value) => String(value) === (attribute(button, 'value') ?? '')),
  );
  return valued ?? named[0] ?? buttons.find((button) => !isDisabled(button));
}

function buttonsOf({ controls }: PageForm): Element[] {
  return controls.filter(isButton);
}

function nameOf(control: Element): string | undefined {
  return attribute(control, 'name');
}

function isCalled(element: Element, selector: string): boolean {
  const { id, name, action } = callsOf(element);
  return [id, name, action, action?.split('?')[0]].some((call) => call === selector || `#${call}` === selector);
}

/** What a form, or a button in one, can be called by. */
function callsOf(element: Element): Readonly<Record<'id' | 'name' | 'action', string | undefined>> {
  const call = (name: string) => attribute(element, name) || undefined;
  return { id: call('id'), name: call('name'), action: call(element.tagName === 'form' ? 'action' : 'formaction') };
}

/** What a page does have, by names that stand in its own source: `its forms have the fields csrf, email (id in, action /sign-in); q`. */
function described(forms: readonly PageForm[]): string {
  if (forms.length === 0) return 'it has no form at all';
  const each = forms.map((form) => `${fieldsOf(form) || '(none)'}${called(form)}`);
  return cut(`its forms have the fields ${each.join('; ')}`, DESCRIBED_CHARS_MAX);
}

const DESCRIBED_CHARS_MAX = 600;

function fieldsOf({ controls }: PageForm): string {
  const names = controls.filter((each) => !isButton(each)).flatMap((each) => nameOf(each) ?? []);
  return cut([...new Set(names)].join(', '), FIELDS_CHARS_MAX);
}

/** As many fields as tell one form from another. */
const FIELDS_CHARS_MAX = 120;

/** Addresses without their query, where a secret may stand. */
function called({ element }: PageForm): string {
  const { id, name, action } = callsOf(element);
  const calls = Object.entries({ id, name, action: action?.split('?')[0] });
  const said = calls.flatMap(([by, call]) => (call ? `${by} ${call}` : []));
  return said.length === 0 ? '' : ` (${said.join(', ')})`;
}

function cut(text: string, charsMax: number): string {
  return text.length > charsMax ? `${text.slice(0, charsMax)}…` : text;
}
