import type { Sighting } from '../../model/canary.ts';
import { type BodyContext, outcomeOf, PlainBody, type ScanOutcome } from '../body.ts';
import type { Enclosed } from '../layer.ts';
import type { DocumentKind } from './kind.ts';
import type { Opener, Part } from './part.ts';

/** How many more files may be opened for a body, and until when. */
export interface Opening {
  filesLeft: number;
  readonly untilMs: number;
}

/** Their libraries are loaded only when the first such file is met. */
const OPENERS: Readonly<Record<DocumentKind, () => Promise<Opener>>> = {
  pdf: async () => (await import('./pdf.ts')).openPdf,
  zip: async () => (await import('./zip.ts')).openZip,
  picture: async () => (await import('./picture.ts')).openPicture,
  mail: async () => (await import('./mail.ts')).openMail,
};

/**
 * Opens files that were found in a body, and those inside them, and adds what they show. A broken one is noted, never thrown.
 * What was seen in their raw bytes counts only where opening them does not show it better.
 */
export async function openEnclosed(
  context: BodyContext,
  files: readonly (Enclosed & { readonly place: string })[],
  outcome: ScanOutcome,
  raw: readonly Sighting[],
): Promise<ScanOutcome> {
  const { limits, now } = context;
  const opening = context.opening ?? { filesLeft: limits.documentsMax, untilMs: (now?.() ?? 0) + limits.documentsMs };
  const within: BodyContext = { ...context, opening };
  const inside: Sighting[] = [];
  let { unseen } = outcome;
  const bounds = {
    limits,
    note: (reason: string) => {
      unseen ??= reason;
    },
    isLate: () => {
      const isLate = now !== undefined && now() > opening.untilMs;
      if (isLate) unseen ??= `files in it took longer than ${limits.documentsMs} ms to open`;
      return isLate;
    },
  };
  for (const file of files) {
    if (opening.filesLeft-- <= 0) {
      unseen ??= `more than ${limits.documentsMax} files in it`;
      break;
    }
    if (bounds.isLate()) break;
    const where = file.place === '' ? '' : ` at ${file.place}`;
    try {
      const open = await OPENERS[file.kind]();
      for (const part of await open(file.bytes, bounds)) {
        const found = await scanPart(within, part, file);
        inside.push(...found.sightings);
        unseen ??= found.unseen;
      }
    } catch {
      unseen ??= `the ${file.kind}${where} is broken or of a kind that cannot be read`;
    }
  }
  const known = new Set(inside.map(({ text }) => text));
  const rest = raw.filter(({ text }) => !known.has(text));
  return outcomeOf([...outcome.sightings, ...rest, ...distinct(inside)], unseen);
}

async function scanPart(
  context: BodyContext,
  part: Part,
  file: Enclosed & { readonly place: string },
): Promise<ScanOutcome> {
  const encoding = [...file.encoding, ...(file.kind === 'picture' ? [] : [file.kind]), ...(part.encoding ?? [])];
  const isExact = !part.isPlace && part.placeAt === undefined;
  const body = new PlainBody(isExact ? context : { ...context, placeFor: nobody }, part.contentType, encoding);
  const bytes = typeof part.content === 'string' ? Buffer.from(part.content) : part.content;
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) body.push(bytes.subarray(at, at + PIECE_BYTES));
  const { sightings, unseen } = await body.end();
  const before = [file.place, part.place].filter((place) => place !== '').join(' ');
  const placed = sightings.map((sighting) => ({ ...sighting, place: placeIn(part, before, sighting.place) }));
  return outcomeOf(placed, unseen === undefined ? undefined : `${unseen} (in ${before})`);
}

function placeIn(part: Part, before: string, inner: string): string {
  const offset = /^byte (\d+)$/.exec(inner)?.[1];
  if (part.placeAt !== undefined && offset !== undefined) return `${before} ${part.placeAt(Number(offset))}`.trim();
  return part.isPlace && offset !== undefined ? before : `${before} ${inner}`.trim();
}

/** Offsets are enough where a part knows its place. */
function nobody(): boolean {
  return false;
}

/** Each canary once for each kind of place. */
function distinct(sightings: readonly Sighting[]): readonly Sighting[] {
  const seen = new Set<string>();
  return sightings.filter(({ text, encoding, place }) => {
    const key = [text, ...encoding, place.replace(/\d+/g, '*')].join(' ');
    return !seen.has(key) && seen.add(key);
  });
}

const PIECE_BYTES = 2 ** 20;
