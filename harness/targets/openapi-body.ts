import { Code, DRAFT_LIMITS, type DraftValue } from './draft.ts';
import { type FieldOf, fieldCode, takesWords } from './field.ts';
import { listOf, type OpenApiDocument, type Part, partOf } from './openapi-document.ts';

/** A body that a schema accepts: what it requires, and every field besides that takes words, for a leak is seen where a canary stands. */
export function bodyOf(document: OpenApiDocument, schema: Part, of: FieldOf, depth = 0): DraftValue {
  const required = new Set(listOf(schema.required));
  const properties = Object.entries(partOf(schema.properties))
    .map(([name, part]) => ({ name, part: document.schema(part) }))
    .filter(({ part }) => part.readOnly !== true)
    .sort((one, other) => Number(required.has(other.name)) - Number(required.has(one.name)));
  const chosen = properties
    .filter(
      ({ name, part }) =>
        required.has(name) || (of === 'thing' && isWelcome(name, part)) || (of === 'account' && isAccounts(name)),
    )
    .slice(0, DRAFT_LIMITS.fields);
  return Object.fromEntries(chosen.map(({ name, part }) => [name, fieldOf(document, name, part, of, depth + 1)]));
}

/** An optional field that takes a canary well. */
function isWelcome(name: string, part: Part): boolean {
  const isText = part.type === 'string' || part.type === undefined;
  return isText && isFree(part) && takesWords(name) && !/pass|token|secret|(_i|I)d$/.test(name);
}

/** A field that names an account, which a sign-up may leave open although nothing works without it. */
function isAccounts(name: string): boolean {
  return /^(e-?mail|user_?name|password|name|full_?name|first_?name|last_?name)$/i.test(name);
}

/** Neither a choice of words nor a pattern nor a format that a canary breaks. */
function isFree({ enum: choices, format, pattern, const: only }: Part): boolean {
  return (
    choices === undefined && only === undefined && pattern === undefined && (format === undefined || FREE.has(format))
  );
}

const FREE: ReadonlySet<unknown> = new Set(['email', 'password', 'uri', 'url', 'textarea']);

function fieldOf(document: OpenApiDocument, name: string, schema: Part, of: FieldOf, depth: number): DraftValue {
  const sample = schema.const ?? listOf(schema.enum)[0];
  if (isPlain(sample)) return sample;
  const type = typeof schema.type === 'string' ? schema.type : listOf(schema.type).find((each) => each !== 'null');
  switch (type) {
    case 'boolean':
      return schema.default === true || /terms|accept|agree|consent/i.test(name);
    case 'integer':
    case 'number':
      return numberOf(schema);
    case 'array':
      return arrayOf(document, name, schema, of, depth);
    case 'file':
      return FILE;
    case 'string':
      return textOf(name, schema, of);
    default:
      if (schema.properties === undefined) return type === 'object' ? {} : textOf(name, schema, of);
      return depth >= DRAFT_LIMITS.depth ? {} : bodyOf(document, schema, of, depth);
  }
}

const FILE = new Code("{ name: 'note.txt', type: 'text/plain', content: canary('note') }");

function textOf(name: string, schema: Part, of: FieldOf): DraftValue {
  const { format, maxLength } = schema;
  if (format === 'binary') return FILE;
  const example = schema.example ?? schema.default ?? listOf(schema.examples)[0];
  if (format === 'date') return new Code("canary('date')");
  if (format === 'date-time') return '2030-01-31T12:00:00Z';
  if (!isFree(schema) && typeof example === 'string') return example;
  const facts = {
    ...(typeof maxLength === 'number' ? { max: maxLength } : {}),
    ...(typeof format === 'string' ? { format } : {}),
  };
  return fieldCode(name, of, facts);
}

function numberOf({ example, default: usual, minimum }: Part): number {
  const known = [example, usual, minimum].find((each) => typeof each === 'number');
  return known ?? 1;
}

function arrayOf(document: OpenApiDocument, name: string, schema: Part, of: FieldOf, depth: number): DraftValue {
  const items = document.schema(schema.items);
  if (depth >= DRAFT_LIMITS.depth || Object.keys(items).length === 0) return [];
  return [fieldOf(document, name, items, of, depth + 1)];
}

function isPlain(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}
