import { expect, test } from '@playwright/test';
import type { Minted, Shape, Sighting } from '../model/canary.ts';
import { createCodec } from './codec.ts';
import { createMint } from './mint.ts';
import { createScan, type Scan } from './scan.ts';
import { SHAPES } from './shapes.ts';
import { DISGUISES, type Disguise } from './testing/disguises.ts';
import { BODIES, type Carrier, FILES } from './testing/documents.ts';

/** Every shape in every disguise in every file that can carry it: with the right owner, field, place and grade. */

const ACCOUNT = 37;
const codec = createCodec({ key: new Uint8Array(32).fill(3), run: 4711 });
const mint = createMint({ codec, account: ACCOUNT });
const PLAIN: Disguise = { name: 'plain', on: 'text', gives: 'text', encoding: [], apply: (input) => input };

for (const carrier of [...BODIES, ...FILES]) {
  for (const shape of Object.keys(SHAPES) as Shape[]) {
    test(`${shape} in ${carrier.name}`, async () => {
      const misses: string[] = [];
      let tried = 0;
      for (const disguise of [PLAIN, ...DISGUISES]) {
        const outcome = await tryOne(carrier, shape, disguise);
        if (outcome === 'cannot') continue;
        tried++;
        if (outcome !== 'found') misses.push(`${disguise.name}: ${outcome}`);
      }
      expect(misses).toEqual([]);
      expect(tried, 'disguises that the file can carry').toBeGreaterThan(0);
    });
  }
}

async function tryOne(carrier: Carrier, shape: Shape, disguise: Disguise): Promise<string> {
  const minted = mint(shape);
  const other = mint('date');
  const scan = createScan({ codec });
  for (const each of [minted, other]) if (each.text === '') scan.values.add(each);
  const text = disguised(minted, other, disguise);
  if (text === undefined || !carrier.canCarry(text)) return 'cannot';
  const sightings = await look(scan, await carrier.make(text), carrier.contentType);
  const grade = minted.text === '' ? 'strong' : 'proven';
  const right = sightings.filter(
    ({ account, run, slot }) => account === ACCOUNT && run === codec.run && slot === minted.slot,
  );
  const wanted = [...carrier.encoding, ...disguise.encoding];
  if (
    right.some(
      (sighting) => sighting.grade === grade && isPlaced(sighting, carrier) && holds(sighting.encoding, wanted),
    )
  )
    return 'found';
  return JSON.stringify(
    sightings.map(({ account, slot, place, encoding, grade: seen }) => ({ account, slot, place, encoding, seen })),
  );
}

/** A value that names nobody by itself stands beside another of the same account. */
function disguised(minted: Minted, other: Minted, disguise: Disguise): string | undefined {
  const { text, value } = minted;
  if (disguise.on === 'letters')
    return text === ''
      ? undefined
      : value.replace(new RegExp(text, 'i'), (letters) => disguise.apply(Buffer.from(letters)).toString());
  const plain = text === '' ? `${value} ${other.value}` : value;
  const out = disguise.apply(Buffer.from(disguise.on === 'bytes' ? `the field says: ${plain}` : plain));
  return disguise.gives === 'text' ? out.toString() : out.toString('base64');
}

function isPlaced({ place }: Sighting, carrier: Carrier): boolean {
  return carrier.place.startsWith('byte') ? /^byte \d+$/.test(place) : place === carrier.place;
}

function holds(encoding: readonly string[], wanted: readonly string[]): boolean {
  let at = 0;
  for (const name of encoding) if (name === wanted[at] || (wanted[at] === 'base64' && name === 'base64url')) at++;
  return at === wanted.length;
}

async function look(scan: Scan, bytes: Buffer, contentType: string): Promise<readonly Sighting[]> {
  const body = scan.body({ contentType });
  body.push(bytes);
  return (await body.end()).sightings;
}
