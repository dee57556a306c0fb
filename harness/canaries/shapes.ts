import type { Shape } from '../model/canary.ts';
import { sceneryOf } from './scenery.ts';

/** What a shape is made from: the canary's letters, a number per write, and a keyed draw for what must look arbitrary. */
export interface Material {
  readonly letters: string;
  readonly slot: number;
  readonly mailDomain: string;
  /** A number below `below`, the same every time for this canary and this purpose. */
  draw(purpose: string, below: number): number;
}

/** One form a value may take, from the most natural to the barest; the first that fits the field is used. */
type Form = (material: Material) => string;

/**
 * Every shape's forms. They have the same length for every account at the same slot, because some caches mix answers up only
 * when their sizes agree. Names, places and addresses are invented or reserved: example.com, Ofcom's drama numbers, and the
 * postcode area ZQ, which is well formed and unassigned.
 */
export const SHAPES: Readonly<Record<Shape, readonly Form[]>> = {
  word: [({ letters }) => letters],
  person: [
    ({ letters, slot }) => `${sceneryOf(slot).firstName} ${capital(letters)}`,
    ({ letters }) => capital(letters),
  ],
  company: [({ letters, slot }) => `${capital(letters)} ${sceneryOf(slot).trade}`, ({ letters }) => capital(letters)],
  line: [
    ({ letters, slot }) => `${sceneryOf(slot).houseNumber} ${capital(letters)} ${sceneryOf(slot).street}`,
    ({ letters, slot }) => `${sceneryOf(slot).houseNumber} ${capital(letters)}`,
    ({ letters }) => capital(letters),
  ],
  city: [({ letters }) => capital(letters)],
  email: [({ letters, mailDomain }) => `${letters}@${mailDomain}`],
  reference: [({ letters }) => letters.toUpperCase()],
  sku: [({ letters }) => letters.toUpperCase()],
  url: [({ letters }) => `https://example.com/${letters}`],
  note: [
    // The letters come first, where neither a preview nor a comma cuts them off.
    ({ letters, slot }) => `${letters} for ${sceneryOf(slot).ware}: please ring twice, and mind the bees.`,
    ({ letters }) => `Note ${letters}`,
    ({ letters }) => letters,
  ],
  phone: [({ draw }) => `07700900${digits(draw('phone', 1000), 3)}`],
  postcode: [(material) => postcode(material, ' '), (material) => postcode(material, '')],
  number: [({ draw }) => String(100_000 + draw('number', 900_000))],
  date: [({ draw }) => new Date(FIRST_DAY_MS + draw('date', DAYS) * DAY_MS).toISOString().slice(0, 10)],
};

/** Shapes whose value cannot carry letters and is looked up instead. */
export const LOOKED_UP: ReadonlySet<Shape> = new Set<Shape>(['phone', 'postcode', 'number', 'date']);

const DAY_MS = 86_400_000;
const FIRST_DAY_MS = Date.UTC(1960, 0, 1);
const DAYS = 14_610;
/** Letters that the second half of a British postcode may have. */
const INWARD = 'ABDEFGHJLNPQRSTUWXYZ';

function postcode({ draw }: Material, space: string): string {
  const inward = INWARD[draw('inward-1', 20)]! + INWARD[draw('inward-2', 20)]!;
  return `ZQ${10 + draw('district', 90)}${space}${draw('sector', 10)}${inward}`;
}

function capital(letters: string): string {
  return letters[0]!.toUpperCase() + letters.slice(1);
}

function digits(value: number, count: number): string {
  return String(value).padStart(count, '0');
}
