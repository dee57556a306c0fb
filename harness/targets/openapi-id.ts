import { listOf, type OpenApiDocument, type Part, partOf } from './openapi-document.ts';

/** Where in an answer the identifier of what was created stands, as source: `json.id`, `json.data.id`, `json.orders[0].number`. */
export function idCode(document: OpenApiDocument, answer: Part | undefined, names: readonly string[]): string {
  const found = answer === undefined ? undefined : search(document, answer, names, 'json', DEPTH_MAX);
  return found ?? 'json.id';
}

const DEPTH_MAX = 3;

function search(
  document: OpenApiDocument,
  schema: Part,
  names: readonly string[],
  at: string,
  depth: number,
): string | undefined {
  const items = schema.items;
  if (items !== undefined)
    return depth === 0 ? undefined : search(document, document.schema(items), names, `${at}[0]`, depth - 1);
  const properties = partOf(schema.properties);
  const wanted = [...names, 'id', '_id', 'uuid'].map((name) => name.toLowerCase());
  const own = Object.keys(properties);
  const exact = wanted.flatMap((name) => own.find((each) => each.toLowerCase() === name) ?? []);
  const named = [...exact, ...own.filter((each) => /(identifier|uuid|id)$/i.test(each))].find((name) =>
    isScalar(document.schema(properties[name])),
  );
  if (named !== undefined) return `${at}${member(named)}`;
  if (depth === 0) return undefined;
  for (const [name, part] of Object.entries(properties)) {
    const inner = document.schema(part);
    if (/error|warning|meta|link|page/i.test(name) || isScalar(inner)) continue;
    const found = search(document, inner, names, `${at}${member(name)}`, depth - 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isScalar({ type, properties, items }: Part): boolean {
  return properties === undefined && items === undefined && type !== 'object' && !listOf(type).includes('object');
}

/** A property in source, whatever its name. */
export function member(name: string): string {
  return /^[a-z_$][\w$]*$/i.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}
