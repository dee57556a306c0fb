import { Code, type Draft, type DraftCall, type DraftValue } from './draft.ts';
import { bodyOf } from './openapi-body.ts';
import { type OpenApiDocument, type Operation, type Part, partOf } from './openapi-document.ts';
import { member } from './openapi-id.ts';

type Accounts = Pick<Draft, 'enrol' | 'signIn' | 'carry' | 'signOut' | 'retire' | 'whoami'>;

const SIGN_UP = /sign-?_?up|register|registration|enrol/i;
const SIGN_IN = /log-?_?in|sign-?_?in|session|token|auth/i;
const SIGN_OUT = /log-?_?out|sign-?_?out/i;
const ME = /\/(me|whoami|self|current-?_?user|profile|userinfo|account)\/?$/i;
const PEOPLE = /\/(users|accounts|members|customers|people)\/?$/i;

/** Which operations are about accounts, by their names and by what they ask for. */
export function accountsOf(
  document: OpenApiDocument,
  operations: readonly Operation[],
): Accounts & { readonly used: readonly Operation[] } {
  const posts = operations.filter(({ method, path }) => method === 'post' && !path.includes('{'));
  const withPassword = posts.filter(({ body }) =>
    Object.keys(partOf(body?.properties)).some((name) => /pass/i.test(name)),
  );
  const named =
    (words: RegExp) =>
    ({ path, id }: Operation) =>
      words.test(path) || words.test(id);
  const enrol =
    withPassword.find(named(SIGN_UP)) ?? withPassword.find(({ path, isOpen }) => PEOPLE.test(path) && isOpen);
  const signIn = withPassword.find(
    (each) => each !== enrol && named(SIGN_IN)(each) && !/reset|forgot|change|refresh/i.test(each.path),
  );
  const signOut =
    operations.find((each) => each.method !== 'get' && named(SIGN_OUT)(each)) ??
    operations.find(({ method, path }) => method === 'delete' && path === signIn?.path) ??
    operations.find(named(SIGN_OUT));
  const retire = operations.find(({ method, path }) => method === 'delete' && ME.test(path));
  const whoami = operations.find(({ method, path }) => method === 'get' && ME.test(path));
  const grant = signIn === undefined ? passwordGrant(document) : undefined;
  const hasUserName =
    enrol !== undefined &&
    Object.keys(partOf(enrol.body?.properties)).some((name) => /^user_?name$|^login$/i.test(name));
  return {
    ...(enrol === undefined ? {} : { enrol: callOf(document, enrol) }),
    ...(signIn === undefined ? {} : { signIn: signInCall(document, signIn, hasUserName) }),
    ...(grant === undefined ? {} : { signIn: grant }),
    ...carried(document, signIn, grant),
    ...(signOut === undefined ? {} : { signOut: { method: signOut.method, path: signOut.path } }),
    ...(retire === undefined ? {} : { retire: { method: retire.method, path: retire.path } }),
    ...(whoami === undefined ? {} : { whoami: whoami.path }),
    used: [enrol, signIn, signOut, retire, whoami].filter((each) => each !== undefined),
  };
}

function callOf(document: OpenApiDocument, { method, path, how, body }: Operation): DraftCall {
  return {
    method,
    path,
    ...(how === undefined || body === undefined ? {} : { how, body: bodyOf(document, body, 'account') }),
  };
}

/** Signs in with what the sign-up was given: a user name where it took one, and the e-mail address where it did not. */
function signInCall(document: OpenApiDocument, signIn: Operation, hasUserName: boolean): DraftCall {
  const call = callOf(document, signIn);
  const fields = Object.entries(partOf(call.body)) as [string, DraftValue][];
  const renamed = fields.map(
    ([name, value]) => [name, isLogin(name) && !hasUserName ? new Code('account.email') : value] as const,
  );
  return { ...call, body: Object.fromEntries(renamed) };
}

function isLogin(name: string): boolean {
  return /^(user_?name|login|user|identity|identifier|account)$/i.test(name);
}

/** The OAuth 2 password grant, RFC 6749 section 4.3, where that is how the document signs in. */
function passwordGrant(document: OpenApiDocument): DraftCall | undefined {
  for (const scheme of schemesOf(document)) {
    const url =
      partOf(partOf(scheme.flows).password).tokenUrl ?? (scheme.flow === 'password' ? scheme.tokenUrl : undefined);
    if (typeof url !== 'string' || !URL.canParse(url, 'http://target')) continue;
    const body = {
      grant_type: 'password',
      username: new Code('account.email'),
      password: new Code('account.password'),
    };
    return { method: 'post', path: new URL(url, 'http://target/').pathname, how: 'form', body };
  }
  return undefined;
}

/** What an answer to signing in is good for: a token in a header, unless a cookie is enough. */
function carried(
  document: OpenApiDocument,
  signIn: Operation | undefined,
  grant: DraftCall | undefined,
): Pick<Draft, 'carry'> {
  const token = grant === undefined ? tokenIn(document, signIn?.answer, 'json') : 'json.access_token';
  if (token === undefined) return {};
  const key = schemesOf(document).find((scheme) => scheme.type === 'apiKey' && scheme.in === 'header');
  const bearer = schemesOf(document).some((scheme) => scheme.scheme === 'bearer' || scheme.type === 'oauth2');
  const header = typeof key?.name === 'string' ? key.name.toLowerCase() : 'authorization';
  if (!bearer && header !== 'authorization') return { carry: { [header]: token } };
  return { carry: { authorization: `\`Bearer \${${token}}\`` } };
}

function tokenIn(document: OpenApiDocument, answer: Part | undefined, at: string, depth = 2): string | undefined {
  const properties = partOf(answer?.properties);
  const names = Object.keys(properties);
  const name =
    names.find((each) => /access_?token/i.test(each)) ??
    names.find((each) => /^(auth_?)?token$|jwt|api_?key/i.test(each));
  if (name !== undefined) return `${at}${member(name)}`;
  if (depth === 0) return undefined;
  for (const each of names) {
    const found = tokenIn(document, document.schema(properties[each]), `${at}${member(each)}`, depth - 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

function schemesOf(document: OpenApiDocument): Part[] {
  const { components, securityDefinitions } = document.root;
  const schemes = partOf(partOf(components).securitySchemes ?? securityDefinitions);
  return Object.values(schemes).map((scheme) => document.resolved(scheme));
}
