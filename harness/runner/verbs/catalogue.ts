import type { Step } from '../../model/plan.ts';
import { look } from './look.ts';
import { plant } from './plant.ts';
import { reconnect } from './reconnect.ts';
import { sign } from './sign.ts';
import { spoil } from './spoil.ts';
import type { Verb } from './verb.ts';
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
  spoil,
};
