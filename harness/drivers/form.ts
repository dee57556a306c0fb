import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import { RefusedError } from '../model/errors.ts';

type Element = DefaultTreeAdapterTypes.Element;
type Node = DefaultTreeAdapterTypes.ChildNode | DefaultTreeAdapterTypes.Document;

/** A form ready to be sent. */
export interface FilledForm {
  readonly action: string;
  readonly method: 'GET' | 'POST';
  /** It is sent as `multipart/form-data`. */
  readonly isMultipart: boolean;
  readonly fields: Record<string, string>;
}

/**
 * Fills the form of a page as a person would: what is already in it (hidden CSRF fields above all) is kept, `fields` is typed over it.
 * Takes the form that `selector` names by id (`in` or `#in`), name or action, else the first one that has every field (of those that are posted, where
 * no field is named); refuses when there is none, or no telling which.
 */
export function fillForm(
  html: string,
  fields: Readonly<Record<string, string>>,
  selector?: string,
  path = 'It',
): FilledForm {
  const forms = elements(parse(html), (element) => element.tagName === 'form');
  const wanted = Object.keys(fields);
  const isAny = selector === undefined && wanted.length === 0;
  const sent = forms.filter((each) => !isAny || forms.length === 1 || methodOf(each) === 'POST');
  if (isAny && sent.length > 1)
    throw new RefusedError(`${path} has several forms; name one by its id, name or action. ${described(forms)}.`, 0);
  const form = sent.find((each) =>
    selector === undefined
      ? wanted.every((name) => controlsOf(each).some((control) => attribute(control, 'name') === name))
      : namesOf(each).includes(selector.replace(/^#/, '')),
  );
  if (form === undefined) {
    const lacks = selector === undefined ? `with the fields ${wanted.join(', ')}` : `called "${selector}"`;
    throw new RefusedError(`${path} has no form ${lacks}; ${described(forms)}.`, 0);
  }
  return {
    action: attribute(form, 'action') ?? '',
    method: methodOf(form),
    isMultipart: attribute(form, 'enctype')?.toLowerCase() === 'multipart/form-data',
    fields: { ...valuesOf(form), ...fields },
  };
}

function methodOf(form: Element): FilledForm['method'] {
  return attribute(form, 'method')?.toUpperCase() === 'POST' ? 'POST' : 'GET';
}

/** What a page does have, by names that stand in its own source: `its forms have the fields csrf, email; q`. */
function described(forms: readonly Element[]): string {
  if (forms.length === 0) return 'it has no form at all';
  const names = forms.map((form) => [
    ...new Set(controlsOf(form).flatMap((control) => attribute(control, 'name') ?? [])),
  ]);
  return `its forms have the fields ${names.map((each) => each.join(', ') || '(none)').join('; ')}`.slice(
    0,
    DESCRIBED_CHARS_MAX,
  );
}

const DESCRIBED_CHARS_MAX = 300;

function controlsOf(form: Element): Element[] {
  return elements(form, ({ tagName }) => ['input', 'select', 'textarea'].includes(tagName));
}

function namesOf(form: Element): (string | undefined)[] {
  return ['id', 'name', 'action'].map((name) => attribute(form, name));
}

function valuesOf(form: Element): Record<string, string> {
  const values: Record<string, string> = {};
  for (const control of controlsOf(form)) {
    const name = attribute(control, 'name');
    const type = attribute(control, 'type')?.toLowerCase() ?? '';
    if (name === undefined || attribute(control, 'disabled') !== undefined || UNSENT.has(type)) continue;
    const isTicked = attribute(control, 'checked') !== undefined;
    if (type === 'checkbox' || type === 'radio') {
      if (isTicked) values[name] = attribute(control, 'value') ?? 'on';
    } else values[name] = filledValue(control);
  }
  return { ...values, ...pressed(form) };
}

/** Controls that say nothing unless they are pressed or given a file. */
const UNSENT: ReadonlySet<string> = new Set(['submit', 'image', 'button', 'reset', 'file']);

/** The button that Enter presses is sent along when it has a name: the form's first. */
function pressed(form: Element): Record<string, string> {
  const button = elements(form, ({ tagName }) => tagName === 'button' || tagName === 'input').find(
    (each) => (attribute(each, 'type')?.toLowerCase() ?? (each.tagName === 'button' ? 'submit' : 'text')) === 'submit',
  );
  const name = button === undefined ? undefined : attribute(button, 'name');
  return button === undefined || name === undefined ? {} : { [name]: attribute(button, 'value') ?? '' };
}

function filledValue(control: Element): string {
  if (control.tagName === 'textarea')
    return control.childNodes.map((node) => ('value' in node ? node.value : '')).join('');
  if (control.tagName !== 'select') return attribute(control, 'value') ?? '';
  const options = elements(control, ({ tagName }) => tagName === 'option');
  const chosen = options.find((option) => attribute(option, 'selected') !== undefined) ?? options[0];
  return chosen === undefined ? '' : (attribute(chosen, 'value') ?? '');
}

function elements(root: Node, matches: (element: Element) => boolean): Element[] {
  const found: Element[] = [];
  const visit = (node: Node) => {
    if ('tagName' in node && matches(node)) found.push(node);
    if ('childNodes' in node) for (const child of node.childNodes) visit(child);
  };
  visit(root);
  return found;
}

function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((each) => each.name === name)?.value;
}
