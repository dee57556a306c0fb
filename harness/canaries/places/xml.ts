import type { Places } from './places.ts';

/** Element paths by offset: `/orders/order[2]/name`, with `/@id` behind it for an attribute. */
export function xmlPlaces(bytes: Buffer): Places {
  return (offset) => {
    const text = bytes.toString('latin1', 0, Math.min(bytes.length, offset + 1));
    const open: { readonly step: string; readonly seen: Map<string, number> }[] = [{ step: '', seen: new Map() }];
    TAGS.lastIndex = 0;
    for (let tag = TAGS.exec(text); tag !== null; tag = TAGS.exec(text)) {
      const [whole, close, name, rest, isEmpty] = tag;
      if (name === undefined) continue;
      if (close === '/') {
        if (open.length > 1) open.pop();
        continue;
      }
      const { seen } = open.at(-1)!;
      const nth = (seen.get(name) ?? 0) + 1;
      seen.set(name, nth);
      const step = nth > 1 ? `${name}[${nth}]` : name;
      if (tag.index + whole.length > offset || !whole.endsWith('>')) {
        const attribute = /([\w:.-]+)\s*=\s*["'][^"']*$/.exec(rest ?? '')?.[1];
        return pathOf(open, step) + (attribute === undefined ? '' : `/@${attribute}`);
      }
      if (isEmpty !== '/') open.push({ step, seen: new Map() });
    }
    return open.length > 1 ? pathOf(open) : undefined;
  };
}

/** Comments and CDATA sections first, because tags in them are none; the last tag may be cut. */
const TAGS =
  /<!--[\s\S]*?(?:-->|$)|<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|<[?!][^>]*(?:>|$)|<(\/?)([\w:.-]+)((?:"[^"]*(?:"|$)|'[^']*(?:'|$)|[^'">])*?)(\/?)(?:>|$)/g;

function pathOf(open: readonly { readonly step: string }[], last?: string): string {
  return [...open.slice(1).map(({ step }) => step), ...(last === undefined ? [] : [last])]
    .map((step) => `/${step}`)
    .join('');
}
