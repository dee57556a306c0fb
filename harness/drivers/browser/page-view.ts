import { accountOf, tenantOf } from '../../model/account.ts';
import type { BrowserFacts } from '../../model/browsing.ts';
import type { Sighting } from '../../model/canary.ts';
import type { Observation } from '../../model/observation.ts';
import { redactedRequest } from '../secrets.ts';
import { sortSightings } from '../shown.ts';
import { pathOf } from './answer.ts';
import type { Origin } from './moment.ts';
import { isCode } from './pending.ts';
import { maskedPicture } from './picture.ts';
import type { Profile } from './profile.ts';
import type { Snapshot } from './snapshot.ts';
import type { Part } from './tab.ts';

/** Records what the tab in front shows (last, so that it speaks for the step) and, before it, what the browser keeps for the site. */
export async function pageSeen(profile: Profile, request: string, begunMs: number): Promise<void> {
  const { world, seat, tab } = profile;
  const snapshot = await read(profile);
  const { parts } = tab;
  const moment = seat.moment();
  const document = parts.findLast(({ kind }) => kind === 'Document');
  const isByWorker = parts.some((part) => sourceOf(part) === 'worker cache');
  const unseen =
    profile.missed ?? snapshot.unseen ?? parts.find(({ answer }) => answer.unseen !== undefined)?.answer.unseen;
  const path = pathOf(world.origin, snapshot.url);
  const asked = redactedRequest(request, path, []);
  const observe = (
    request: string,
    status: number,
    texts: Snapshot['shown'],
    origin: Origin,
    excused: (sighting: Sighting) => boolean,
    facts: BrowserFacts,
  ) => {
    const { own, foreign } = sortSightings(
      sightingsIn(profile, texts),
      world.run,
      moment.viewer,
      world.limits.sightingsMax,
    );
    const proveNothing = moment.proveNothing(foreign, { ...origin, isByWorker });
    const nothing = new Set([...proveNothing, ...foreign.filter(excused).map(({ text }) => text)]);
    const seen: Observation = {
      ...moment.viewer,
      driver: 'browser',
      surface: moment.frame.surface,
      request,
      status,
      sentMs: begunMs,
      firstByteMs: begunMs,
      lastByteMs: world.now(),
      bytes: texts.reduce((sum, [, text]) => sum + text.length, 0),
      facts: { profile: profile.name, ...facts },
      issued: [],
      own,
      foreign,
      carried: [...nothing],
      ...(unseen === undefined ? {} : { unseen }),
    };
    moment.frame.record(Object.freeze(seen));
    return foreign.map(({ text }) => text).filter((text) => !nothing.has(text));
  };
  seat.noteStored(namesIn(profile, snapshot.kept));
  if (tab.isAsLeft || isRestored(parts, snapshot)) seat.returnedTo(tab.left.by);
  if (snapshot.kept.length > 0)
    observe(
      'what the browser keeps',
      200,
      snapshot.kept,
      {},
      ({ account }) => seat.unsignedOut.has(tenantOf(accountOf(account))),
      {},
    );
  const status = document?.answer.status ?? (snapshot.url.startsWith('http') ? 200 : 0);
  const leaked = observe(
    asked,
    status,
    snapshot.shown,
    { isOfPage: true, isRestored: isRestored(parts, snapshot) },
    (sighting) => isAsLeft(profile, sighting),
    pageFacts(profile, parts, snapshot),
  );
  const { keepsakes } = profile.outfit;
  if (leaked.length === 0 || !keepsakes.arePicturesTaken) return;
  const picture = await maskedPicture(tab, leaked).catch(() => undefined);
  const viewer = moment.viewer.account ?? moment.viewer.session.split('#')[0] ?? '';
  if (picture !== undefined) keepsakes.keepPicture(viewer, moment.frame.surface, picture);
}

/** On a page that was open when somebody else sat down: what stood there then, and where the service could not know of it, whatever the page goes on to get. */
function isAsLeft({ seat, tab }: Profile, { text, account }: Sighting): boolean {
  if (!tab.isAsLeft) return false;
  return tab.left.shown.has(text) || (tab.left.by === tenantOf(accountOf(account)) && seat.untold.has(tab.left.by));
}

/** Canaries that a tab shows, and that the browser keeps for its site; used when somebody else sits down. */
export async function namesOn(
  profile: Profile,
  tab: Profile['tab'],
): Promise<{ readonly shown: string[]; readonly kept: string[] }> {
  const { shown, kept } = await tab.snapshot();
  return { shown: namesIn(profile, shown), kept: namesIn(profile, kept) };
}

function namesIn(profile: Profile, texts: Snapshot['shown']): string[] {
  return sightingsIn(profile, texts).map(({ text }) => text);
}

/** Whether the document came back alive out of the history. */
function isRestored(parts: readonly Part[], { persisted }: Snapshot): boolean {
  return persisted === true && !parts.some(({ kind }) => kind === 'Document');
}

async function read(profile: Profile): Promise<Snapshot> {
  try {
    return await profile.tab.snapshot();
  } catch (error) {
    const unseen = (error as Error).message;
    return { url: profile.tab.page.url(), persisted: undefined, workers: 0, shown: [], kept: [], unseen };
  }
}

/** Each canary once, at the first place that shows it. */
function sightingsIn({ world }: Profile, texts: Snapshot['shown']): Sighting[] {
  const found = new Map<string, Sighting>();
  for (const [place, text] of texts) {
    for (const sighting of world.scan.text(text, place))
      if (!found.has(sighting.text)) found.set(sighting.text, sighting);
  }
  return [...found.values()];
}

function pageFacts(
  profile: Profile,
  parts: readonly Part[],
  snapshot: Snapshot,
): BrowserFacts & { cacheControl?: string } {
  const { tab } = profile;
  const document = parts.findLast(({ kind }) => kind === 'Document');
  const { 'cache-control': cacheControl, vary } = document?.answer.headers ?? {};
  const sources = [...new Set(parts.filter(isPersonal).map(sourceOf))];
  return {
    ...document?.answer.facts,
    ...(cacheControl === undefined ? {} : { cacheControl }),
    ...(vary === undefined ? {} : { vary }),
    ...(isRestored(parts, snapshot) ? { persisted: true } : {}),
    ...(tab.notPersisted.length > 0 ? { notPersisted: tab.notPersisted } : {}),
    ...(profile.isOffline ? { offline: true } : {}),
    ...(tab.isSameDocument ? { sameDocument: true } : {}),
    parts: sources.length === 0 ? ['nothing'] : sources,
    workers: snapshot.workers,
    openedBy: tab.openedBy,
    starts: profile.starts,
  };
}

/** Not code, nor what shows nothing, nor a picture that says it is for everybody. */
function isPersonal({ kind, answer }: Part): boolean {
  if (isCode({ kind }) || ['Preflight', 'Ping'].includes(kind)) return false;
  return !(['Image', 'Other', 'Media'].includes(kind) && /\bpublic\b/.test(answer.headers['cache-control'] ?? ''));
}

function sourceOf({ answer: { facts } }: Part): 'disk cache' | 'worker cache' | 'network' {
  if (facts.fromServiceWorker === 'cache') return 'worker cache';
  return facts.fromDiskCache === true ? 'disk cache' : 'network';
}
