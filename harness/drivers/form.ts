import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import { RefusedError } from '../model/errors.ts';

type Element = DefaultTreeAdapterTypes.Element;
type Node = DefaultTreeAdapterTypes.ChildNode | DefaultTreeAdapterTypes.Document;

/** A form ready to be sent. */
export interface FilledForm {
  readonly action: string;
  readonly method: 'GET' | 'POST';
  readonly fields: Record<string, string>;
}

/**
 * Fills the form of a page as a person would: what is already in it (hidden CSRF fields above all) is kept, `fields` is typed over it.
 * Takes the form that `selector` names by id, name or action, else the first one that has every field; refuses when there is none.
 */
export function fillForm(html: string, fields: Readonly<Record<string, string>>, selector?: string): FilledForm {
  const forms = elements(parse(html), (element) => element.tagName === 'form');
  const wanted = Object.keys(fields);
  const named = selector === undefined ? undefined : forms.find((form) => namesOf(form).includes(selector));
  const form = selector === undefined ? forms.find((each) => wanted.every((name) => name in valuesOf(each))) : named;
  if (form === undefined) {
    throw new RefusedError(
      `The page has ${forms.length} form(s) and none ${selector === undefined ? `with the fields ${wanted.join(', ')}` : `called "${selector}"`}.`,
      0,
    );
  }
  return {
    action: attribute(form, 'action') ?? '',
    method: attribute(form, 'method')?.toUpperCase() === 'POST' ? 'POST' : 'GET',
    fields: { ...valuesOf(form), ...fields },
  };
}

function namesOf(form: Element): (string | undefined)[] {
  return ['id', 'name', 'action'].map((name) => attribute(form, name));
}

function valuesOf(form: Element): Record<string, string> {
  const values: Record<string, string> = {};
  for (const control of elements(form, ({ tagName }) => ['input', 'select', 'textarea'].includes(tagName))) {
    const name = attribute(control, 'name');
    const type = attribute(control, 'type');
    if (name === undefined || type === 'submit' || type === 'file') continue;
    if ((type === 'checkbox' || type === 'radio') && attribute(control, 'checked') === undefined) continue;
    values[name] = filledValue(control);
  }
  return values;
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
