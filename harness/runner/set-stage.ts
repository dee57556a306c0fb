import { createHmac, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createCodec, createIdentifiers, createScan, nextRun, workspaceKey } from '../canaries/index.ts';
import { Browsers } from '../drivers/browser/browsers.ts';
import { Sent } from '../drivers/carried.ts';
import { Courtesy } from '../drivers/courtesy.ts';
import { Deadlines } from '../drivers/deadlines.ts';
import { Mailroom } from '../drivers/mailbox/mailroom.ts';
import type { Surroundings } from '../drivers/session.ts';
import { accountOf } from '../model/account.ts';
import type { Target } from '../model/target.ts';
import { abilitiesOf, surfaceFacts, surfacesOf } from '../targets/abilities.ts';
import { CreatedLog } from './created-log.ts';
import { Echoes } from './echoes.ts';
import { Ledger } from './ledger.ts';
import { SESSION_LIMITS } from './limits.ts';
import { Operator } from './operator.ts';
import { Patience } from './patience.ts';
import type { Stage } from './stage.ts';
import { Strictness } from './strictness.ts';
import { Turns } from './turns.ts';
import type { World } from './world.ts';

/** Where a run keeps its key and its log of created things, and how it gets its number. */
export interface Workspace {
  /** Folder that holds `.misdelivery`. */
  readonly folder: string;
  /** `MISDELIVERY_KEY`, if it is set. */
  readonly givenKey: string | undefined;
  /** The number of an earlier run, to clean up after it. Default: a fresh one. */
  readonly run?: number;
}

/** Folder, inside the workspace, of the logs of created things. */
export const CREATED_FOLDER = join('.misdelivery', 'created');

/** Sets up all that plans are played on. Touches the workspace, not the target. */
export function setStage(
  target: Target,
  workspace: Workspace,
  world: World,
  browsers: Browsers = new Browsers(),
): Stage {
  const key = workspaceKey(workspace.folder, { given: workspace.givenKey, randomBytes });
  const run = workspace.run ?? nextRun(workspace.folder, () => world.random() / 2 ** 31);
  const codec = createCodec({ key, run });
  const surfaces = surfacesOf(target);
  const keyed = (text: string) => createHmac('sha256', key).update(text).digest('hex');
  const surroundings: Surroundings = {
    run,
    origin: target.origin.replace(/\/$/, ''),
    scan: createScan({ codec }),
    identifiers: createIdentifiers({ run }),
    now: world.now,
    fingerprint: (secret) => keyed(`${run} secret ${secret}`).slice(0, 16),
    limits: SESSION_LIMITS,
    insecureTls: target.insecureTls ?? false,
    sent: new Sent(),
    deadlines: new Deadlines(world.now),
    courtesy: new Courtesy({ now: world.now, date: () => Date.parse(world.timestamp()), sleep: world.sleep }),
  };
  return {
    run,
    target,
    abilities: abilitiesOf(target),
    surfaces: Object.fromEntries(
      Object.entries(surfaces).map(([name, surface]) => [name, surfaceFacts(target, surface)]),
    ),
    world,
    codec,
    surroundings,
    operator: new Operator(target, surroundings),
    browsers,
    mailroom: new Mailroom(surroundings, {
      mail: target.mail,
      webhooks:
        target.webhooks ?? (Object.values(surfaces).some(({ webhook }) => webhook !== undefined) ? {} : undefined),
    }),
    patience: new Patience(),
    ledger: new Ledger(),
    turns: new Turns(),
    ration: { isOn: false },
    signOut: { isSeenToWork: false },
    created: new CreatedLog(join(workspace.folder, CREATED_FOLDER), run),
    learned: new Map(),
    echoes: new Echoes(surroundings),
    strictness: new Strictness(),
    // Capital, digit and sign, so that common password rules are met; made from the key again whenever it is needed, never stored.
    passwordFor: (account) => `Mq7!${keyed(`${run} password ${accountOf(account)}`).slice(0, 20)}`,
  };
}
