import {
  Code,
  DRAFT_LIMITS,
  type Draft,
  type DraftCall,
  type DraftResource,
  type DraftSurface,
  type DraftValue,
} from './draft.ts';
import { pathWith } from './draft-source.ts';
import { camel, fresh, singular, wordsOf } from './naming.ts';
import { accountsOf } from './openapi-accounts.ts';
import { bodyOf } from './openapi-body.ts';
import { OpenApiDocument, type Operation } from './openapi-document.ts';
import { idCode } from './openapi-id.ts';

/** Where a document comes from. */
export interface DraftSourceOf {
  readonly from: string;
  /** Origin that goes into the draft. Default: what the document itself names. */
  readonly origin?: string | undefined;
}

const ORIGIN = 'http://127.0.0.1:3000';

/** Drafts a target from an OpenAPI document: what signs up and in, what can be created, and where it can be seen. */
export function draftFromOpenApi(text: string, { from, origin }: DraftSourceOf): Draft {
  const document = new OpenApiDocument(text, from);
  const { operations } = document;
  const { used, ...accounts } = accountsOf(document, operations);
  const rest = operations.filter((each) => !used.includes(each));
  const resources = resourcesOf(document, rest);
  const surfaces = surfacesOf(rest, resources);
  return {
    name: document.title,
    origin: origin ?? document.server ?? ORIGIN,
    from,
    ...accounts,
    resources: Object.fromEntries([...resources].map(([name, { resource }]) => [name, resource])),
    surfaces,
    open: [...lacksOf(accounts), ...nestedOf(rest).slice(0, NESTED_MAX)].slice(0, DRAFT_LIMITS.open),
  };
}

/** A kind of thing, with the path of all and, once it has an identifier, of one. */
interface Kind {
  readonly all: string;
  readonly one: RegExp;
  readonly resource: DraftResource;
}

/** A POST to a path without parameters creates a thing, if one of them can be asked for, or if it is asked with a body. */
function resourcesOf(document: OpenApiDocument, operations: readonly Operation[]): Map<string, Kind> {
  const kinds = new Map<string, Kind>();
  const paths = operations.map(({ path }) => path);
  const creating = operations.filter(
    ({ method, path, how }) => method === 'post' && !path.includes('{') && (how !== undefined || hasOne(paths, path)),
  );
  // What carries a canary and can be asked for one by one comes first: it is what most of a service is about.
  const worth = ({ path, body }: Operation) =>
    2 * Number(body !== undefined && carriesCanary(bodyOf(document, body, 'thing'))) + Number(hasOne(paths, path));
  const ranked = creating.sort((one, other) => worth(other) - worth(one));
  for (const operation of ranked) {
    if (kinds.size >= DRAFT_LIMITS.resources) break;
    if (!hasOne(paths, operation.path) && !isListed(operations, operation.path)) continue;
    const name = fresh(camel(singular(wordsOf(operation.path).at(-1) ?? 'thing')), Object.fromEntries(kinds), '');
    kinds.set(name, kindOf(document, operations, operation, name));
  }
  return kinds;
}

function kindOf(document: OpenApiDocument, operations: readonly Operation[], creating: Operation, name: string): Kind {
  const { path, how, body, answer } = creating;
  const one = oneOf(path);
  const item = operations.filter((each) => one.test(each.path) && /^[^{]*\{\w+\}\/?$/.test(each.path));
  const parameter = /\{(\w+)\}\/?$/.exec(item[0]?.path ?? '')?.[1];
  const names = parameter === undefined ? [] : [parameter, parameter.replace(/s$/, '')];
  const changing = item.find(({ method }) => method === 'patch') ?? item.find(({ method }) => method === 'put');
  const removing = item.find(({ method }) => method === 'delete');
  return {
    all: path,
    one,
    resource: {
      create: callOf(document, { ...creating, how, body }, path),
      id: idCode(document, answer, [...names, `${name}Id`]),
      ...(changing?.body === undefined ? {} : { change: callOf(document, changing, reference(changing.path, name)) }),
      ...(removing === undefined ? {} : { remove: { method: 'delete', path: reference(removing.path, name) } }),
    },
  };
}

function callOf(document: OpenApiDocument, { method, how, body }: Operation, path: string | Code): DraftCall {
  return {
    method,
    path,
    ...(how === undefined || body === undefined ? {} : { how, body: bodyOf(document, body, 'thing') }),
  };
}

/** Everything that can be read without knowing anything, and everything that takes one reference to a thing of a known kind. */
function surfacesOf(operations: readonly Operation[], kinds: ReadonlyMap<string, Kind>): Record<string, DraftSurface> {
  const surfaces: Record<string, DraftSurface> = {};
  for (const { method, path, asksQuery } of operations) {
    if (method !== 'get' || asksQuery || Object.keys(surfaces).length >= DRAFT_LIMITS.surfaces) continue;
    const [name, kind] = [...kinds].find(([, each]) => each.all === path || each.one.test(path)) ?? [];
    const parameters = path.split('{').length - 1;
    if (parameters > 1 || (parameters === 1 && kind === undefined)) continue;
    const words = wordsOf(path).join(' ').replace(/[-_]/g, ' ') || 'start';
    const takes = parameters === 1 && name !== undefined ? { takes: name } : {};
    surfaces[fresh(parameters === 1 ? `one ${singularWords(words)}` : words, surfaces)] = {
      way: 'get',
      path: name === undefined || parameters === 0 ? path : reference(path, name),
      ...takes,
      ...(name === undefined || !carriesCanary(kind?.resource.create.body) ? {} : { shows: name }),
    };
  }
  return surfaces;
}

/** Whether an owner can be told by what was created: a body without a canary shows nobody. */
function carriesCanary(body: DraftValue | undefined): boolean {
  if (body instanceof Code) return body.text.includes('canary(');
  return typeof body === 'object' && body !== null && Object.values(body).some(carriesCanary);
}

function singularWords(words: string): string {
  const [first = '', ...rest] = words.split(' ');
  return [singular(first), ...rest].join(' ');
}

function reference(path: string, name: string): Code {
  return pathWith(path, /\{[^}]*\}/.exec(path)?.[0] ?? '', name);
}

function oneOf(path: string): RegExp {
  return new RegExp(`^${path.replace(/\/$/, '').replace(/[.*+?^$()|[\]\\]/g, '\\$&')}/\\{[^}]+\\}(/|$)`);
}

function hasOne(paths: readonly string[], path: string): boolean {
  return paths.some((each) => oneOf(path).test(each));
}

function isListed(operations: readonly Operation[], path: string): boolean {
  return operations.some((each) => each.method === 'get' && each.path === path);
}

function lacksOf({ enrol, signIn, whoami }: Pick<Draft, 'enrol' | 'signIn' | 'whoami'>): string[] {
  return [
    ...(enrol === undefined
      ? ['nothing signs up: write accounts.enrol, let accounts.operator make accounts, or list some in accounts.given']
      : []),
    ...(signIn === undefined
      ? ['nothing signs in: write accounts.signIn, with http.use({ authorization: … }) where a token is sent']
      : []),
    ...(whoami === undefined ? ['nothing says who is asking: accounts.whoami makes every verdict surer'] : []),
  ];
}

const NESTED_MAX = 4;

/** Things that are created inside another: a draft does not know which. */
function nestedOf(operations: readonly Operation[]): string[] {
  return operations
    .filter(({ method, path, how }) => method === 'post' && path.includes('{') && how !== undefined)
    .map(({ path }) => `POST ${path} creates something inside another thing: let create() make that one first`);
}
