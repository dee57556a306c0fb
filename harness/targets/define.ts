import { UsageError } from '../model/errors.ts';
import type { Accounts, Resource, Surface, Target } from '../model/target.ts';

const WAYS = ['get', 'post', 'page', 'events', 'socket', 'mail', 'webhook', 'job', 'look'] as const;

const TARGET_KEYS = [
  'name',
  'origin',
  'accounts',
  'resources',
  'surfaces',
  'shared',
  'hooks',
  'landing',
  'mailDomain',
  'mail',
  'webhooks',
  'insecureTls',
] as const satisfies readonly (keyof Target)[];
const ACCOUNT_KEYS = [
  'operator',
  'enrol',
  'colleague',
  'dismiss',
  'signIn',
  'signOut',
  'signOutEverywhere',
  'changePassword',
  'retire',
  'whoami',
  'given',
  'pages',
] as const satisfies readonly (keyof Accounts)[];
const RESOURCE_KEYS = ['create', 'change', 'remove', 'share', 'unshare'] as const satisfies readonly (keyof Resource)[];
const SURFACE_KEYS = [
  ...WAYS,
  'json',
  'form',
  'headers',
  'shows',
  'speaks',
  'say',
  'bye',
  'auth',
  'ask',
] as const satisfies readonly (keyof Surface)[];

/** Gives a target file its types; returns the object as it is. */
export function defineTarget(target: Target): Target {
  return target;
}

/** Checks a loaded target file and lists everything that is wrong with it at once; throws a UsageError. */
export function checkTarget(value: unknown, file: string): Target {
  const target = (value ?? {}) as Partial<Target>;
  const problems = [
    ...unknownKeys('', target, TARGET_KEYS),
    ...(typeof target.name === 'string' && target.name !== '' ? [] : ['"name" is missing: a word for the service']),
    ...originProblems(target.origin),
    ...accountProblems(target.accounts),
    ...resourceProblems(target.resources),
    ...surfaceProblems(target),
    ...sharedProblems(target),
    ...hookProblems(target.hooks),
    ...mailProblems(target),
  ];
  if (problems.length === 0) return target as Target;
  throw new UsageError(
    `${file} does not describe a target:\n${problems.map((problem) => `  - ${problem}`).join('\n')}\nSee docs/target.md, or start from "misdelivery init".`,
  );
}

function originProblems(origin: unknown): string[] {
  const example = 'expected something like "http://127.0.0.1:4173"';
  if (typeof origin !== 'string') return [`"origin" is missing: ${example}`];
  try {
    const url = new URL(origin);
    if (!/^https?:$/.test(url.protocol)) return [`"origin" is ${origin}: ${example}`];
    return url.origin === origin.replace(/\/$/, '')
      ? []
      : [`"origin" is ${origin}: give it without a path, ${url.origin}`];
  } catch {
    return [`"origin" is ${JSON.stringify(origin)}: ${example}`];
  }
}

function accountProblems(accounts: Target['accounts'] | undefined): string[] {
  if (typeof accounts !== 'object' || accounts === null)
    return ['"accounts" is missing: how an account comes to be and signs in'];
  return [
    ...unknownKeys('accounts.', accounts, ACCOUNT_KEYS),
    ...(accounts.whoami === undefined ? [] : wayProblems('accounts.whoami', accounts.whoami)),
    ...(accounts.given === undefined || accounts.given.length >= 2
      ? []
      : ['accounts.given has fewer than two accounts: a leak needs a pair']),
  ];
}

function resourceProblems(resources: Target['resources']): string[] {
  return Object.entries(resources ?? {}).flatMap(([name, resource]) => [
    ...unknownKeys(`resources.${name}.`, resource, RESOURCE_KEYS),
    ...(typeof resource?.create === 'function' ? [] : [`resources.${name} has no create()`]),
    ...(['account', 'http', 'canary'].includes(name)
      ? [`resources.${name}: this word has a meaning already, choose another`]
      : []),
  ]);
}

function surfaceProblems(target: Partial<Target>): string[] {
  const surfaces = Object.entries(target.surfaces ?? {});
  if (surfaces.length === 0 && target.accounts?.whoami === undefined)
    return ['"surfaces" is empty: there is nowhere to look'];
  const known = new Set(['account', ...Object.keys(target.resources ?? {})]);
  return surfaces.flatMap(([name, surface]) => [
    ...unknownKeys(`surfaces["${name}"].`, surface, SURFACE_KEYS),
    ...wayProblems(`surface "${name}"`, surface),
    ...pathProblems(name, surface),
    ...(surface?.shows === undefined || known.has(surface.shows)
      ? []
      : [
          `surface "${name}" shows "${surface.shows}", which is neither "account" nor one of the resources (${[...known].slice(1).join(', ') || 'none'})`,
        ]),
  ]);
}

function wayProblems(where: string, surface: Surface | undefined): string[] {
  const ways = WAYS.filter((way) => surface?.[way] !== undefined);
  if (ways.length === 1) return [];
  return [`${where} has ${ways.length === 0 ? 'no way to look' : ways.join(' and ')}: give one of ${WAYS.join(', ')}`];
}

/** A path with a name in braces, as descriptions of APIs have them, would be asked for as it stands. */
function pathProblems(name: string, surface: Surface | undefined): string[] {
  return WAYS.flatMap((way) => {
    const path = surface?.[way];
    const [braces] = (typeof path === 'string' && /\{\w+\}/.exec(path)) || [];
    return braces === undefined
      ? []
      : [
          `surface "${name}" has ${braces} in its path, which would be asked for as it stands: make it by a function, such as ({ parcel }) => \`/parcels/\${parcel.id}\``,
        ];
  });
}

function unknownKeys(where: string, value: unknown, known: readonly string[]): string[] {
  const keys = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  return keys.flatMap((key) =>
    known.includes(key) ? [] : [`${where}${key} is not known: expected one of ${known.join(', ')}`],
  );
}

function mailProblems({ mail, surfaces, resources }: Partial<Target>): string[] {
  if (mail === undefined) {
    const lacking = Object.entries(surfaces ?? {}).filter(([, surface]) => surface?.mail !== undefined);
    return lacking.map(
      ([name]) =>
        `surface "${name}" is mail, and the target has no "mail": say where it arrives, such as { sink: 2525 }`,
    );
  }
  const isKnown = typeof mail === 'object' && mail !== null && ('sink' in mail || 'read' in mail);
  return [
    ...(isKnown ? [] : ['"mail" is neither { sink: port } nor { read: function }']),
    ...(resources !== undefined && 'mail' in resources
      ? ['resources.mail: this word means the mailbox where the target has "mail", choose another']
      : []),
  ];
}

function hookProblems(hooks: Target['hooks']): string[] {
  return Object.entries(hooks ?? {}).flatMap(([name, hook]) =>
    typeof hook === 'function' || (typeof hook === 'string' && hook !== '')
      ? []
      : [`hooks.${name} is neither a function nor a command nor an address`],
  );
}

function sharedProblems(target: Partial<Target>): string[] {
  return (target.shared ?? []).flatMap((flow, index) => [
    ...(flow.because ? [] : [`shared[${index}] has no "because": say why this may cross`]),
    ...(flow.surface === undefined || flow.surface in (target.surfaces ?? {})
      ? []
      : [`shared[${index}] names the surface "${flow.surface}", which is not there`]),
  ]);
}
