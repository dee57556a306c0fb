import fc from 'fast-check';
import { BYTE_DISGUISES, type Disguise, LETTER_DISGUISES, TEXT_DISGUISES } from './disguises.ts';

/**
 * Up to three disguises that can follow each other: letters are changed first, and bytes cannot be escaped as text. UTF-16 is told
 * by the zeros of plain letters, so letters that Latin does not know need its byte order mark; those pairs are left out.
 */
export const composed: fc.Arbitrary<readonly Disguise[]> = fc
  .tuple(
    fc.option(fc.constantFrom(...LETTER_DISGUISES), { nil: undefined }),
    fc.array(fc.constantFrom(...TEXT_DISGUISES, ...BYTE_DISGUISES), { minLength: 1, maxLength: 3 }),
  )
  .map(([first, rest]) => (first === undefined ? rest : [first, ...rest.slice(0, 2)]))
  .filter((all) => all.every((disguise, at) => canFollow(disguise, all[at - 1])));

function canFollow({ on, name }: Disguise, before: Disguise | undefined): boolean {
  const isForeign = before !== undefined && FOREIGN_LETTERS.has(before.name);
  return (on !== 'text' || before?.gives !== 'bytes') && !(isForeign && name.startsWith('utf-16'));
}

const FOREIGN_LETTERS: ReadonlySet<string> = new Set(['wide', 'accents', 'loose accents']);

/** What becomes of a text in which these letters stand. */
export function disguisedBy(all: readonly Disguise[], text: string, letters: string): Buffer {
  const [first] = all;
  const change = (found: string) => first?.apply(Buffer.from(found)).toString() ?? found;
  const begun: string = first?.on === 'letters' ? text.replace(new RegExp(letters, 'i'), change) : text;
  return all
    .filter(({ on }) => on !== 'letters')
    .reduce<Buffer>((input, { apply }) => apply(input), Buffer.from(begun));
}
