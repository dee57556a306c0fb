import type { WriteStream } from 'node:tty';
import type { Progress } from '../runner/run.ts';

/** Milliseconds between two updates: a live line on a terminal, a plain line elsewhere. */
const LIVE_MS = 200;
const PLAIN_MS = 10_000;

/** Shows how far a run is; on a terminal one line that is written over, elsewhere a line now and then. */
export function progressLine(stream: WriteStream | undefined): {
  readonly show: (progress: Progress) => void;
  readonly clear: () => void;
} {
  if (stream === undefined) return { show: () => {}, clear: () => {} };
  const isLive = stream.isTTY === true;
  let lastMs = 0;
  let lastPhase = '';
  return {
    show(progress) {
      const isDue = progress.elapsedMs - lastMs >= (isLive ? LIVE_MS : PLAIN_MS);
      if (progress.phase === lastPhase && !isDue) return;
      lastMs = progress.elapsedMs;
      lastPhase = progress.phase;
      stream.write(isLive ? `\r\x1b[2K${words(progress)}` : `${words(progress)}\n`);
    },
    clear() {
      if (isLive) stream.write('\r\x1b[2K');
    },
  };
}

function words({ phase, plans, plansLeft, looks, observations, leaks, elapsedMs, budgetMs }: Progress): string {
  const rate = elapsedMs > 0 ? Math.round((observations / elapsedMs) * 1_000) : 0;
  const found = `${leaks} leak${leaks === 1 ? '' : 's'}`;
  switch (phase) {
    case 'playing':
      return `playing   ${plansLeft === undefined ? plans : `${plans} of ${plans + plansLeft}`} plans, ${looks} proven looks, ${rate} answers/s, ${found}, ${timeWords(budgetMs - elapsedMs)}`;
    case 'telling':
      return `telling   ${found}: playing them again with fresh accounts until they are small`;
    case 'retiring':
      return 'retiring  closing the accounts';
  }
}

function timeWords(leftMs: number): string {
  return leftMs > 0 ? `${Math.round(leftMs / 1000)} s left` : 'going on for cells that prove nothing yet';
}
