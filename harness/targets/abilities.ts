import type { DriverName } from '../model/plan.ts';
import type { Abilities, SurfaceWays } from '../model/scenario.ts';
import { LANDING, MAILBOX, type Surface, type Target, WHOAMI } from '../model/target.ts';
import type { SurfaceFacts } from '../model/verdict.ts';
import { firstParameter } from './first-parameter.ts';
import { namesAccount, readBy } from './read-by.ts';

const surfaces = new WeakMap<Target, Readonly<Record<string, Surface>>>();

/** Every surface of a target, `accounts.whoami` and the landing page among them; put together once, for every look asks. */
export function surfacesOf(target: Target): Readonly<Record<string, Surface>> {
  const known = surfaces.get(target) ?? allOf(target);
  surfaces.set(target, known);
  return known;
}

function allOf(target: Target): Record<string, Surface> {
  const { whoami } = target.accounts;
  const landing = target.landing === false ? {} : { [LANDING]: { page: target.landing ?? '/' } };
  return {
    ...landing,
    ...(whoami === undefined ? {} : { [WHOAMI]: { shows: 'account', ...whoami } }),
    ...target.surfaces,
    ...(target.mail === undefined || Object.values(target.surfaces).some(({ mail }) => mail !== undefined)
      ? {}
      : { [MAILBOX]: { mail: true as const } }),
  };
}

/** What scenarios may count on: the target's abilities, without the target. */
export function abilitiesOf(target: Target): Abilities {
  const resources = Object.entries(target.resources ?? {}).map(([name, resource]) => [
    name,
    {
      change: resource.change !== undefined,
      remove: resource.remove !== undefined,
      share: resource.share !== undefined && resource.unshare !== undefined,
    },
  ]);
  const surfaces = Object.entries(surfacesOf(target)).map(([name, surface]) => [
    name,
    { ...surfaceFacts(target, surface), ...waysOf(surface) },
  ]);
  const { colleague, dismiss, enrol, retire, given, signIn, signOut, signOutEverywhere, changePassword } =
    target.accounts;
  return {
    resources: Object.fromEntries(resources),
    surfaces: Object.fromEntries(surfaces),
    colleague: colleague !== undefined,
    dismiss: colleague !== undefined && dismiss !== undefined,
    hooks: Object.keys(target.hooks ?? {}),
    rejoin: enrol !== undefined && retire !== undefined && given === undefined,
    signIn: signIn !== undefined,
    signOut: signOut !== undefined && signIn !== undefined,
    signOutEverywhere: signOutEverywhere !== undefined && signIn !== undefined,
    // The password of an account that existed before is its owner's own affair.
    changePassword: changePassword !== undefined && signIn !== undefined && given === undefined,
  };
}

/** What a surface shows, and which resource it must be told to show it. */
export function surfaceFacts(target: Target, surface: Surface): SurfaceFacts {
  const takes = Object.keys(target.resources ?? {}).find((name) => asksFor(surface, name));
  return {
    ...(surface.shows === undefined ? {} : { shows: surface.shows }),
    ...(takes === undefined ? {} : { takes }),
    ...(takes === undefined && namesAccount(surface) ? { names: 'account' as const } : {}),
  };
}

function waysOf(surface: Surface): SurfaceWays {
  const handsOver = surface.socket !== undefined && surface.bye !== undefined && surface.speaks !== 'graphql';
  return {
    over: driversFor(surface),
    ...(surface.job === undefined ? {} : { isJob: true }),
    ...(handsOver ? { handsOver } : {}),
  };
}

function driversFor(surface: Surface): readonly DriverName[] {
  if (surface.events !== undefined || surface.socket !== undefined) return ['stream'];
  if (surface.mail !== undefined || surface.webhook !== undefined) return ['mailbox'];
  return surface.page === undefined ? ['http'] : ['http', 'browser'];
}

/** Whether making the request touches the named resource: path functions are tried with a stand-in that notes what is read. */
function asksFor(surface: Surface, resource: string): boolean {
  const { look, job, ask } = surface;
  const acts = [look, job, ask].filter((act) => act !== undefined);
  if (acts.some((act) => firstParameter(act).split(/\W+/).includes(resource))) return true;
  return readBy(surface).some((path) => path.split('.')[0] === resource);
}
