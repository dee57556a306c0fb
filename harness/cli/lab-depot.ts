import { depotHooks } from '../../fixtures/depot.nearby.ts';
import { depotTarget } from '../../fixtures/depot.target.ts';
import { startDepotApart } from '../../fixtures/depot-apart.ts';
import { faults as FAULTS } from '../../fixtures/faults/catalogue.ts';
import { TRAPS } from '../../fixtures/traps/catalogue.ts';
import { mailSink } from '../drivers/mailbox/sink.ts';
import { UsageError } from '../model/errors.ts';
import type { Target } from '../model/target.ts';

/** A depot of our own, running. */
export interface Lab {
  readonly origin: string;
  readonly target: Target;
  /** Ends and begins again; what was in memory is gone. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a depot on a free port (or the given one) with faults and traps by their ids. */
export async function openLab(faults: readonly string[], traps: readonly string[] = [], port?: number): Promise<Lab> {
  for (const id of faults) named('fault', id, FAULTS);
  const lookAlikes = traps.map((id) => named('trap', id, TRAPS));
  const sink = await mailSink();
  const depot = await startDepotApart({ faults, traps, smtpUrl: sink.url, port }).catch(async (error) => {
    await sink[Symbol.asyncDispose]();
    if (port === undefined || !/EADDRINUSE|EACCES|ERR_SOCKET_BAD_PORT/.test(`${error.code} ${error.message}`))
      throw error;
    throw new UsageError(
      `The depot cannot listen on port ${port}: ${error.message}. Expected a free one; leave --port out to get one.`,
    );
  });
  const plain = depotTarget(depot.origin, { hooks: depotHooks(depot), sink });
  const target = lookAlikes.reduce((made, trap) => trap.apply(made), plain);
  const close = async () => {
    await depot.close();
    await sink[Symbol.asyncDispose]();
  };
  return { origin: depot.origin, target, restart: depot.restart, close };
}

function named<T extends { readonly id: string }>(kind: string, id: string, known: readonly T[]): T {
  const found = known.find((each) => each.id === id);
  if (found !== undefined) return found;
  throw new UsageError(
    `There is no ${kind} "${id}". Expected one of: ${known.map((each) => each.id).join(', ')}. See "misdelivery lab list".`,
  );
}
