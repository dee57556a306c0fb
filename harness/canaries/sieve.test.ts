import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import wabt from 'wabt';
import { RUN, sieve } from './sieve.ts';
import { SIEVE_CODE } from './sieve-code.ts';

test('sieve-code.ts is what sieve.wat compiles to', async () => {
  const source = readFileSync(new URL('sieve.wat', import.meta.url), 'utf8');
  const compiled = (await wabt()).parseWat('sieve.wat', source, { simd: true }).toBinary({});
  expect(SIEVE_CODE).toBe(Buffer.from(compiled.buffer).toString('base64'));
});

test('every run of base64 letters is found, and nothing else is taken for one', () => {
  const word = fc.string({ unit: fc.constantFrom(...'AZaz09+/-_'), maxLength: 70, size: 'max' });
  const between = fc.constantFrom(' ', '"', '<td>', ';', '=', '\\n', '\0', 'é', '.', '%2B', '\u{1f4e6}');
  const text = fc.array(fc.tuple(word, between), { maxLength: 40, size: 'max' }).map((parts) => parts.flat().join(''));
  const dashed: [string] = ['-AAAA-AAAA-AAAA-AAAAAAAAAAAA '];
  fc.assert(
    fc.property(text, (given) => expect(runsIn(given)).toEqual(runsByRule(given))),
    { examples: [dashed] },
  );
});

test('more runs and first letters than there is room for at once are all found', () => {
  for (const between of [';', ' ', ';z~', '=7a\\u007a;']) {
    const given = `${'Q'.repeat(24)}${between}`.repeat(20_000);
    expect(runsIn(given), between).toEqual(runsByRule(given));
  }
});

/** Runs as the sieve tells them, each once. */
function runsIn(text: string): readonly string[] {
  const only = sieve();
  const bytes = Buffer.from(text);
  const from = only.take(bytes.length);
  only.bytes.set(bytes, from);
  only.keep(from + bytes.length);
  const places = only.places(from, from + bytes.length, false);
  const runs = new Set<string>();
  for (let index = 0; index < places.length; index++) {
    const at = places[index]! >>> 2;
    if ((places[index]! & 3) === RUN) runs.add(`${at - from} to ${places[++index]! - from}`);
  }
  only.free(from);
  return [...runs].sort();
}

/** Twenty-four letters or more, with a capital unless they could be a digest, and no UUID at their end. */
function runsByRule(text: string): readonly string[] {
  const bytes = Buffer.from(text).toString('latin1');
  return [...bytes.matchAll(/[\w+/-]{24,}/g)]
    .filter(([run]) => run.length >= 32 || /[A-Z]/.test(run))
    .filter(([run]) => run.length >= 60 || !/^.{8,}-....-....-....-.{12}$/.test(run))
    .map((match) => `${match.index} to ${match.index + match[0].length}`)
    .sort();
}
