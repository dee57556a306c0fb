import type { BrowserFacts } from '../../model/browsing.ts';
import type { Sighting } from '../../model/canary.ts';
import type { Observation } from '../../model/observation.ts';
import type { Exchange } from '../exchange.ts';
import { factsOf, one } from '../facts.ts';
import { redactedRequest } from '../secrets.ts';
import type { Surroundings } from '../session.ts';
import { isOwn, issuedBy, sortSightings } from '../shown.ts';
import type { Moment } from './moment.ts';

/** One answer that a browser was given, wherever it came from. */
export interface Answer {
  readonly url: string;
  readonly method: string;
  readonly sent: string | undefined;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly setCookies: readonly string[];
  readonly sentMs: number;
  readonly firstByteMs: number;
  readonly lastByteMs: number;
  readonly body: Buffer;
  readonly unseen: string | undefined;
  readonly facts: BrowserFacts;
}

/** Scans an answer and freezes it as what the one who sat at the browser was shown. */
export async function answerSeen(world: Surroundings, moment: Moment, answer: Answer): Promise<Observation> {
  const { viewer, frame } = moment;
  const path = pathOf(world.origin, answer.url);
  moment.carry([decoded(path), answer.sent ?? '']);
  const scan = world.scan.body({
    contentType: one(answer.headers['content-type']),
    placeFor: (name) => !isOwn(name, world.run, viewer),
  });
  scan.push(answer.body);
  const outcome = await scan.end();
  const sightings = [
    ...outcome.sightings,
    ...headerSightings(world, answer.headers),
    ...identifiers(world, frame.surface, answer),
  ];
  const { own, foreign } = sortSightings(sightings, world.run, viewer, world.limits.sightingsMax);
  const unseen = answer.unseen ?? outcome.unseen;
  return Object.freeze({
    ...viewer,
    driver: 'browser',
    surface: frame.surface,
    request: redactedRequest(answer.method, path, []),
    status: answer.status,
    sentMs: answer.sentMs,
    firstByteMs: answer.firstByteMs,
    lastByteMs: answer.lastByteMs,
    bytes: answer.body.length,
    facts: { ...headerFacts(world.origin, answer), ...answer.facts },
    issued: issuedBy(answer.setCookies, world.fingerprint),
    own,
    foreign,
    carried: moment.proveNothing(foreign, { isByWorker: answer.facts.fromServiceWorker === 'cache' }),
    ...(unseen === undefined ? {} : { unseen }),
  } satisfies Observation);
}

/** Path and query on the target; the whole address elsewhere. */
export function pathOf(origin: string, url: string): string {
  return url.startsWith(`${origin}/`) ? url.slice(origin.length) : url;
}

function headerFacts(origin: string, { headers, status, body }: Answer) {
  const bare: Exchange = {
    status,
    headers,
    localPort: undefined,
    socketUses: 0,
    sentMs: 0,
    firstByteMs: 0,
    lastByteMs: 0,
    bytes: body.length,
    cutAtBytes: undefined,
    broken: undefined,
  };
  const location = headers.location;
  return {
    ...factsOf(bare),
    ...(location === undefined ? {} : { location: redactedRequest('to', pathOf(origin, location), []) }),
  };
}

/** The body is given as the page got it: without its content encoding. */
function headerSightings(world: Surroundings, headers: Answer['headers']): Sighting[] {
  return Object.entries(headers).flatMap(([name, value]) => [...world.scan.text(value, `header ${name}`)]);
}

function identifiers(world: Surroundings, surface: string, { headers, body }: Answer): readonly Sighting[] {
  const isText = /json|text|xml|html/.test(headers['content-type'] ?? '') && body.length <= world.limits.keptBytesMax;
  return isText ? world.identifiers.scan(surface, body) : [];
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
