import { expect, test } from '@playwright/test';
import type { Minted, Shape, Sighting } from '../model/canary.ts';
import { createCodec } from './codec.ts';
import { createMint } from './mint.ts';
import { createScan } from './scan.ts';
import { SHAPES } from './shapes.ts';
import { BODIES } from './testing/bodies.ts';
import type { Carrier } from './testing/carrier.ts';
import { DISGUISES, type Disguise } from './testing/disguises.ts';
import { FILES } from './testing/files.ts';

/** Every shape in every disguise in every file that can carry it: with the right owner, field, place and grade. */

const ACCOUNT = 37;
const codec = createCodec({ key: new Uint8Array(32).fill(3), run: 4711 });
const PLAIN: Disguise = { name: 'plain', on: 'text', gives: 'text', encoding: [], apply: (input) => input };

for (const carrier of [...BODIES, ...FILES]) {
  test(`${carrier.name} shows every shape in every disguise`, async () => {
    const missed: string[] = [];
    const tried = new Map<Shape, number>();
    for (const shape of Object.keys(SHAPES) as Shape[]) {
      const rows = rowsOf(carrier, shape);
      tried.set(shape, rows.length);
      for (let at = 0; at < rows.length; at += carrier.capacity) {
        const together = rows.slice(at, at + carrier.capacity);
        const sightings = await look(carrier, together);
        together.forEach((row, nth) => {
          const seen = sightings.filter(({ slot }) => slot === row.minted.slot);
          if (!seen.some((sighting) => isRight(sighting, row, carrier, nth)))
            missed.push(`${shape}, ${row.disguise.name}: ${JSON.stringify(seen)}`);
        });
      }
    }
    expect(missed).toEqual([]);
    expect(Math.min(...tried.values()), 'disguises that the file can carry').toBeGreaterThan(2);
  });
}

interface Row {
  readonly minted: Minted;
  /** Stands beside it where a value names nobody by itself. */
  readonly other: Minted;
  readonly disguise: Disguise;
  readonly text: string;
}

function rowsOf(carrier: Carrier, shape: Shape): readonly Row[] {
  const mint = createMint({ codec, account: ACCOUNT });
  return [PLAIN, ...DISGUISES].flatMap((disguise) => {
    const [minted, other] = [mint(shape), mint('date')];
    const text = disguised(minted, other, disguise);
    return text === undefined || !carrier.canCarry(text) ? [] : [{ minted, other, disguise, text }];
  });
}

function disguised({ text, value }: Minted, other: Minted, disguise: Disguise): string | undefined {
  if (disguise.on === 'letters')
    return text === ''
      ? undefined
      : value.replace(new RegExp(text, 'i'), (letters) => disguise.apply(Buffer.from(letters)).toString());
  const plain = text === '' ? `${value} ${other.value}` : value;
  const out = disguise.apply(Buffer.from(disguise.on === 'bytes' ? `the field says: ${plain}` : plain));
  return disguise.gives === 'text' ? out.toString() : out.toString('base64');
}

async function look(carrier: Carrier, rows: readonly Row[]): Promise<readonly Sighting[]> {
  const scan = createScan({ codec });
  for (const { minted, other } of rows) for (const each of [minted, other]) if (each.text === '') scan.values.add(each);
  const body = scan.body({ contentType: carrier.contentType });
  body.push(await carrier.make(rows.map(({ text }) => text)));
  return (await body.end()).sightings;
}

function isRight(sighting: Sighting, { minted, disguise }: Row, carrier: Carrier, nth: number): boolean {
  const { run, account, grade, encoding, place } = sighting;
  const expected = carrier.place(nth);
  const isPlaced = place === expected || place.startsWith(`${expected} `) || place.startsWith(`${expected}/`);
  const isGraded = grade === (minted.text === '' ? 'strong' : 'proven');
  const wanted = [...carrier.encoding, ...disguise.encoding];
  return run === codec.run && account === ACCOUNT && isPlaced && isGraded && holds(encoding, wanted);
}

/** Whether these wrappings are named, in this order, among others. */
function holds(encoding: readonly string[], wanted: readonly string[]): boolean {
  let at = 0;
  for (const name of encoding) if (name === wanted[at] || (wanted[at] === 'base64' && name === 'base64url')) at++;
  return at === wanted.length;
}
