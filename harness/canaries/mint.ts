import type { Minted, Shape, ShapeLimits } from '../model/canary.ts';
import { type Codec, OWNER_LETTERS } from './codec.ts';
import { LOOKED_UP, type Material, SHAPES } from './shapes.ts';

/** Hands out one account's canaries, a new slot each time. */
export interface Mint {
  (shape: Shape, limits?: ShapeLimits): Minted;
  /** The slot that the next canary gets, so also how many were handed out. */
  readonly slot: number;
}

export interface MintOptions {
  readonly codec: Codec;
  readonly account: number;
  /** Domain of e-mail canaries. Default `example.com`, which nobody can own. */
  readonly mailDomain?: string;
  /** The first slot to hand out. Default 0. */
  readonly slot?: number;
}

export function createMint({ codec, account, mailDomain = 'example.com', slot: first = 0 }: MintOptions): Mint {
  let slot = first;
  const mint = (shape: Shape, limits: ShapeLimits = {}): Minted => {
    const name = { run: codec.run, account, slot };
    const letters = codec.mint(account, slot);
    const material: Material = { letters, slot, mailDomain, draw: (purpose, below) => draw(letters, purpose, below) };
    slot++;
    return { ...name, shape, ...fit(shape, material, limits.max ?? Number.POSITIVE_INFINITY) };
  };
  return Object.defineProperty(mint, 'slot', { get: () => slot }) as Mint;
}

/** The most natural form that fits; if none does, a canary cut short that still names its owner; if not even that, a value to look up. */
function fit(shape: Shape, material: Material, max: number): Pick<Minted, 'text' | 'value'> {
  const carries = !LOOKED_UP.has(shape);
  for (const form of SHAPES[shape]) {
    const value = form(material);
    if (value.length <= max) return { text: carries ? material.letters : '', value };
  }
  if (carries) {
    const barest = SHAPES[shape].at(-1)!;
    const count = material.letters.length + max - barest(material).length;
    const letters = material.letters.slice(0, Math.max(0, count));
    if (letters.length >= OWNER_LETTERS) return { text: letters, value: barest({ ...material, letters }) };
  }
  return { text: '', value: bare(shape, material, max) };
}

/** For fields too short for anything else: as many arbitrary letters or digits as fit. */
function bare(shape: Shape, { draw }: Material, max: number): string {
  if (shape === 'number') return String(10 ** (max - 1) + draw('bare', 9 * 10 ** (max - 1)));
  if (max >= 3 && !LOOKED_UP.has(shape) && shape !== 'email' && shape !== 'url') {
    return Array.from({ length: max }, (_, at) => String.fromCharCode(97 + draw(`bare-${at}`, 26))).join('');
  }
  throw new RangeError(
    `A ${shape} does not fit into ${max} characters. Ask for a longer limit, or for the shape "word" or "number".`,
  );
}

/** FNV-1a over the letters, whose check is keyed already, finished by murmur's mixer. */
function draw(letters: string, purpose: string, below: number): number {
  let hash = 0x811c9dc5;
  for (const text of [letters, purpose]) {
    for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return Math.floor((((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32) * below);
}
