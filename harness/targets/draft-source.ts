import { Code, type Draft, type DraftCall, type DraftResource, type DraftSurface, type DraftValue } from './draft.ts';

/** A draft as the source of a target file. */
export function draftSource(draft: Draft): string {
  const things = Object.entries(draft.resources);
  return [
    "import { defineTarget } from 'misdelivery';",
    '',
    `// Drafted from ${oneLine(draft.from)}. Read it over: what stands here was guessed from names.`,
    '// "npx misdelivery doctor --target FILE" tries each part and says what to mend.',
    ...draft.open.map((line) => `// Open: ${oneLine(line)}`),
    'export default defineTarget({',
    `  name: ${quoted(draft.name)},`,
    `  origin: process.env.TARGET ?? ${quoted(draft.origin)},`,
    '  accounts: {',
    ...accountLines(draft).map(indented(4)),
    '  },',
    '  resources: {',
    ...things.flatMap(([name, resource]) => resourceLines(name, resource)).map(indented(4)),
    '  },',
    '  // "shows" is the control: the owner must see its own canary there, or the surface proves nothing.',
    '  surfaces: {',
    ...Object.entries(draft.surfaces).map(([name, surface]) => `    ${surfaceLine(name, surface)}`),
    '  },',
    '  // What is meant to cross from one account to another, each with a reason.',
    '  shared: [],',
    '});',
    '',
  ].join('\n');
}

function accountLines({ enrol, signIn, carry = {}, mirror = {}, signOut, retire, whoami }: Draft): string[] {
  const carried = Object.entries(carry).map(([header, value]) => `  http.use({ ${quotedKey(header)}: ${value} });`);
  const mirrored = Object.entries(mirror).map(
    ([cookie, header]) => `  http.mirror(${quoted(cookie)}, ${quoted(header)});`,
  );
  const answer = carried.some((line) => line.includes('json')) ? 'const { json } = ' : '';
  return [
    ...(enrol === undefined ? [] : ['async enrol({ http, account }) {', `  await ${callCode(enrol)};`, '},']),
    ...(signIn === undefined
      ? []
      : ['async signIn({ http, account }) {', `  ${answer}await ${callCode(signIn)};`, ...carried, ...mirrored, '},']),
    ...(signOut === undefined ? [] : ['async signOut({ http }) {', `  await ${callCode(signOut)};`, '},']),
    ...(retire === undefined ? [] : ['async retire({ http }) {', `  await ${callCode(retire)};`, '},']),
    ...(whoami === undefined ? [] : [`whoami: { get: ${quoted(whoami)} },`]),
  ];
}

function resourceLines(name: string, { create, id, change, remove }: DraftResource): string[] {
  const answer = /\bjson\b/.test(id) ? '{ json }' : /\burl\b/.test(id) ? '{ url }' : '{ headers }';
  return [
    `${quotedKey(name)}: {`,
    `  async create({ ${toolsOf(create, 'http')} }) {`,
    `    const ${answer} = await ${callCode(create)};`,
    `    return { id: ${id} };`,
    '  },',
    ...writeLines('change', name, change),
    ...writeLines('remove', name, remove),
    '},',
  ];
}

function writeLines(verb: string, name: string, call: DraftCall | undefined): string[] {
  if (call === undefined) return [];
  return [`  async ${verb}({ ${toolsOf(call, `http, ${name}`)} }) {`, `    await ${callCode(call)};`, '  },'];
}

function toolsOf(call: DraftCall, first: string): string {
  const code = callCode(call);
  const names = ['account', 'canary'].filter((name) => new RegExp(`(^|[^.\\w])${name}\\b`).test(code));
  return [first, ...names].join(', ');
}

function surfaceLine(name: string, { way, path, takes, shows }: DraftSurface): string {
  const where = takes === undefined ? valueCode(path) : `({ ${takes} }) => ${valueCode(path)}`;
  return `${quotedKey(name)}: { ${way}: ${where}${shows === undefined ? '' : `, shows: ${quoted(shows)}`} },`;
}

function callCode({ method, path, how, body, page }: DraftCall): string {
  if (page !== undefined) return `http.submit(${valueCode(page)}, ${valueCode(body ?? {})})`;
  const verb = method.toLowerCase();
  const isShort = ['get', 'post', 'put', 'patch', 'delete'].includes(verb);
  const sent = body === undefined || how === undefined ? '' : `, { ${how}: ${valueCode(body)} }`;
  return `http.${isShort ? verb : 'request'}(${isShort ? '' : `${quoted(method)}, `}${valueCode(path)}${sent})`;
}

function valueCode(value: DraftValue): string {
  if (value instanceof Code) return value.text;
  if (Array.isArray(value)) return `[${value.map(valueCode).join(', ')}]`;
  if (typeof value === 'string') return quoted(value);
  if (value === null || typeof value !== 'object') return String(value);
  const pairs = Object.entries(value).map(([name, each]) => `${quotedKey(name)}: ${valueCode(each)}`);
  return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`;
}

function quotedKey(name: string): string {
  return /^[a-z_$][\w$]*$/i.test(name) ? name : quoted(name);
}

/** A string as source; nothing that a document says can end it. */
function quoted(text: string): string {
  const inner = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${inner.replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')}'`;
}

/** A comment ends with its line. */
function oneLine(text: string): string {
  return text.replace(/[\r\n\u2028\u2029]+/g, ' ');
}

/** A path with the reference's identifier in place of a part; nothing else in it is source. */
export function pathWith(path: string, part: string, name: string): Code {
  const plain = (text: string) => text.replace(/[`\\$]/g, '\\$&');
  const at = path.indexOf(part);
  const made = `${plain(path.slice(0, at))}\${${name}.id}${plain(path.slice(at + part.length))}`;
  return new Code(`\`${at < 0 ? plain(path) : made}\``);
}

function indented(spaces: number): (line: string) => string {
  return (line) => `${' '.repeat(spaces)}${line}`;
}
