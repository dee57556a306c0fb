import { expect, test } from '@playwright/test';
import { createCodec } from './codec.ts';
import { createScan } from './scan.ts';

/** `STREAM_MB=1024 npx playwright test harness/canaries/streaming` downloads a whole gigabyte. */
const MEGABYTES = Number(process.env.STREAM_MB ?? 96);
const CHUNK = Buffer.from('Two jars of heather honey, this side up; '.repeat(1600));
const GROWTH_MAX = 48 * 2 ** 20;

const codec = createCodec({ key: new Uint8Array(32).fill(13), run: 8 });

test('a long download is scanned in memory that does not grow with it', async () => {
  const bytesMax = MEGABYTES * 2 ** 20;
  const canaries = Array.from({ length: 16 }, (_, account) => codec.mint(account, 1));
  const body = createScan({ codec }).body({ contentType: 'application/octet-stream' });
  body.push(CHUNK);
  const before = memoryBytes();
  let [bytes, most, planted] = [CHUNK.length, 0, 0];
  for (let chunks = 1; bytes < bytesMax; chunks++) {
    // A fresh copy each time, as from a socket; a canary lies over the border of two chunks now and then.
    const chunk = Buffer.from(CHUNK);
    if (planted < canaries.length && bytes >= (planted * bytesMax) / canaries.length) {
      const canary = canaries[planted++] as string;
      body.push(Buffer.concat([chunk, Buffer.from(canary.slice(0, 7))]));
      body.push(Buffer.concat([Buffer.from(canary.slice(7)), Buffer.from(' ')]));
      bytes += canary.length;
    } else body.push(chunk);
    bytes += chunk.length;
    if (chunks % 64 === 0) most = Math.max(most, memoryBytes() - before);
  }
  const { sightings, unseen } = await body.end();
  expect(sightings.map(({ account, grade }) => `${account} ${grade}`)).toEqual(
    canaries.map((_, account) => `${account} proven`),
  );
  expect(unseen).toBeUndefined();
  expect(most).toBeLessThan(GROWTH_MAX);
});

/** What lies outside the heap counts too; a collection first, so that only what is held is seen. */
function memoryBytes(): number {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
