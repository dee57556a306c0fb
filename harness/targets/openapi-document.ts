import { parse } from 'yaml';
import { UsageError } from '../model/errors.ts';

/** A part of an OpenAPI document; the document is anybody's, so nothing about it is sure. */
export type Part = Readonly<Record<string, unknown>>;

/** One operation of an OpenAPI document, with what a draft needs of it. */
export interface Operation {
  readonly method: string;
  /** Path with the base path in front and parameters as `{name}`. */
  readonly path: string;
  readonly id: string;
  readonly how: 'json' | 'form' | 'multipart' | undefined;
  readonly body: Part | undefined;
  readonly answer: Part | undefined;
  /** Anybody may ask. */
  readonly isOpen: boolean;
  /** It must be told a query parameter. */
  readonly asksQuery: boolean;
  /** It answers with something else than text, such as a file. */
  readonly mediaType: string | undefined;
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
const REFERENCES_MAX = 20;

/** OpenAPI 3, or its forerunner Swagger 2, as JSON or YAML. */
export class OpenApiDocument {
  readonly root: Part;

  constructor(text: string, from: string) {
    this.root = partOf(parsed(text, from));
    const version = this.root.openapi ?? this.root.swagger;
    if (typeof version === 'string' && Object.keys(partOf(this.root.paths)).length > 0) return;
    throw new UsageError(
      `${from} is no OpenAPI document: it has no "openapi" (or "swagger") version, or no "paths". Expected OpenAPI 3 or Swagger 2 in JSON or YAML.`,
    );
  }

  get title(): string {
    const { title } = partOf(this.root.info);
    return typeof title === 'string' && title.trim() !== '' ? title.trim() : 'my service';
  }

  /** The address that the document names first; undefined when it names none in full. */
  get server(): string | undefined {
    const { host, schemes } = this.root;
    if (typeof host === 'string') return `${listOf(schemes)[0] ?? 'http'}://${host}`;
    const { url } = partOf(listOf(this.root.servers)[0]);
    return typeof url === 'string' && URL.canParse(url) ? new URL(url).origin : undefined;
  }

  get operations(): Operation[] {
    const base = this.#base();
    return Object.entries(partOf(this.root.paths)).flatMap(([path, item]) =>
      METHODS.flatMap((method) => {
        const raw = partOf(this.resolved(item))[method];
        return raw === undefined ? [] : [this.#operation(method, `${base}${path}`, partOf(raw))];
      }),
    );
  }

  /** What a `$ref` points to, within this document; a circle or a stranger is nothing. */
  resolved(part: unknown): Part {
    let found = partOf(part);
    for (let hops = 0; typeof found.$ref === 'string'; hops++) {
      if (hops > REFERENCES_MAX || !found.$ref.startsWith('#/')) return {};
      const keys = found.$ref
        .slice(2)
        .split('/')
        .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
      found = partOf(keys.reduce<unknown>((at, key) => partOf(at)[key], this.root));
    }
    return found;
  }

  /** A schema with the properties of all that it is made of. */
  schema(part: unknown, depth = 0): Part {
    const schema = this.resolved(part);
    if (depth > REFERENCES_MAX) return schema;
    const all = listOf(schema.allOf).map((each) => this.schema(each, depth + 1));
    const one = this.schemaOfOne(schema, depth);
    if (all.length === 0 && one === undefined) return schema;
    const parts = [...all, ...(one === undefined ? [] : [one]), schema];
    return {
      ...Object.assign({}, ...parts),
      properties: Object.assign({}, ...parts.map(({ properties }) => partOf(properties))),
      required: parts.flatMap(({ required }) => listOf(required)),
    };
  }

  /** The first of several schemas that says anything. */
  private schemaOfOne(schema: Part, depth: number): Part | undefined {
    const choices = [...listOf(schema.oneOf), ...listOf(schema.anyOf)].map((each) => this.schema(each, depth + 1));
    return choices.find((each) => each.type !== 'null' && Object.keys(each).length > 0);
  }

  #base(): string {
    const { basePath } = this.root;
    const { url } = partOf(listOf(this.root.servers)[0]);
    const path = typeof basePath === 'string' ? basePath : typeof url === 'string' ? pathOf(url) : '';
    return path.replace(/\/+$/, '');
  }

  #operation(method: string, path: string, raw: Part): Operation {
    const parameters = listOf(raw.parameters).map((each) => this.resolved(each));
    const { how, body } = this.#body(raw, parameters);
    const { mediaType, answer } = this.#answer(raw);
    const security = raw.security ?? this.root.security;
    return {
      method,
      path,
      id: typeof raw.operationId === 'string' ? raw.operationId : '',
      how,
      body,
      answer,
      mediaType,
      isOpen: listOf(security).length === 0,
      asksQuery: parameters.some((each) => each.in === 'query' && each.required === true),
    };
  }

  #body(raw: Part, parameters: readonly Part[]): Pick<Operation, 'how' | 'body'> {
    const inBody = parameters.find((each) => each.in === 'body');
    if (inBody !== undefined) return { how: 'json', body: this.schema(inBody.schema) };
    const fields = parameters.filter((each) => each.in === 'formData' && typeof each.name === 'string');
    if (fields.length > 0) {
      const properties = Object.fromEntries(fields.map((each) => [each.name, each]));
      const required = fields.filter((each) => each.required === true).map((each) => each.name);
      return { how: fields.some(({ type }) => type === 'file') ? 'multipart' : 'form', body: { properties, required } };
    }
    const content = partOf(this.resolved(raw.requestBody).content);
    for (const [type, how] of BODIES) {
      const media = Object.entries(content).find(([name]) => name.includes(type));
      if (media !== undefined) return { how, body: this.schema(partOf(media[1]).schema) };
    }
    return { how: undefined, body: undefined };
  }

  #answer(raw: Part): Pick<Operation, 'answer' | 'mediaType'> {
    const [, good] = Object.entries(partOf(raw.responses)).find(([status]) => /^2/.test(status)) ?? [];
    const reply = this.resolved(good);
    const [mediaType, media] = Object.entries(partOf(reply.content))[0] ?? [];
    const schema = partOf(media).schema ?? reply.schema;
    return { mediaType, answer: schema === undefined ? undefined : this.schema(schema) };
  }
}

const BODIES = [
  ['json', 'json'],
  ['x-www-form-urlencoded', 'form'],
  ['multipart/form-data', 'multipart'],
] as const;

function parsed(text: string, from: string): unknown {
  try {
    return /^\s*[{[]/.test(text) ? JSON.parse(text) : parse(text, { maxAliasCount: 100 });
  } catch (error) {
    throw new UsageError(`${from} could not be read: ${(error as Error).message}. Expected JSON or YAML.`, {
      cause: error,
    });
  }
}

export function partOf(value: unknown): Part {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Part) : {};
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** `https://api.example.com/v1` and `/v1` are both about `/v1`. */
function pathOf(url: string): string {
  const path = URL.canParse(url, 'http://target') ? new URL(url, 'http://target').pathname : '';
  return path.includes('%7B') ? '' : path;
}
