import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import wabt from 'wabt';
import { SIEVE_CODE } from './sieve-code.ts';

test('sieve-code.ts is what sieve.wat compiles to', async () => {
  const source = readFileSync(new URL('sieve.wat', import.meta.url), 'utf8');
  const compiled = (await wabt()).parseWat('sieve.wat', source, { simd: true }).toBinary({});
  expect(SIEVE_CODE).toBe(Buffer.from(compiled.buffer).toString('base64'));
});
