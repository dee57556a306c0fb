import { type DefaultTreeAdapterTypes, parse, type Token } from 'parse5';
import type { Places } from './places.ts';

type Node = DefaultTreeAdapterTypes.ChildNode;
type Element = DefaultTreeAdapterTypes.Element;

/** CSS paths by offset: `body > table > tr:nth-of-type(2) > td`, with `[href]` behind it for an attribute. */
export function htmlPlaces(bytes: Buffer): Places {
  /** One character a byte, so that the parser's offsets are ours. */
  const document = parse(bytes.toString('latin1'), { sourceCodeLocationInfo: true });
  return (offset) => {
    const path: string[] = [];
    let nodes: readonly Node[] = document.childNodes;
    for (let depth = 0; depth < DEPTH_MAX; depth++) {
      const node = nodes.find((each) => holds(each, offset));
      if (node === undefined) break;
      if (!isElement(node))
        return [...path, ...(node.nodeName === '#comment' ? ['comment'] : [])].join(' > ') || undefined;
      path.push(stepOf(node));
      const attribute = attributeAt(node, offset);
      if (attribute !== undefined) return `${path.join(' > ')}[${attribute}]`;
      nodes = 'content' in node ? node.content.childNodes : node.childNodes;
    }
    return path.length === 0 ? undefined : path.join(' > ');
  };
}

const DEPTH_MAX = 512;

function isElement(node: Node): node is Element {
  return 'tagName' in node;
}

/** An element that the parser added has no location of its own, only its children have. */
function holds(node: Node, offset: number): boolean {
  const location = node.sourceCodeLocation;
  if (location) return location.startOffset <= offset && offset < location.endOffset;
  return isElement(node) && node.childNodes.some((child) => holds(child, offset));
}

function stepOf(element: Element): string {
  const id = element.attrs.find(({ name }) => name === 'id')?.value;
  if (id !== undefined && /^[A-Za-z][\w-]*$/.test(id)) return `${element.tagName}#${id}`;
  const siblings = element.parentNode?.childNodes.filter((node) => node.nodeName === element.nodeName) ?? [];
  return siblings.length > 1 ? `${element.tagName}:nth-of-type(${siblings.indexOf(element) + 1})` : element.tagName;
}

function attributeAt({ sourceCodeLocation }: Element, offset: number): string | undefined {
  const attributes = (sourceCodeLocation?.startTag as Token.LocationWithAttributes | undefined)?.attrs ?? {};
  return Object.entries(attributes).find(
    ([, { startOffset, endOffset }]) => startOffset <= offset && offset < endOffset,
  )?.[0];
}
