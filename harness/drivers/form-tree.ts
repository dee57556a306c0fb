import { type DefaultTreeAdapterTypes, parse } from 'parse5';

export type Element = DefaultTreeAdapterTypes.Element;
type Node = DefaultTreeAdapterTypes.ChildNode | DefaultTreeAdapterTypes.Document;

/** A form of a page, and its controls in the order in which they stand there. */
export interface PageForm {
  readonly element: Element;
  readonly controls: readonly Element[];
}

/** Every form of a page; a control belongs to the form that it names, else to the one around it. */
export function formsOf(html: string): PageForm[] {
  const page = parse(html);
  const forms = elements(page, ({ tagName }) => tagName === 'form');
  const owned = elements(page, ({ tagName }) => CONTROLS.has(tagName)).map((control) => {
    const id = attribute(control, 'form');
    const owner =
      id === undefined ? ancestor(control, 'form') : forms.find((form) => id !== '' && attribute(form, 'id') === id);
    return { control, owner };
  });
  return forms.map((element) => ({
    element,
    controls: owned.filter(({ owner }) => owner === element).map(({ control }) => control),
  }));
}

const CONTROLS: ReadonlySet<string> = new Set(['input', 'select', 'textarea', 'button']);

/** Every element in and below a node that matches, in document order. */
export function elements(root: Node, matches: (element: Element) => boolean): Element[] {
  const found: Element[] = [];
  const visit = (node: Node) => {
    if ('tagName' in node && matches(node)) found.push(node);
    if ('childNodes' in node) for (const child of node.childNodes) visit(child);
  };
  visit(root);
  return found;
}

/** The nearest element of this kind around another. */
export function ancestor(element: Element, tagName: string): Element | undefined {
  const { parentNode } = element;
  if (parentNode === null || !('tagName' in parentNode)) return undefined;
  return parentNode.tagName === tagName ? parentNode : ancestor(parentNode, tagName);
}

export function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((each) => each.name === name)?.value;
}

export function has(element: Element, name: string): boolean {
  return attribute(element, name) !== undefined;
}

/** All text in an element. */
export function textIn(element: Element): string {
  return element.childNodes
    .map((node) => ('tagName' in node ? textIn(node) : 'value' in node ? node.value : ''))
    .join('');
}
