import type { Arrival, Arrivals } from '../../drivers/arrivals.ts';
import { observe } from '../../drivers/observe.ts';
import type { Observation, Thing } from '../../model/observation.ts';
import type { Step } from '../../model/plan.ts';
import type { Surface } from '../../model/target.ts';
import { callAdapter } from '../adapter.ts';
import { type Ear, isKnownTo } from '../listening.ts';
import type { Member } from '../member.ts';
import { nothing, type Scene, type Taken } from '../scene.ts';
import { expectations, untilMet } from '../waiting.ts';
import { type AskedFor, askedFor } from './asked-for.ts';
import { placeOf } from './listen.ts';

type LookStep = Extract<Step, { do: 'look' | 'abort' }>;

/** What can be looked at: arrivals, and how they are told. */
interface Inbox {
  readonly arrivals: Arrivals;
  readonly isWanted: (arrival: Arrival) => boolean;
  /** Of one's own that was seen before, as `account:slot`. */
  readonly seen: Set<string>;
  readonly sinceMs: number;
  readonly tell: (arrivals: readonly Arrival[], leftOver?: true) => Observation[];
  /** Brings what does not come by itself. */
  readonly fetch?: () => Promise<void>;
}

/** Looks at what came by itself: makes it come where the target file says how, waits for one's own, and takes all that is there. */
export async function lookAtArrivals(scene: Scene, step: LookStep, surface: Surface): Promise<Taken> {
  const named = askedFor(scene, step);
  if (named === undefined) return nothing(`there is no ${scene.stage.surfaces[step.surface]?.takes} to look at`);
  const { about } = named;
  const ear = scene.listening.at(placeOf(step.by, step.surface, step.ref));
  const member = step.by === 'visitor' ? undefined : scene.pair.member(step.by);
  const inbox = isStream(surface)
    ? ear && earbox(scene, step.surface, ear)
    : member && mailbox(scene, step.surface, surface, member);
  if (inbox === undefined)
    return nothing(isStream(surface) ? `${step.by} does not listen to ${step.surface}` : `${step.by} has no mailbox`);
  const asked = await ask(scene, step, surface, member, named);
  if (asked !== undefined && asked.outcome !== 'done') return withThing(asked, about);
  const groups = member === undefined ? [] : expectations(scene, step.surface, surface, member, inbox, about);
  await untilMet(scene, step.surface, inbox, groups, asked === undefined ? inbox.sinceMs : asked.begunMs);
  const taken = inbox.arrivals.take(inbox.isWanted);
  const observations = [...(asked?.observations ?? []), ...inbox.tell(taken)];
  for (const { own } of observations) for (const slot of own) inbox.seen.add(slot);
  return withThing({ outcome: 'done', observations, fields: [] }, about);
}

function withThing(taken: Taken, about: Thing | undefined): Taken {
  return about === undefined ? taken : { ...taken, about };
}

function isStream({ events, socket }: Surface): boolean {
  return events !== undefined || socket !== undefined;
}

async function ask(
  scene: Scene,
  step: LookStep,
  { ask: act }: Surface,
  member: Member | undefined,
  { refs, carries }: AskedFor,
) {
  if (act === undefined || member === undefined) return undefined;
  const begunMs = scene.stage.world.now();
  const called = await callAdapter(scene.stage, member.session, member, {
    surface: `ask for ${step.surface}`,
    act,
    refs,
    carries,
    travel: scene.travel(step),
  });
  return { ...called, begunMs };
}

/** What a connection brought that is held open. */
export function earbox(scene: Scene, name: string, ear: Ear): Inbox {
  const { surroundings } = scene.stage;
  const { listener, arrivals, request, session, sinceMs, seen } = ear;
  const tenants = scene.pair.all.filter((each) => each.session.cookies === ear.jar).map(({ facts }) => facts.tenant);
  const isShared = tenants.some((tenant) => tenant !== session.viewer.tenant);
  return {
    arrivals,
    isWanted: () => true,
    seen,
    sinceMs,
    tell: (taken, leftOver) =>
      observe(surroundings, taken, {
        viewer: session.viewer,
        driver: 'stream',
        surface: name,
        request,
        sinceMs,
        status: 200,
        localPort: listener.localPort(),
        isCarried: isKnownTo(ear),
        unseen: arrivals.lost(),
        ...(isShared && session.viewer.tenant !== undefined
          ? { as: [...new Set([...tenants, session.viewer.tenant])] }
          : {}),
        ...(leftOver === undefined ? {} : { leftOver }),
      }),
  };
}

/** What arrived in an account's mailbox, or at its address for webhooks. */
export function mailbox(scene: Scene, name: string, { mail, webhook }: Surface, member: Member): Inbox {
  const { surroundings, mailroom } = scene.stage;
  const { facts, session, account } = member;
  const box = mailroom.boxOf(facts.id);
  const which = mail ?? webhook;
  return {
    arrivals: mail === undefined ? box.posts : box.mails,
    isWanted: ({ label = '' }) => !(which instanceof RegExp) || which.test(label),
    seen: scene.seenIn(`${name} ${facts.id}`),
    sinceMs: scene.sinceMs,
    fetch: () => mailroom.fetch(facts.id, account),
    tell: (taken, leftOver) =>
      observe(surroundings, taken, {
        viewer: session.viewer,
        driver: 'mailbox',
        surface: name,
        request: mail === undefined ? 'what is posted to its webhook' : `mail for ${facts.email}`,
        sinceMs: scene.sinceMs,
        status: 200,
        isCarried: ({ text }) => session.hasKnown(text),
        unseen: (mail === undefined ? box.posts : box.mails).lost(),
        ...(leftOver === undefined ? {} : { leftOver }),
      }),
  };
}
