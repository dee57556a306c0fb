import { startDepot } from '../fixtures/depot/index.ts';

/** A depot in a process of its own; says where it listens, how long it took to start, and ends with its parent. */
const begun = process.cpuUsage();
const depot = await startDepot({ requestsPerSecond: 1_000_000 });
process.send?.({ origin: depot.origin, startMs: cpuMs(begun) });
process.on('disconnect', () => void depot.close());
process.on('message', () => {
  process.send?.({ cpuMs: cpuMs() });
});

/** Processor time, which says the same on a busy machine. */
function cpuMs(since?: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1_000;
}
