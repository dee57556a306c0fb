import { readFile, stat } from 'node:fs/promises';
import type { Download } from 'playwright';
import type { Answer } from './answer.ts';
import { BROWSER_LIMITS } from './limits.ts';

/** A download as an answer: the inspector does not show its body, the file does. */
export async function downloaded(download: Download, now: () => number): Promise<Answer> {
  const sentMs = now();
  const path = await download.path();
  const { size } = await stat(path);
  const isLong = size > BROWSER_LIMITS.downloadBytesMax;
  const body = isLong ? Buffer.alloc(0) : await readFile(path);
  return {
    url: download.url(),
    method: 'GET',
    sent: undefined,
    status: 200,
    headers: { 'content-disposition': `attachment; filename="${download.suggestedFilename()}"` },
    setCookies: [],
    sentMs,
    firstByteMs: sentMs,
    lastByteMs: now(),
    body,
    unseen: isLong ? `a download is longer than ${BROWSER_LIMITS.downloadBytesMax} bytes` : undefined,
    facts: {},
  };
}
