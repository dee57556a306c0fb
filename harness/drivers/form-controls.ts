import type { UploadedFile } from '../model/target.ts';
import { ancestor, attribute, type Element, elements, has, textIn } from './form-tree.ts';

/** What a control is, by its tag or its type: `select`, `textarea`, `checkbox`, `text`, `submit`. */
export function kindOf(control: Element): string {
  if (control.tagName === 'select' || control.tagName === 'textarea') return control.tagName;
  const type = attribute(control, 'type')?.toLowerCase() ?? '';
  if (control.tagName !== 'button') return type || 'text';
  return type === 'button' || type === 'reset' ? type : 'submit';
}

/** Whether a control is a button that sends its form. */
export function isButton(control: Element): boolean {
  return ['submit', 'image'].includes(kindOf(control));
}

/** Whether nobody can use a control: it is disabled, or the set of fields around it is (but for what stands in its legend), or it only suggests. */
export function isDisabled(control: Element): boolean {
  return has(control, 'disabled') || isBarred(control);
}

function isBarred(element: Element): boolean {
  const { parentNode } = element;
  if (parentNode === null || !('tagName' in parentNode)) return false;
  const { tagName, childNodes } = parentNode;
  if (tagName === 'datalist') return true;
  if (tagName === 'fieldset' && has(parentNode, 'disabled')) {
    const legend = childNodes.find((node) => 'tagName' in node && node.tagName === 'legend');
    if (legend !== element) return true;
  }
  return isBarred(parentNode);
}

/** What a browser sends for a control that nobody touched: nothing, one value, or several. Buttons say nothing. */
export function valuesOf(control: Element): (string | UploadedFile)[] {
  if (isButton(control)) return [];
  switch (kindOf(control)) {
    case 'checkbox':
    case 'radio':
      return has(control, 'checked') ? [attribute(control, 'value') ?? 'on'] : [];
    case 'button':
    case 'reset':
      return [];
    case 'file':
      return [NO_FILE];
    case 'select':
      return chosen(control).map((option) => attribute(option, 'value') ?? textIn(option).trim().replace(/\s+/g, ' '));
    case 'textarea':
      return [sentLines(textIn(control))];
    default:
      return [sentLines(attribute(control, 'value') ?? '')];
  }
}

/** However lines end on a page, they are sent with both signs. */
function sentLines(text: string): string {
  return text.replaceAll('\n', '\r\n');
}

const NO_FILE: UploadedFile = { name: '', type: 'application/octet-stream', content: '' };

/** The options that are sent; where there can be but one, it is the last that is chosen, and the first that can be where none is. */
function chosen(select: Element): Element[] {
  const options = elements(select, ({ tagName }) => tagName === 'option');
  const isOff = (option: Element) =>
    has(option, 'disabled') ||
    [ancestor(option, 'optgroup')].some((group) => group !== undefined && has(group, 'disabled'));
  const selected = options.filter((option) => has(option, 'selected'));
  if (has(select, 'multiple')) return selected.filter((option) => !isOff(option));
  const isOpen = Number(attribute(select, 'size') ?? 1) > 1;
  const shown = selected.at(-1) ?? (isOpen ? undefined : options.find((option) => !isOff(option)));
  return shown === undefined || isOff(shown) ? [] : [shown];
}
