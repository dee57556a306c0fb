import type { Arrival, Arrivals } from '../drivers/arrivals.ts';
import type { Thing } from '../model/observation.ts';
import type { Surface } from '../model/target.ts';
import { LIMITS } from './limits.ts';
import type { Member } from './member.ts';
import type { Scene } from './scene.ts';

/** Where something is waited for. */
interface Awaited {
  readonly arrivals: Arrivals;
  readonly isWanted: (arrival: Arrival) => boolean;
  readonly seen: ReadonlySet<string>;
  readonly sinceMs: number;
  readonly fetch?: () => Promise<void>;
}

/** Slots, as `account:slot`, of which at least one must be seen; none at all means that anything will do. */
type Group = ReadonlySet<string>;

/** What a member may expect to come: something of each thing that it created, or of what was asked for. */
export function expectations(
  scene: Scene,
  name: string,
  { ask }: Surface,
  { facts, fields }: Member,
  { seen, sinceMs }: Awaited,
  about: Thing | undefined,
): readonly Group[] {
  const shows = scene.stage.surfaces[name]?.shows;
  if (about !== undefined && about.account !== facts.id) return [];
  if (shows === undefined) return [new Set()];
  const slot = (each: { readonly slot: number }) => `${facts.number}:${each.slot}`;
  if (shows === 'account') return ask === undefined ? [] : [new Set([...fields.values()].map(slot))];
  const own = scene.plantings.filter(
    ({ account, resource, changed, outcome, nth }) =>
      account === facts.id &&
      resource === shows &&
      changed === undefined &&
      outcome === 'done' &&
      (about === undefined || about.nth === nth),
  );
  if (about !== undefined && ask === undefined) {
    const since = scene.plantings.filter(
      (each) => each.account === facts.id && each.nth === about.nth && (scene.plantedMs.get(each) ?? 0) >= sinceMs,
    );
    return since.length === 0 ? [] : [new Set(since.flatMap(({ fields: all }) => all.map(slot)))];
  }
  if (ask !== undefined) return [new Set(own.flatMap(({ fields: all }) => all.map(slot)))];
  return own
    .filter((planting) => (scene.plantedMs.get(planting) ?? 0) >= sinceMs)
    .map((planting) => new Set(planting.fields.map(slot)))
    .filter((group) => ![...group].some((each) => seen.has(each)));
}

/** Waits until something of every group came, or patience ends; then a little longer, for what comes to the wrong place. */
export async function untilMet(
  { stage: { world, patience } }: Scene,
  name: string,
  awaited: Awaited,
  groups: readonly Group[],
  sinceMs: number,
): Promise<void> {
  const begunMs = world.now();
  const limitMs = groups.length === 0 ? patience.quietMs(name) : patience.waitMs(name);
  const isOver = () => groups.length > 0 && groups.every((group) => isMet(awaited, group));
  for (;;) {
    await awaited.fetch?.();
    const leftMs = begunMs + limitMs - world.now();
    if (isOver() || leftMs <= 0) break;
    await nextArrival(awaited, Math.min(leftMs, LIMITS.arrivePollMs), world.sleep);
  }
  if (groups.length === 0) return;
  if (isOver()) {
    const latest = awaited.arrivals.all.filter(awaited.isWanted).at(-1)?.atMs ?? begunMs;
    patience.met(name, Math.max(0, latest - Math.max(sinceMs, begunMs)));
    await world.sleep(LIMITS.graceMs);
    await awaited.fetch?.();
  } else patience.missed(name);
}

function isMet({ arrivals, isWanted }: Awaited, group: Group): boolean {
  const wanted = arrivals.all.filter(isWanted);
  if (group.size === 0) return wanted.length > 0;
  return wanted.some(({ sightings }) => sightings.some(({ account, slot }) => group.has(`${account}:${slot}`)));
}

function nextArrival({ arrivals }: Awaited, ms: number, sleep: (ms: number) => Promise<void>): Promise<void> {
  let stop = () => {};
  const next = new Promise<void>((resolve) => {
    const end = arrivals.onNext(resolve);
    stop = () => void end();
  });
  return Promise.race([next, sleep(ms)]).finally(() => stop());
}
