import { DRAFT_LIMITS, type Draft, type DraftResource, type DraftSurface } from './draft.ts';
import { pathWith } from './draft-source.ts';
import { accountsIn, callIn, type HarAccounts } from './har-accounts.ts';
import { type Recorded, readHar, withoutSecrets } from './har-log.ts';
import { camel, fresh, singular, wordsOf } from './naming.ts';
import { partOf } from './openapi-document.ts';
import { member } from './openapi-id.ts';

/** A thing that was created while it was recorded. */
interface Kind {
  readonly name: string;
  readonly id: string;
  readonly resource: DraftResource;
  /** What was typed into it: an answer that has some of it shows it. */
  readonly words: readonly string[];
}

/** Drafts a target from a recording of somebody who signed in, created things and looked at them. No word that was typed is kept. */
export function draftFromHar(text: string, from: string): Draft {
  const { origin, recorded } = readHar(text, from);
  const { known, used, ...accounts } = accountsIn(recorded);
  const rest = recorded.filter((each) => !used.includes(each));
  const kinds = kindsIn(rest, recorded, known);
  return {
    name: new URL(origin).hostname,
    origin,
    from,
    ...accounts,
    resources: Object.fromEntries(kinds.map(({ name, resource }) => [name, resource])),
    surfaces: surfacesIn(
      rest.filter(({ path }) => !namesSomebody(path, known)),
      kinds,
    ),
    open: [
      ...(accounts.enrol === undefined
        ? ['no sign-up was recorded: write accounts.enrol, accounts.operator or accounts.given']
        : []),
      ...(accounts.signIn === undefined ? ['no sign-in was recorded: write accounts.signIn'] : []),
      ...(kinds.length === 0 ? ['nothing was created whose identifier could be learned: write resources'] : []),
    ],
  };
}

function kindsIn(rest: readonly Recorded[], recorded: readonly Recorded[], known: HarAccounts['known']): Kind[] {
  const kinds: Kind[] = [];
  for (const each of rest) {
    if (each.method !== 'POST' || each.status >= 400 || kinds.length >= DRAFT_LIMITS.resources) continue;
    const found = identifierIn(each);
    const words = wordsIn(each.body, 3);
    const isKnown = kinds.some(({ resource }) => resource.create.path === each.path);
    if (found === undefined || words.length === 0 || isKnown) continue;
    const taken = Object.fromEntries(kinds.map(({ name }) => [name, true]));
    const name = fresh(
      camel(singular(wordsOf(each.path.replace(/\/(new|create|add)\/?$/i, '')).at(-1) ?? 'thing')),
      taken,
      '',
    );
    const create = callIn(each, recorded, 'thing', known);
    kinds.push({
      name,
      words,
      id: found.id,
      resource: { create, id: found.code, ...writesIn(rest, recorded, known, name, found.id) },
    });
  }
  return kinds;
}

/** Where the identifier of what was created stood: in the answer, or at the end of the address that it led to. */
function identifierIn({ json, location }: Recorded): { readonly id: string; readonly code: string } | undefined {
  const [path, id] = scalarId(json, 'json', 3) ?? [];
  if (path !== undefined && id !== undefined) return { id, code: path };
  const last = location.split(/[?#]/)[0]?.replace(/\/$/, '').split('/').at(-1) ?? '';
  return /\d/.test(last)
    ? { id: last, code: "url.split(/[?#]/)[0]?.replace(/\\/$/, '').split('/').at(-1) ?? ''" }
    : undefined;
}

function scalarId(value: unknown, at: string, depth: number): [string, string] | undefined {
  if (typeof value !== 'object' || value === null || depth === 0) return undefined;
  const entries = Object.entries(value);
  const own =
    entries.find(([name, each]) => /^_?id$|^uuid$/i.test(name) && isScalar(each)) ??
    entries.find(([name, each]) => /(id|identifier|number)$/i.test(name) && isScalar(each));
  if (own !== undefined) return [`${at}${member(own[0])}`, String(own[1])];
  for (const [name, each] of entries) {
    const found = scalarId(each, Array.isArray(value) ? `${at}[${name}]` : `${at}${member(name)}`, depth - 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isScalar(value: unknown): boolean {
  return typeof value === 'number' || (typeof value === 'string' && value !== '');
}

/** What was changed and removed by the identifier. */
function writesIn(
  rest: readonly Recorded[],
  recorded: readonly Recorded[],
  known: HarAccounts['known'],
  name: string,
  id: string,
): Pick<DraftResource, 'change' | 'remove'> {
  const about = rest.filter(({ path, status }) => status < 400 && path.split(/[/?]/).includes(id));
  const changed = about.find(({ method }) => method === 'PATCH' || method === 'PUT');
  const removed = about.find(({ method }) => method === 'DELETE');
  return {
    ...(changed === undefined
      ? {}
      : { change: { ...callIn(changed, recorded, 'thing', known), path: pathWith(changed.path, id, name) } }),
    ...(removed === undefined ? {} : { remove: { method: 'DELETE', path: pathWith(removed.path, id, name) } }),
  };
}

/** Whether an address has the recording's own account in it: nothing of that is kept. */
function namesSomebody(path: string, known: HarAccounts['known']): boolean {
  return [...known.keys()].some((value) => path.includes(value) || path.includes(encodeURIComponent(value)));
}

function surfacesIn(rest: readonly Recorded[], kinds: readonly Kind[]): Record<string, DraftSurface> {
  const surfaces: Record<string, DraftSurface> = {};
  const seen = new Set<string>();
  for (const each of rest) {
    if (each.method !== 'GET' || each.status !== 200 || Object.keys(surfaces).length >= DRAFT_LIMITS.surfaces) continue;
    const path = withoutSecrets(each.path);
    const kind = kinds.find(({ id }) => path.split(/[/?]/).includes(id));
    const place = kind === undefined ? path : pathWith(path, kind.id, kind.name);
    const key = typeof place === 'string' ? place : place.text;
    const isStrangers = kind === undefined && /\/\d+(\/|$)|[\da-f]{8}-[\da-f]{4}/i.test(path);
    if (seen.has(key) || isStrangers || /log-?in|sign-?in|sign-?up|register/i.test(path)) continue;
    seen.add(key);
    const shows = kind?.name ?? kinds.find(({ words }) => words.some((word) => each.text.includes(word)))?.name;
    const way = each.mediaType.includes('html') ? 'page' : 'get';
    const words =
      wordsOf(path.replace(kind?.id ?? '\n', ''))
        .join(' ')
        .replace(/[-_]/g, ' ') || 'start';
    const name = `${kind === undefined ? '' : 'one '}${kind === undefined ? words : singular(words)}${way === 'page' ? ' page' : ''}`;
    surfaces[fresh(name, surfaces)] = {
      way,
      path: place,
      ...(kind === undefined ? {} : { takes: kind.name }),
      ...(shows === undefined ? {} : { shows }),
    };
  }
  return surfaces;
}

function wordsIn(value: unknown, depth: number): string[] {
  if (typeof value === 'string') return value.length >= WORD_CHARS_MIN ? [value] : [];
  if (typeof value !== 'object' || value === null || depth === 0) return [];
  return Object.values(Array.isArray(value) ? value : partOf(value)).flatMap((each) => wordsIn(each, depth - 1));
}

const WORD_CHARS_MIN = 4;
