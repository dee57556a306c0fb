import type { Step } from '../../model/plan.ts';
import { browserAct } from './browser-act.ts';
import { credentials } from './credentials.ts';
import { hook } from './hook.ts';
import { listen } from './listen.ts';
import { look } from './look.ts';
import { dismiss, membership } from './membership.ts';
import { pageMove } from './page-move.ts';
import { plant } from './plant.ts';
import { reconnect } from './reconnect.ts';
import { share } from './share.ts';
import { sign } from './sign.ts';
import { spoil } from './spoil.ts';
import { switchAccount } from './switch-account.ts';
import type { Verb } from './verb.ts';
import { wait } from './wait.ts';
import { write } from './write.ts';

export type { Verb } from './verb.ts';

/** Every verb of the closed vocabulary. */
export const VERBS: { readonly [Do in Step['do']]: Verb<Extract<Step, { do: Do }>> } = {
  plant,
  look,
  abort: look,
  change: write,
  remove: write,
  'sign-in': sign,
  'sign-out': sign,
  reconnect,
  listen,
  'hang-up': listen,
  wait,
  spoil,
  hook,
  leave: membership,
  join: membership,
  dismiss,
  'sign-out-everywhere': credentials,
  'change-password': credentials,
  share,
  unshare: share,
  'switch-account': switchAccount,
  back: pageMove,
  forward: pageMove,
  reload: pageMove,
  'hard-reload': pageMove,
  'duplicate-tab': pageMove,
  'old-tab': pageMove,
  'reopen-tab': pageMove,
  'new-tab': browserAct,
  'close-tab': browserAct,
  'go-offline': browserAct,
  'go-online': browserAct,
  'restart-browser': browserAct,
};
