import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { createCodec, createScan, type Scan, type ScanOutcome } from '../canaries/index.ts';
import { accountOf } from '../model/account.ts';
import type { Sighting } from '../model/canary.ts';
import type { Source } from './scan-files.ts';
import type { Known } from './scan-known.ts';

/** A canary in a file. */
export interface Place extends Pick<Sighting, 'kind' | 'text' | 'grade' | 'encoding' | 'run'> {
  readonly owner: string;
  /** Absent when no stored run says what was planted in it. */
  readonly field?: string;
  readonly file: string;
  /** Where in the file, in bytes; of a packed one, in what it unpacks to. Absent inside a document. */
  readonly offset?: number;
  /** In the words of the file's format: a JSON pointer, a row, a page. */
  readonly place?: string;
}

/** What came of it. */
export interface Scanned {
  readonly files: number;
  readonly bytes: number;
  readonly sightings: readonly Place[];
  /** Files of which a part could not be read. */
  readonly unread: readonly { readonly file: string; readonly because: string }[];
}

/** Looks through each source as it is read, never holding more than a window of it. */
export async function scanPaths(sources: readonly Source[], known: Known, owner: string | undefined): Promise<Scanned> {
  const sightings: Place[] = [];
  const unread: { file: string; because: string }[] = [];
  let bytes = 0;
  const scans = scansOf(known);
  for (const source of sources) {
    const placed = (sighting: Sighting, offset?: number) => {
      const place = placeOf(source.name, sighting, offset, known);
      if (owner === undefined || place.owner === owner) sightings.push(place);
    };
    for (const sighting of scans.whole.text(source.name, 'file name')) placed(sighting);
    try {
      const offsets = new Map<Sighting, number>();
      const read = await scanSource(source, scans, offsets);
      const { isPacked } = read;
      bytes += read.bytes;
      for (const sighting of read.outcome.sightings) {
        const encoding = isPacked ? ['gzip', ...sighting.encoding] : sighting.encoding;
        placed({ ...sighting, encoding }, offsets.get(sighting));
      }
      if (read.outcome.unseen !== undefined) unread.push({ file: source.name, because: read.outcome.unseen });
    } catch (error) {
      unread.push({ file: source.name, because: (error as Error).message });
    }
  }
  return { files: sources.length, bytes, sightings, unread };
}

interface Scans {
  /** Holds a file as a whole, so that places are told in its words. */
  readonly whole: Scan;
  readonly windowed: Scan;
}

/** The run of the codec does not matter: it reads those of every run. */
function scansOf(known: Known): Scans {
  const options = { codec: createCodec({ key: known.key, run: 0 }), accounts: known.accounts.bind(known) };
  const scans = {
    whole: createScan({ ...options, limits: { windowBytes: WHOLE_BYTES_MAX + 1 } }),
    windowed: createScan(options),
  };
  for (const minted of known.minted) for (const scan of Object.values(scans)) scan.values.add(minted);
  return scans;
}

const WHOLE_BYTES_MAX = 8 * 2 ** 20;

async function scanSource(
  source: Source,
  { whole, windowed }: Scans,
  offsets: Map<Sighting, number>,
): Promise<{ readonly outcome: ScanOutcome; readonly bytes: number; readonly isPacked: boolean }> {
  let bytes = 0;
  const stream = source.open();
  const first = await firstChunk(stream);
  const isPacked = first !== undefined && first[0] === 0x1f && first[1] === 0x8b;
  const isSmall = source.bytes !== undefined && source.bytes <= WHOLE_BYTES_MAX && !isPacked;
  const body = (isSmall ? whole : windowed).body({ contentType: typeOf(source.name), offsets });
  for await (const chunk of isPacked ? stream.pipe(createGunzip()) : stream) {
    const piece = chunk as Buffer;
    bytes += piece.length;
    body.push(piece);
  }
  return { outcome: await body.end(), bytes, isPacked };
}

/** The first bytes, which stay where they are. */
async function firstChunk(stream: Readable): Promise<Buffer | undefined> {
  if (stream.readableLength === 0 && !stream.readableEnded)
    await new Promise<void>((resolve, reject) => {
      stream.once('readable', resolve);
      stream.once('error', reject);
    });
  const chunk: Buffer | null = stream.read();
  if (chunk === null) return undefined;
  stream.unshift(chunk);
  return chunk;
}

function placeOf(file: string, sighting: Sighting, offset: number | undefined, known: Known): Place {
  const { run, account, slot, kind, text, encoding, grade, place } = sighting;
  const field = known.fieldOf(run, account, slot);
  return {
    owner: accountOf(account),
    ...(field === undefined ? {} : { field }),
    run,
    file,
    ...(offset === undefined ? {} : { offset }),
    ...(/^byte \d+$/.test(place) ? {} : { place }),
    encoding,
    grade,
    kind,
    text,
  };
}

/** What a file's name says of its format, where its first bytes do not. */
function typeOf(name: string): string | undefined {
  return TYPES[name.slice(name.lastIndexOf('.') + 1).toLowerCase()];
}

const TYPES: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  tsv: 'text/csv',
  ndjson: 'application/x-ndjson',
  jsonl: 'application/x-ndjson',
  har: 'application/json',
};
