import type { Evidence, Leak } from '../model/verdict.ts';

/** Whether owner and viewer ever used the same socket: were it so, the harness itself might have mixed them. One clause, for a proof. */
export function innocence(evidence: Evidence, leak: Leak): string {
  const isStranger = !leak.owner.endsWith('/visitor') && !evidence.accounts.some(({ id }) => id === leak.owner);
  if (isStranger) return 'the owner belonged to another pair, with sockets and cookie jars of its own';
  const owner = portsOf(evidence, leak.owner);
  const viewer = portsOf(evidence, leak.viewer);
  const both = [...viewer].filter((port) => owner.has(port));
  if (both.length > 0)
    return `the harness used local port ${both[0]} for both: see whether the target or the harness mixed them`;
  return `the harness's own sockets were separate (${list(owner)} and ${list(viewer)}), and so were its cookie jars`;
}

function portsOf({ journal }: Evidence, name: string): ReadonlySet<number> {
  const seen = journal
    .flatMap(({ observations }) => observations)
    .filter(({ account, session }) => (account ?? session.split('#')[0]) === name);
  return new Set(seen.flatMap(({ facts }) => (facts.localPort === undefined ? [] : [facts.localPort])));
}

function list(ports: ReadonlySet<number>): string {
  const all = [...ports];
  if (all.length === 0) return 'none';
  return `local port ${all.slice(0, 3).join(', ')}${all.length > 3 ? ' …' : ''}`;
}
