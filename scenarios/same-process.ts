import fc from 'fast-check';
import { type Evidence, oracles, type Proof, type Scenario, type Step } from '../harness/index.ts';
import { look, neighbours, PAIR, plansOf, plants, rolesOf } from './arbitraries.ts';
import { eventsOf } from './server-life.ts';

/** Such a plan holds up everybody else's, so that a few must do: about one for each event. */
const PLANS_MAX = 7;
/** What an event does to one surface costs little more to see at a few. */
const SURFACES_MAX = 3;
/** Looks that are under way during an event begin so many milliseconds after it at most. */
const OFFSET_MS_MAX = 20;

/** The service is restarted, accounts go and come again, rights end; what was issued before is used after. */
export const sameProcess: Scenario = {
  name: 'same-process',
  shares: "the server's life",
  question: 'After a restart, or after an account or a right has ended, does what was issued before lead to another?',
  cwe: [488, 384, 672],
  over: 'http',
  alone: true,
  asksAll: true,
  plansMax: PLANS_MAX,
  kindOf: ({ steps }) => nameOf(steps.find(isEvent)),
  plans(abilities, surface) {
    const surfaces = neighbours(abilities, surface, SURFACES_MAX);
    const events = eventsOf(abilities, surfaces);
    if (events.length === 0) return undefined;
    const roles = rolesOf(abilities);
    const choice = fc.record({
      order: fc.shuffledSubarray([...roles], { minLength: roles.length }),
      one: fc.constantFrom(...PAIR),
      offsets: fc.array(fc.nat({ max: OFFSET_MS_MAX }), { maxLength: roles.length }),
    });
    const everyone = surfaces.flatMap((each) => roles.map((by) => look(abilities, each, by, by)));
    const first = [...plants(abilities, surface, roles), ...everyone];
    return plansOf(
      'same-process',
      fc
        .tuple(fc.constantFrom(...events), choice)
        .map(([event, made]) => [...first, ...event.steps(made), ...everyone]),
    );
  },
  proof: proofOfEvent,
  oracles: [
    oracles.foreignCanary,
    oracles.foreignIdentifier,
    oracles.identity,
    oracles.sessionProvenance,
    oracles.revoked,
  ],
};

/** The last event before this look was seen to happen; what it was is the condition. */
function proofOfEvent({ journal, plan }: Evidence, { step }: { readonly step: number }): Proof {
  const events = journal.filter((entry) => entry.step >= 0 && entry.step < step && isEvent(plan.steps[entry.step]));
  const last = events.at(-1);
  const did = last === undefined ? undefined : plan.steps[last.step];
  if (last === undefined || did === undefined)
    return { is: 'not-shown', because: 'nothing had happened to the service, an account or a right before' };
  const condition = nameOf(did);
  return last.outcome === 'done'
    ? { is: 'occurred', condition }
    : { is: 'not-shown', condition, because: last.because ?? 'it was not confirmed' };
}

function nameOf(event: Step | undefined): string {
  return event?.do === 'hook' ? `the hook "${event.name}"` : `"${event?.do.replaceAll('-', ' ')}"`;
}

function isEvent(step: Step | undefined): boolean {
  return step !== undefined && EVENTS.has(step.do);
}

const EVENTS: ReadonlySet<Step['do']> = new Set([
  'hook',
  'leave',
  'join',
  'dismiss',
  'unshare',
  'remove',
  'sign-out-everywhere',
  'change-password',
]);
