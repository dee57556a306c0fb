import type { Observation } from '../model/observation.ts';
import type { Evidence, Leak } from '../model/verdict.ts';

/** Whether the harness itself might have mixed owner and viewer, by the sockets that both used. One clause, for a proof. */
export function innocence(evidence: Evidence, leak: Leak): string {
  const isStranger = !leak.owner.endsWith('/visitor') && !evidence.accounts.some(({ id }) => id === leak.owner);
  if (leak.otherRun === true) return 'the owner belonged to another run, with sockets and cookie jars of its own';
  if (isStranger) return 'the owner belonged to another pair, with sockets and cookie jars of its own';
  if (evidence.plan.over === 'browser')
    return evidence.plan.profile === 'shared'
      ? 'the plan lets both sit at one browser, one after the other'
      : 'each had a browser profile of its own, with cookies and caches of its own';
  if (leak.owner === leak.viewer) return 'each stranger came with sockets and a cookie jar of its own';
  const owner = portsOf(evidence, leak.owner);
  const viewer = portsOf(evidence, leak.viewer);
  const both = [...viewer].filter((port) => owner.has(port));
  const first = both[0];
  if (first !== undefined) return sharedSocket(evidence, first);
  const isLent = evidence.plan.steps.some((step) => step.do === 'look' && step.jar !== undefined);
  const jars = isLent ? '; cookies went along where the plan says so' : ', and so were its cookie jars';
  return `the harness's own sockets were separate (${list(owner)} and ${list(viewer)})${jars}`;
}

/** On a socket that the plan shares, whether every answer stood where its question did; on any other, that it should not be shared. */
function sharedSocket({ plan, journal }: Evidence, port: number): string {
  if (plan.steps.some((step) => step.do === 'listen' && step.from !== undefined))
    return `the plan hands one connection (local port ${port}) from one account to the other; cookie jars were separate`;
  const isPlanned = plan.steps.some(({ line }) => line !== undefined);
  if (!isPlanned)
    return `the harness used local port ${port} for both, which the plan did not ask for: suspect the harness`;
  const carried = journal.flatMap(({ observations }) => observations).filter(({ facts }) => facts.localPort === port);
  const mixed = carried.find(({ facts }) => !isInPlace(facts));
  if (mixed !== undefined) {
    const { socketUses, socketAnswers } = mixed.facts;
    return `question ${socketUses} on the shared socket (local port ${port}) got answer ${socketAnswers}: count them before you blame the target`;
  }
  const streams = carried.flatMap(({ facts }) => facts.stream ?? []);
  if (new Set(streams).size < streams.length)
    return `two questions used one stream of local port ${port}: suspect the harness`;
  const how =
    streams.length > 0 ? 'each question had a stream of its own' : 'each answer had the number of its question';
  return `the plan shares one socket (local port ${port}), and on it ${how}; cookie jars were separate`;
}

function isInPlace({ socketUses, socketAnswers, unasked }: Observation['facts']): boolean {
  return unasked === true || socketAnswers === undefined || socketUses === socketAnswers;
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
