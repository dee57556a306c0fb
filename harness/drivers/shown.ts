import { Cookie } from 'tough-cookie';
import { isOutdone, rare, starred } from '../canaries/index.ts';
import { accountOf, tenantOf } from '../model/account.ts';
import type { Sighting } from '../model/canary.ts';
import type { Issued } from '../model/observation.ts';
import type { Viewer } from './session.ts';

/** What a viewer was shown, told apart. */
export interface Sorted {
  /** `account:slot` of the viewer's own tenant. */
  readonly own: readonly string[];
  readonly foreign: readonly Sighting[];
}

/** Tells the viewer's own from everybody else's; at most `max` foreign sightings are kept, those of the viewer's own pair before all others. */
export function sortSightings(sightings: Iterable<Sighting>, run: number, viewer: Viewer, max: number): Sorted {
  const own = new Set<string>();
  const ownAt = new Map<string, Set<string>>();
  const others: Sighting[] = [];
  for (const sighting of sightings) {
    if (!isOwn(sighting, run, viewer)) {
      others.push(sighting);
      continue;
    }
    own.add(`${sighting.account}:${sighting.slot}`);
    const path = listPath(sighting);
    if (path !== undefined) ownAt.set(path, (ownAt.get(path) ?? new Set()).add(sighting.text));
  }
  const foreign = others.filter((each) => !isByChance(each, ownAt));
  if (foreign.length <= max) return { own: [...own], foreign };
  const [pair] = viewer.session.split('/');
  const isNear = (each: Sighting) => each.run === run && accountOf(each.account).startsWith(`${pair}/`);
  const nearFirst = foreign.sort((one, other) => Number(isNear(other)) - Number(isNear(one)));
  return { own: [...own], foreign: nearFirst.slice(0, max) };
}

/** Where a small identifier stands, with `*` for each position in a list; undefined for all else, which means its owner wherever it stands. */
function listPath({ kind, place }: Sighting): string | undefined {
  return kind === 'identifier' && place.startsWith('/') ? starred(place) : undefined;
}

/** Whether a small identifier stands where another number does: the same answer shows more of the viewer's own elsewhere, and all that it shows there. */
function isByChance(sighting: Sighting, ownAt: ReadonlyMap<string, ReadonlySet<string>>): boolean {
  const path = listPath(sighting);
  if (path === undefined) return false;
  return isOutdone(ownAt.get(path) ?? new Set(), ownAt.values());
}

/** Whether a sighting is of the viewer's own tenant, from this run. */
export function isOwn(sighting: Pick<Sighting, 'run' | 'account'>, run: number, viewer: Viewer): boolean {
  return sighting.run === run && viewer.tenant !== undefined && tenantOf(accountOf(sighting.account)) === viewer.tenant;
}

/** The cookies that `Set-Cookie` lines give, each value as a keyed hash; `sent` is the `Cookie` header that was answered. */
export function issuedBy(lines: readonly string[], fingerprint: (secret: string) => string, sent = ''): Issued[] {
  const known = new Set(sent.split(/[;\n]/).map((pair) => pair.slice(pair.indexOf('=') + 1).trim()));
  return lines.flatMap((line) => {
    const equals = line.indexOf('=');
    const value = line.slice(equals + 1).split(';', 1)[0] ?? '';
    if (equals < 1 || value === '' || isEnded(line)) return [];
    const again = known.has(value) ? { again: true as const } : {};
    return [{ name: line.slice(0, equals).trim(), hash: fingerprint(value), rare: rare(value), ...again }];
  });
}

/** Whether it takes the cookie away: some sign the empty value that they leave. RFC 6265 section 3.1. */
function isEnded(line: string): boolean {
  const cookie = /;\s*(expires|max-age)\s*=/i.test(line) ? Cookie.parse(line, { loose: true }) : undefined;
  return cookie !== undefined && cookie.TTL() <= 0;
}
